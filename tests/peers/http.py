#!/usr/bin/env python3
"""A server of HTTP for tests: http.py DIR [CERT KEY].

Listens on a free port of 127.0.0.1, written to DIR/port, with TLS where there
is a certificate. What it has read of each request goes to DIR/requests, a JSON
object a line; what is wrong with one to DIR/faults. How it behaves is said by
the path: /status/503, /script/503,200 (one after the other), /endless, ... ;
/hostile/SEED does any of that by chance; /signed wants a good signature;
/behind/N answers when N requests of other paths have come; /close answers with
a record that closes what the event is about; the robots' paths do what those do,
and what they answer goes to DIR/answers. Ends with its standard input."""
import base64
import collections
import hashlib
import hmac
import json
import os
import socket
import socketserver
import ssl
import struct
import sys
import threading
import time
import urllib.parse
from email.utils import formatdate

directory = sys.argv[1]
lock = threading.Lock()
others = threading.Condition()  # told of each request that /behind waits for
ahead = 0
connections = 0
scripts = collections.Counter()
seen = collections.defaultdict(list)  # times of a robot's messages
SECRET = "SEC-of-the-robot"


def note(name, what):
    with lock, open(os.path.join(directory, name), "a") as f:
        f.write(json.dumps(what, ensure_ascii=False) + "\n")


def mac(key, text):
    return base64.b64encode(hmac.new(key, text, hashlib.sha256).digest()).decode()


def too_many(robot, rules):
    """Counts a message; is it one too many for a rule (n, seconds)?"""
    now = time.time()
    with lock:
        before = seen[robot]
        for n, seconds in rules:
            if sum(t > now - seconds for t in before) >= n:
                return True
        before.append(now)
    return False


def as_json(body, limit, robot):
    if len(body) > limit:
        note("faults", [robot, "body of %d bytes" % len(body)])
    try:
        return json.loads(body.decode("utf-8"))
    except ValueError as e:
        note("faults", [robot, str(e)])
        return {}


def answer(**members):
    return 200, {"Content-Type": "application/json"}, json.dumps(members)


def dingtalk(r):
    message = as_json(r.body, 20000, "dingtalk")
    stamp = r.query.get("timestamp", ["0"])[0]
    want = mac(SECRET.encode(), ("%s\n%s" % (stamp, SECRET)).encode())
    if r.query.get("sign", [""])[0] != want or abs(time.time() - int(stamp) / 1000) > 3600:
        return answer(errcode=310000, errmsg="sign not match")
    if too_many("dingtalk", [(20, 60)]):
        return answer(errcode=130101, errmsg="send too fast, exceed 20 times per minute")
    kind = message.get("msgtype")
    text = message.get(kind, {}).get("text" if kind == "markdown" else "content")
    if not text:
        return answer(errcode=400401, errmsg="missing content")
    return answer(errcode=0, errmsg="ok")


def feishu(r):
    message = as_json(r.body, 20 * 1024, "feishu")
    stamp = message.get("timestamp", "0")
    want = mac(("%s\n%s" % (stamp, SECRET)).encode(), b"")
    if message.get("sign") != want or abs(time.time() - int(stamp)) > 3600:
        return answer(code=19021, msg="sign match fail or timestamp is not within one hour from current time")
    if too_many("feishu", [(100, 60), (5, 1)]):
        return answer(code=11232, msg="frequency limited")
    if message.get("msg_type") == "text" and "text" in message["content"]:
        return answer(StatusCode=0, StatusMessage="success", code=0, data={}, msg="success")
    if message.get("msg_type") == "interactive" and message["card"]["elements"][0]["content"]:
        return answer(code=0, msg="success")
    return answer(code=9499, msg="Bad Request")


def wecom(r):
    message = as_json(r.body, 1 << 20, "wecom")
    kind = message.get("msgtype")
    limit = 4096 if kind == "markdown" else 2048
    if too_many("wecom", [(20, 60)]):
        return answer(errcode=45009, errmsg="api freq out of limit")
    if len(message.get(kind, {}).get("content", "").encode()) > limit:
        return answer(errcode=40058, errmsg="content exceed max length %d" % limit)
    return answer(errcode=0, errmsg="ok")


def slack(r):
    message = as_json(r.body, 1 << 20, "slack")
    if too_many("slack", [(1, 1)]):
        return 429, {"Retry-After": "1"}, "rate_limited"
    if not message.get("text"):
        return 400, {}, "no_text"
    return 200, {}, "ok"


def signed(r):
    """Standard Webhooks 1.0, with the secret of DIR/secret."""
    with open(os.path.join(directory, "secret")) as f:
        key = base64.b64decode(f.read().strip()[len("whsec_"):])
    h = r.headers
    stamp = h.get("webhook-timestamp", "0")
    text = "%s.%s." % (h.get("webhook-id"), stamp)
    good = "v1," + mac(key, text.encode() + r.body)
    if good not in h.get("webhook-signature", "").split(" "):
        return 401, {}, "no good signature"
    return (200 if abs(time.time() - int(stamp)) < 300 else 400), {}, ""


def close(r):
    data = json.loads(r.body)["data"]
    side, amount = ("R", data["left"]) if data["class"] == "left" else ("L", data["right"])
    return answer(records=[{"side": side, "amount": amount, "date": data["date"],
                            "fields": {"note": "closes " + data["key"]}}])


ROBOTS = {"/dingtalk": dingtalk, "/feishu": feishu, "/wecom": wecom, "/slack": slack}


# What a hostile server does with an event, before it has taken it or behind.
NOT_TAKEN = ("500", "429", "redirect", "hang", "reset")
HOSTILE = NOT_TAKEN + (
    "hang when taken", "reset when taken", "garbage", "short", "endless", "slow")


class Request:
    def __init__(self, head, body, connection):
        lines = head.decode("latin-1").split("\r\n")
        self.method, target, _ = lines[0].split(" ")
        url = urllib.parse.urlsplit(target)
        self.path, self.query = url.path, urllib.parse.parse_qs(url.query)
        self.headers = {}
        for line in lines[1:]:
            name, value = line.split(":", 1)
            self.headers[name.lower()] = value.strip()
        self.body = body
        note("requests", {"method": self.method, "path": target, "headers": self.headers,
                          "body": body.decode("utf-8", "replace"), "connection": connection})


class Handler(socketserver.BaseRequestHandler):
    def read_request(self):
        """The head and the body of a request; None at the end."""
        data = b""
        while b"\r\n\r\n" not in data:
            piece = self.request.recv(65536)
            if not piece:
                return None
            data += piece
        head, body = data.split(b"\r\n\r\n", 1)
        length = 0
        for line in head.split(b"\r\n"):
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        while len(body) < length:
            piece = self.request.recv(65536)
            if not piece:
                return None
            body += piece
        return head, body

    def say(self, status, headers=None, body=""):
        body = body.encode() if isinstance(body, str) else body
        lines = ["HTTP/1.1 %d X" % status, "Content-Length: %d" % len(body)]
        lines += ["%s: %s" % h for h in (headers or {}).items()]
        self.request.sendall("\r\n".join(lines).encode() + b"\r\n\r\n" + body)

    def reset(self):
        self.request.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.request.close()

    def handle(self):
        global connections
        with lock:
            connections += 1
            number = connections
        if len(sys.argv) > 2:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(sys.argv[2], sys.argv[3])
            try:
                self.request = context.wrap_socket(self.request, server_side=True)
            except (ssl.SSLError, OSError):
                return
        try:
            while True:
                got = self.read_request()
                if not got:
                    return
                if not self.behave(Request(*got, number)):
                    return
        except OSError:
            return

    def hostile(self, r, seed):
        """Fails in one of many ways, at some of the first tries of an event.
        What was done, and whether the event was taken, goes to DIR/hostile."""
        name = r.headers.get("webhook-id", "")
        with lock:
            tries = scripts["hostile", name]
            scripts["hostile", name] += 1
        number = int(hashlib.sha256(("%s %s %d" % (seed, name, tries)).encode()).hexdigest(), 16)
        how = "ok"
        if tries < 3 and number % 4 == 0:
            how = HOSTILE[number // 4 % len(HOSTILE)]
        taken = how not in NOT_TAKEN
        note("hostile", [name, how, taken, r.body.decode("utf-8", "replace")])
        if how == "ok":
            self.say(200)
        elif how == "500":
            self.say(500, {}, "no")
        elif how == "429":
            self.say(429, {"Retry-After": "1"})
        elif how == "redirect":
            self.say(302, {"Location": "/ok"})
        elif how in ("hang", "hang when taken"):
            time.sleep(3)
            return False
        elif how in ("reset", "reset when taken"):
            self.reset()
            return False
        elif how == "garbage":
            self.request.sendall(os.urandom(200).replace(b"H", b"X"))
            return False
        elif how == "short":
            self.request.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nshort")
            return False
        elif how == "endless":
            self.request.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
            while True:
                self.request.sendall(b"x" * 65536)
        elif how == "slow":
            self.request.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
            for _ in range(30):
                self.request.sendall(b"x")
                time.sleep(0.1)
            return False
        return True

    def count(self):
        global ahead
        with others:
            ahead += 1
            others.notify_all()

    def behave(self, r):
        """Answers; False where the connection ends with that."""
        first, _, rest = r.path[1:].partition("/")
        if first == "hostile":
            return self.hostile(r, rest)
        if first != "behind":
            self.count()
        if r.path in ROBOTS:
            said = ROBOTS[r.path](r)
            note("answers", [r.path, said[0], said[2]])
            self.say(*said)
        elif first == "signed":
            self.say(*signed(r))
        elif first == "close":
            self.say(*close(r))
        elif first == "behind":
            with others:
                come = others.wait_for(lambda: ahead >= int(rest), 25)
            self.say(200 if come else 400)
        elif first == "status":
            self.say(int(rest), {k: v[0] for k, v in r.query.items()})
        elif first == "script":
            with lock:
                n = scripts[r.path]
                scripts[r.path] += 1
            steps = rest.split(",")
            self.say(int(steps[min(n, len(steps) - 1)]))
        elif first == "date":
            self.say(503, {"Retry-After": formatdate(time.time() + int(rest), usegmt=True)})
        elif first == "echo":
            self.say(200, {}, r.body)
        elif first == "say":
            self.say(200, {}, urllib.parse.unquote_to_bytes(rest))
        elif first == "redirect":
            self.say(302, {"Location": "/ok"})
        elif first == "hang":
            time.sleep(30)
        elif first == "reset":
            self.reset()
            return False
        elif first == "garbage":
            self.request.sendall(os.urandom(200).replace(b"H", b"X"))
            return False
        elif first == "endless":
            self.request.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
            while True:
                self.request.sendall(b"x" * 65536)
        elif first == "headers":
            self.request.sendall(b"HTTP/1.1 200 OK\r\n")
            while True:
                self.request.sendall(b"X-More: " + b"x" * 4000 + b"\r\n")
        elif first == "slow":
            self.request.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
            for _ in range(30):
                self.request.sendall(b"x")
                time.sleep(1)
        elif first == "short":
            self.request.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nshort")
            return False
        else:
            self.say(200, {}, "ok")
        return True


class Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    request_queue_size = 128


with Server(("127.0.0.1", 0), Handler) as server:
    threading.Thread(target=server.serve_forever, daemon=True).start()
    name = os.path.join(directory, "port")
    with open(name + ".new", "w") as f:
        f.write(str(server.server_address[1]))
    os.rename(name + ".new", name)
    sys.stdin.read()
    server.shutdown()
