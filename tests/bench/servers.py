"""Servers of a bench: PostgreSQL and RabbitMQ of its own, on loopback, ended with
it. Settings of PostgreSQL are those it comes with, but for what is said."""
import glob
import os
import pwd
import random
import shutil
import subprocess
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
SETTINGS = {"shared_buffers": "1GB", "max_wal_size": "4GB"}

DEFINITIONS = """{"users": [{"name": "recon", "password": "bench", "tags": "administrator"}],
"vhosts": [{"name": "/"}], "permissions": [
{"user": "recon", "vhost": "/", "configure": ".*", "write": ".*", "read": ".*"}]}"""


class Postgres:
    def __init__(self):
        found = sorted(glob.glob("/usr/lib/postgresql/*/bin"))
        if not found:
            raise SystemExit("no PostgreSQL here")
        self.bin, self.made = found[-1], 0
        self.folder = tempfile.mkdtemp(prefix="recon-pg.")
        if os.getuid() == 0:  # it does not run as root
            self.user = {"user": "postgres", "group": "postgres", "extra_groups": []}
            os.chown(self.folder, pwd.getpwnam("postgres").pw_uid, -1)
        else:
            self.user = {}
        self.run("initdb", "-D", self.folder + "/data", "-U", "recon", "-A", "trust",
                 "--locale=C.UTF-8", "-E", "UTF8")
        settings = [w for s in SETTINGS.items() for w in ("-c", "%s=%s" % s)]
        for _ in range(20):
            self.port = random.randrange(20000, 50000)
            self.process = subprocess.Popen(
                [self.bin + "/postgres", "-D", self.folder + "/data", "-k", self.folder,
                 "-p", str(self.port), "-c", "listen_addresses=127.0.0.1", *settings],
                cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **self.user)
            if self.is_up():
                return
        raise SystemExit("PostgreSQL does not start")

    def run(self, name, *more):
        subprocess.run([self.bin + "/" + name, *more], cwd="/", check=True,
                       stdout=subprocess.DEVNULL, **self.user)

    def is_up(self):
        for _ in range(200):
            if self.process.poll() is not None:
                return False
            if not subprocess.run([self.bin + "/pg_isready", "-q", "-h", "127.0.0.1",
                                   "-p", str(self.port)]).returncode:
                return True
            time.sleep(0.05)
        return False

    def version(self):
        return self.ask("postgres", "SHOW server_version").split()[0]

    def database(self):
        """The URL of a new one."""
        self.made += 1
        name = "t%d" % self.made
        self.ask("postgres", "CREATE DATABASE " + name)
        return self.url(name)

    def url(self, name):
        return "postgresql://recon@127.0.0.1:%d/%s" % (self.port, name)

    def ask(self, url, sql):
        """What psql prints; url: of a database, or its name."""
        return subprocess.run(
            ["psql", "-XqAt", "-v", "ON_ERROR_STOP=1",
             url if "://" in url else self.url(url)], input=sql,
            check=True, capture_output=True, text=True).stdout.strip()

    def end(self):
        self.process.terminate()
        self.process.wait()
        shutil.rmtree(self.folder)


class Rabbit:
    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="recon-rabbit.")
        with open(os.path.join(self.folder, "definitions.json"), "w") as f:
            f.write(DEFINITIONS)
        self.process = subprocess.Popen(
            [os.path.join(HERE, "../peers/rabbit"), self.folder], cwd=self.folder,
            stdin=subprocess.PIPE, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL)
        path = os.path.join(self.folder, "port")
        until = time.monotonic() + 600  # a busy machine takes long
        while not os.path.exists(path):
            if time.monotonic() > until:
                self.end()
                raise SystemExit("RabbitMQ does not start")
            time.sleep(0.2)
        self.port = int(open(path).read())

    def file(self, path):
        """The file that --broker takes."""
        with open(path, "w") as f:
            f.write("[broker]\ntransport = amqp\nhost = 127.0.0.1\nport = %d\ntls = no\nuser = recon\n"
                    "password-file = %s.password\n" % (self.port, path))
        with open(path + ".password", "w") as f:
            f.write("bench\n")
        os.chmod(path + ".password", 0o600)
        return path

    def end(self):
        self.process.stdin.close()
        self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)
