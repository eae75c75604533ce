#!/usr/bin/env python3
"""A proxy for tests: proxy.py DIR [STATUS | USER:PASSWORD].

Takes CONNECT on a free port of 127.0.0.1, written to DIR/port, and passes bytes
on; with STATUS it answers that instead; who does not show USER:PASSWORD gets 407.
The head of each request goes to
DIR/requests, a JSON object a line. Ends with its standard input."""
import sys

sys.path.pop(0)  # http.py beside this is not Python's

import base64
import json
import os
import socket
import socketserver
import threading

directory = sys.argv[1]
lock = threading.Lock()


def pump(a, b):
    try:
        while True:
            data = a.recv(65536)
            if not data:
                break
            b.sendall(data)
    except OSError:
        pass
    for s in (a, b):
        try:
            s.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass


class Handler(socketserver.BaseRequestHandler):
    def handle(self):
        head = b""
        while b"\r\n\r\n" not in head:
            data = self.request.recv(4096)
            if not data:
                return
            head += data
        first, *headers = head.decode().split("\r\n")
        with lock, open(os.path.join(directory, "requests"), "a") as f:
            f.write(json.dumps({"first": first, "headers": [h for h in headers if h]}) + "\n")
        said = sys.argv[2] if len(sys.argv) > 2 else ""
        if ":" in said:
            want = "Proxy-Authorization: Basic " + base64.b64encode(said.encode()).decode()
            said = "" if want in headers else "407"
        if said:
            self.request.sendall(b"HTTP/1.1 %s no\r\nETag: \"proxy\"\r\n\r\n" % said.encode())
            return
        host, port = first.split()[1].rsplit(":", 1)
        there = socket.create_connection((host, int(port)))
        self.request.sendall(b"HTTP/1.1 200 go on\r\nETag: \"proxy\"\r\n\r\n")
        threading.Thread(target=pump, args=(self.request, there), daemon=True).start()
        pump(there, self.request)


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
