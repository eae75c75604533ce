#!/usr/bin/env python3
"""OpenSSH's server of sftp for tests: sftp.py DIR.

Starts sshd on a free port of 127.0.0.1 with the host key DIR/host, for who has
the key DIR/user; and stands before it on another, written to DIR/port. Of each
connection only so many bytes go to the client as the next line of DIR/limits
says; "-", or no more lines, is all of them. Behind a line that ends with "h" the
connection is kept and nothing more goes. Ends with its standard input."""
import ctypes
import os
import signal
import socket
import subprocess
import sys
import threading
import time

directory = os.path.abspath(sys.argv[1])
SSHD = "/usr/sbin/sshd"
lock = threading.Lock()


def path(name):
    return os.path.join(directory, name)


def make_key(name):
    if not os.path.exists(path(name)):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", path(name)],
                       check=True)


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def dies_with_us():
    """The server does not outlive this, however it ends (prctl(2))."""
    ctypes.CDLL(None).prctl(1, signal.SIGTERM)


def start():
    port = free_port()
    with open(path("config"), "w") as f:
        f.write("\n".join([
            "Port %d" % port, "ListenAddress 127.0.0.1", "HostKey %s" % path("host"),
            "AuthorizedKeysFile %s" % path("user.pub"), "StrictModes no", "UsePAM no",
            "PermitRootLogin yes", "PasswordAuthentication no", "PidFile none",
            "MaxStartups 100", "Subsystem sftp internal-sftp"]) + "\n")
    if os.getuid() == 0:
        os.makedirs("/run/sshd", exist_ok=True)
    child = subprocess.Popen([SSHD, "-D", "-f", path("config"), "-E", path("log")],
                             stdin=subprocess.DEVNULL, preexec_fn=dies_with_us)
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            return child, port
        except OSError:
            time.sleep(0.05)
    sys.exit("sshd does not listen")


def limit():
    """Of the next connection; None where there is none."""
    with lock:
        try:
            with open(path("limits")) as f:
                lines = f.read().split()
        except FileNotFoundError:
            return None
        if not lines:
            return None
        with open(path("limits"), "w") as f:
            f.write("\n".join(lines[1:]))
        with open(path("cut"), "a") as f:
            f.write(lines[0] + "\n")
        return None if lines[0] == "-" else lines[0]


def pump(a, b, most):
    hangs = most and most.endswith("h")
    most = most and int(most.rstrip("h"))
    try:
        while most is None or most > 0:
            data = a.recv(65536 if most is None else min(65536, most))
            if not data:
                break
            b.sendall(data)
            if most is not None:
                most -= len(data)
    except OSError:
        pass
    if hangs:
        time.sleep(60)
    for s in (a, b):
        try:
            s.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass


def serve(listener, port):
    while True:
        client, _ = listener.accept()
        server = socket.create_connection(("127.0.0.1", port))
        for ends in ((client, server, None), (server, client, limit())):
            threading.Thread(target=pump, args=ends, daemon=True).start()


signal.signal(signal.SIGTERM, lambda *_: sys.exit())
for key in ("host", "user"):
    make_key(key)
sshd, behind = start()
front = socket.create_server(("127.0.0.1", 0))
threading.Thread(target=serve, args=(front, behind), daemon=True).start()
with open(path("port.new"), "w") as out:
    out.write(str(front.getsockname()[1]))
os.rename(path("port.new"), path("port"))
try:
    sys.stdin.read()
finally:
    sshd.terminate()
    sshd.wait()
