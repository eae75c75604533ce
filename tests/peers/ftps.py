#!/usr/bin/env python3
"""A server of FTP within TLS for tests: ftps.py DIR ROOT CERT KEY [implicit|sizeless].

Nothing but AUTH TLS is answered before that; implicit begins with TLS, sizeless
knows no SIZE. The user
is shop, the password is "pass word". It listens on a free port of 127.0.0.1,
written to DIR/port. The first line of DIR/limits, while there is one, is how many
bytes a file's connection lives for. Ends with its standard input."""
import os
import socket
import socketserver
import ssl
import sys
import threading
import time

directory, root, cert, key = sys.argv[1:5]
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(cert, key)
lock = threading.Lock()


def limit():
    """Of the next file; None where there is none."""
    path = os.path.join(directory, "limits")
    with lock:
        try:
            with open(path) as f:
                lines = f.read().split()
        except FileNotFoundError:
            return None
        if not lines:
            return None
        with open(path, "w") as f:
            f.write("\n".join(lines[1:]))
        return int(lines[0])


class Handler(socketserver.BaseRequestHandler):
    def say(self, text):
        self.request.sendall(text.encode() + b"\r\n")

    def secure(self):
        self.request = context.wrap_socket(self.request, server_side=True)
        self.lines = self.request.makefile("rb")
        self.is_secure = True

    def handle(self):
        self.is_secure, self.user, self.logged_in = False, None, False
        self.listener, self.begin = None, 0
        try:
            self.lines = self.request.makefile("rb")
            if sys.argv[5:] == ["implicit"]:
                self.secure()
            self.say("220 here")
            while True:
                line = self.lines.readline()
                if not line:
                    return
                word, _, rest = line.decode().rstrip("\r\n").partition(" ")
                if word == "QUIT":
                    return self.say("221 bye")
                self.obey(word, rest)
        except (OSError, ValueError):
            return

    def path(self, name):
        return os.path.join(root, name.lstrip("/"))

    def obey(self, word, rest):
        if word == "AUTH":
            self.say("234 go on")
            self.secure()
        elif not self.is_secure:
            self.say("534 TLS first")
        elif word == "USER":
            self.user = rest
            self.say("331 password")
        elif word == "PASS":
            self.logged_in = (self.user, rest) == ("shop", "pass word")
            self.say("230 in" if self.logged_in else "530 no")
        elif not self.logged_in:
            self.say("530 no")
        elif word in ("PBSZ", "TYPE", "PROT"):
            self.say("200 so be it")
        elif word == "PWD":
            self.say('257 "/"')
        elif word == "CWD":
            self.say("250 there" if os.path.isdir(self.path(rest)) else "550 none")
        elif word == "EPSV":
            self.listener = socket.create_server(("127.0.0.1", 0))
            self.say("229 (|||%d|)" % self.listener.getsockname()[1])
        elif word == "REST":
            self.begin = int(rest)
            self.say("350 from there")
        elif word == "NLST":
            self.send("".join(n + "\r\n" for n in os.listdir(root)).encode(), None)
        elif word not in ("SIZE", "MDTM", "RETR") or sys.argv[5:] == ["sizeless"] and word == "SIZE":
            self.say("502 what")
        elif not os.path.isfile(self.path(rest)):
            self.say("550 none")
        else:
            self.file(word, self.path(rest))

    def file(self, word, path):
        st = os.stat(path)
        if word == "SIZE":
            self.say("213 %d" % st.st_size)
        elif word == "MDTM":
            self.say("213 " + time.strftime("%Y%m%d%H%M%S", time.gmtime(st.st_mtime)))
        else:
            with open(path, "rb") as f:
                f.seek(self.begin)
                self.begin = 0
                self.send(f.read(), limit())

    def send(self, data, most):
        connection, _ = self.listener.accept()
        self.listener.close()
        self.say("150 here it comes")
        connection = context.wrap_socket(connection, server_side=True)
        if most is not None and most < len(data):
            connection.sendall(data[:most])
            connection.close()
            return self.request.close()
        connection.sendall(data)
        try:
            connection.unwrap().close()
        except OSError:
            connection.close()
        self.say("226 done")


class Server(socketserver.ThreadingTCPServer):
    daemon_threads = True


server = Server(("127.0.0.1", 0), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
name = os.path.join(directory, "port")
with open(name + ".new", "w") as f:
    f.write(str(server.server_address[1]))
os.rename(name + ".new", name)
sys.stdin.read()
os._exit(0)
