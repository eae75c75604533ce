#!/usr/bin/env python3
"""A web server of files for tests: files.py DIR ROOT [CERT KEY].

Serves the files of ROOT with their ETag, Last-Modified and ranges, on a free
port of 127.0.0.1, written to DIR/port. Each request goes to DIR/requests, a JSON
object a line. A query changes how it behaves: cut=N ends each connection behind
N bytes of a body; hang=N says no more behind N bytes, once; plain sends neither ETag nor time; weak an ETag that is weak;
chunked no length; unranged knows no ranges; grow adds a line to the file in the
middle of it; replace replaces it, once, behind the first cut; to=URL redirects, round to itself;
breaks=N ends the first connection behind N bytes, and the next request is 503;
status=N, with after=TEXT as Retry-After; need=TEXT wants that as Authorization; once serves once. Ends with its
standard input."""
import sys

sys.path.pop(0)  # http.py beside this is not Python's

import hashlib
import http.server
import json
import os
import ssl
import threading
import time
import urllib.parse
from email.utils import formatdate

directory, root = sys.argv[1:3]
lock = threading.Lock()
served = set()


def note(what):
    with lock, open(os.path.join(directory, "requests"), "a") as f:
        f.write(json.dumps(what) + "\n")


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *args):
        pass

    def fail(self, status, headers=()):
        self.send_response(status)
        for h in headers:
            self.send_header(*h)
        self.send_header("Content-Length", "6")
        self.end_headers()
        self.wfile.write(b"other\n")

    def do_GET(self):
        url = urllib.parse.urlsplit(self.path)
        q = dict(urllib.parse.parse_qsl(url.query, keep_blank_values=True))
        note({"path": self.path, "headers": {k.lower(): v for k, v in self.headers.items()}})
        path = root + urllib.parse.unquote(url.path)
        if "to" in q:
            return self.fail(302, [("Location", q["to"])])
        if "round" in q:
            return self.fail(302, [("Location", self.path)])
        if "status" in q:
            return self.fail(int(q["status"]), [("Retry-After", q["after"])] if "after" in q else ())
        if "need" in q and self.headers.get("Authorization") != q["need"]:
            return self.fail(401)
        if "breaks" in q and ("broke", path) in served and ("refused", path) not in served:
            served.add(("refused", path))
            return self.fail(503)
        if not os.path.isfile(path) or ("once" in q and path in served):
            return self.fail(404)
        served.add(path)
        with open(path, "rb") as f:
            data = f.read()
            mtime = os.fstat(f.fileno()).st_mtime
        try:
            self.give(q, path, data, mtime)
        except OSError:
            self.close_connection = True

    def give(self, q, path, data, mtime):
        etag = '"%s"' % hashlib.sha1(data).hexdigest()
        when = formatdate(mtime, usegmt=True)
        begin, total = 0, len(data)
        wanted = self.headers.get("Range", "")
        if wanted and "unranged" not in q and self.headers.get("If-Range") in (None, etag, when):
            begin = int(wanted[6:].split("-")[0])
            if begin >= total:
                return self.fail(416, [("Content-Range", "bytes */%d" % total)])
        self.send_response(206 if begin else 200)
        if begin:
            self.send_header("Content-Range", "bytes %d-%d/%d" % (begin, total - 1, total))
        if "plain" not in q:
            self.send_header("ETag", ("W/" if "weak" in q else "") + etag)
            self.send_header("Last-Modified", when)
        data = data[begin:]
        if "chunked" in q:
            self.send_header("Transfer-Encoding", "chunked")
            data = b"%x\r\n%s\r\n0\r\n\r\n" % (len(data), data)
        else:
            self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        half = len(data) // 2
        if "grow" in q:
            self.wfile.write(data[:half])
            with lock, open(path, "ab") as f:
                f.write(b"more\n")
            data = data[half:]
        if "cut" in q and len(data) > int(q["cut"]):
            self.wfile.write(data[:int(q["cut"])])
            if "replace" in q and ("replaced", path) not in served:
                served.add(("replaced", path))
                with open(path, "r+b") as f:
                    f.write(b"Z")
            self.close_connection = True
            return
        if "breaks" in q and ("broke", path) not in served:
            served.add(("broke", path))
            self.wfile.write(data[:int(q["breaks"])])
            self.close_connection = True
            return
        if "hang" in q and ("hung", path) not in served:
            served.add(("hung", path))
            self.wfile.write(data[:int(q["hang"])])
            time.sleep(60)
        self.wfile.write(data)


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def finish_request(self, request, address):
        if len(sys.argv) > 3:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(sys.argv[3], sys.argv[4])
            try:
                request = context.wrap_socket(request, server_side=True)
            except (ssl.SSLError, OSError):
                return
        super().finish_request(request, address)


server = Server(("127.0.0.1", 0), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
name = os.path.join(directory, "port")
with open(name + ".new", "w") as f:
    f.write(str(server.server_address[1]))
os.rename(name + ".new", name)
sys.stdin.read()
os._exit(0)
