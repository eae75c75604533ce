#!/usr/bin/env python3
"""A relay of SMTP for tests: smtp.py DIR MODE [CERT KEY].

Listens on a free port of 127.0.0.1, written to DIR/port. MODE: plain, starttls
(offered, and nothing taken before it) or tls (from the first byte). It wants
user "recon" with password "pass word" where DIR/auth is there. What is taken
goes to DIR/mails, a JSON object a line; the commands before TLS to DIR/clear. A
local part of digits, 450@..., is answered with that. Ends with its standard
input."""
import base64
import json
import os
import socketserver
import ssl
import sys
import threading

directory, mode = sys.argv[1:3]
lock = threading.Lock()


def note(name, what):
    with lock, open(os.path.join(directory, name), "a") as f:
        f.write(json.dumps(what) + "\n")


def context():
    c = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    c.load_cert_chain(sys.argv[3], sys.argv[4])
    return c


class Handler(socketserver.BaseRequestHandler):
    def setup(self):
        self.data, self.safe, self.known = b"", mode == "plain", False

    def line(self):
        while b"\r\n" not in self.data:
            piece = self.request.recv(65536)
            if not piece:
                raise OSError
            self.data += piece
        line, self.data = self.data.split(b"\r\n", 1)
        return line.decode("utf-8", "replace")

    def say(self, text):
        self.request.sendall(text.encode() + b"\r\n")

    def handle(self):
        try:
            if mode == "tls":
                self.request = context().wrap_socket(self.request, server_side=True)
                self.safe = True
            self.say("220 relay.invalid ESMTP")
            while self.command(self.line()):
                pass
        except (OSError, ssl.SSLError):
            return

    def wants(self):
        return os.path.exists(os.path.join(directory, "auth"))

    def auth(self, words):
        """AUTH PLAIN, with or without its answer at once."""
        if words[:1] != ["PLAIN"]:
            return self.say("504 no such way")
        if len(words) < 2:
            self.say("334 ")
            words.append(self.line())
        got = base64.b64decode(words[1]).decode().split("\0")
        self.known = got[1:] == ["recon", "pass word"]
        self.say("235 welcome" if self.known else "535 who are you")

    def recipient(self, text):
        local = text.split("<")[1].split("@")[0]
        if local.isdigit():
            return self.say(local + " as you wish")
        self.mail["to"].append(text)
        self.say("250 ok")

    def command(self, line):
        words = line.split(" ")
        verb = words[0].upper()
        if not self.safe:
            note("clear", verb)
        if verb == "EHLO":
            offers = ["relay.invalid", "8BITMIME"]
            if mode == "starttls" and not self.safe:
                offers.append("STARTTLS")
            if self.wants():
                offers.append("AUTH PLAIN")
            for i, o in enumerate(offers):
                self.say("250%s%s" % (" " if i == len(offers) - 1 else "-", o))
        elif verb == "STARTTLS" and mode == "starttls":
            self.say("220 go on")
            self.request = context().wrap_socket(self.request, server_side=True)
            self.safe = True
        elif not self.safe:
            self.say("530 STARTTLS first")
        elif verb == "AUTH":
            self.auth(words[1:])
        elif verb == "MAIL":
            if self.wants() and not self.known:
                self.say("530 who are you")
            else:
                self.mail = {"from": line, "to": []}
                self.say("250 ok")
        elif verb == "RCPT":
            self.recipient(line)
        elif verb == "DATA":
            self.say("354 go on")
            lines = []
            while True:
                text = self.line()
                if text == ".":
                    break
                lines.append(text[1:] if text.startswith(".") else text)
            self.mail["lines"] = lines
            self.mail["tls"] = isinstance(self.request, ssl.SSLSocket)
            note("mails", self.mail)
            self.say("250 taken")
        elif verb == "QUIT":
            self.say("221 bye")
            return False
        else:
            self.say("250 ok")
        return True


class Server(socketserver.ThreadingTCPServer):
    daemon_threads = True


with Server(("127.0.0.1", 0), Handler) as server:
    threading.Thread(target=server.serve_forever, daemon=True).start()
    name = os.path.join(directory, "port")
    with open(name + ".new", "w") as f:
        f.write(str(server.server_address[1]))
    os.rename(name + ".new", name)
    sys.stdin.read()
    server.shutdown()
