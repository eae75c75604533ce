"""What runs of five steps cost with the runners that people use: make with stamp
files, Luigi, Prefect. Each step is /bin/true, each begins behind the one before
it, and what is done is known from the disk. A peer is a name and a function
that takes a number of runs and gives seconds, or a reason why it cannot."""
import os
import subprocess
import sys
import time

LIMIT = 300  # seconds, of one peer

MAKE = """RUNS := $(shell seq %d)
all: $(RUNS:%%=%%.e)
%%.a:
\t@/bin/true && : >$@
%%.b: %%.a
\t@/bin/true && : >$@
%%.c: %%.b
\t@/bin/true && : >$@
%%.d: %%.c
\t@/bin/true && : >$@
%%.e: %%.d
\t@/bin/true && : >$@
.PRECIOUS: %%.a %%.b %%.c %%.d %%.e
"""

LUIGI = """
import subprocess, sys, luigi

class Step(luigi.Task):
    run_number = luigi.IntParameter()
    step = luigi.IntParameter()
    def requires(self):
        return [Step(self.run_number, self.step - 1)] if self.step else []
    def output(self):
        return luigi.LocalTarget("%d.%d" % (self.run_number, self.step))
    def run(self):
        subprocess.run(["/bin/true"], check=True)
        with self.output().open("w"):
            pass

ok = luigi.build([Step(n, 4) for n in range(int(sys.argv[1]))], workers=2,
                 local_scheduler=True, log_level="ERROR")
sys.exit(not ok)
"""

# The server and its database, SQLite in PREFECT_HOME, are started before the
# clock is.
PREFECT = """
import subprocess, sys, time
from concurrent.futures import ThreadPoolExecutor
from prefect import flow, task

@task
def step(n):
    subprocess.run(["/bin/true"], check=True)

@flow(log_prints=False)
def five():
    for n in range(5):
        step(n)

if __name__ == "__main__":
    five()
    began = time.monotonic()
    with ThreadPoolExecutor(2) as two:
        for done in [two.submit(five) for _ in range(int(sys.argv[1]))]:
            done.result()
    print(time.monotonic() - began)
"""


def timed(argv, folder, env=None):
    began = time.monotonic()
    p = subprocess.run(argv, cwd=folder, env=env, capture_output=True, text=True,
                       timeout=LIMIT)
    if p.returncode:
        raise RuntimeError((p.stderr or p.stdout).strip().split("\n")[-1])
    return time.monotonic() - began, p.stdout


class Peers:
    """new: gives folders to work in; what pip installs is in the folder kept."""

    def __init__(self, new, kept):
        self.new, self.venv = new, os.path.join(kept, "flow-peers")

    def fresh(self, name, text):
        self.folder = self.new("peer")
        os.makedirs(self.folder)
        with open(os.path.join(self.folder, name), "w") as f:
            f.write(text)

    def python(self, package):
        """The interpreter that has it, and its version."""
        python = os.path.join(self.venv, "bin/python")
        if not os.path.exists(python):
            subprocess.run([sys.executable, "-m", "venv", self.venv], check=True)
        ask = [python, "-c", "from importlib.metadata import version;"
               "print(version('%s'))" % package]
        got = subprocess.run(ask, capture_output=True, text=True)
        if got.returncode:
            p = subprocess.run([python, "-m", "pip", "install", "-q", package],
                               capture_output=True, text=True)
            if p.returncode:
                raise RuntimeError("pip: " + p.stderr.strip().split("\n")[-1])
            got = subprocess.run(ask, capture_output=True, text=True, check=True)
        return python, got.stdout.strip()

    def make(self, n):
        self.fresh("Makefile", MAKE % n)
        return timed(["make", "-rs", "-j2"], self.folder)[0], "make -j2, stamp files"

    def luigi(self, n):
        python, version = self.python("luigi")
        self.fresh("five.py", LUIGI)
        return (timed([python, "five.py", str(n)], self.folder)[0],
                "Luigi %s, 2 workers" % version)

    def prefect(self, n):
        python, version = self.python("prefect")
        self.fresh("five.py", PREFECT)
        env = dict(os.environ, PREFECT_HOME=os.path.join(self.folder, "home"),
                   PREFECT_LOGGING_LEVEL="ERROR", PREFECT_SERVER_ANALYTICS_ENABLED="false",
                   PREFECT_SERVER_ALLOW_EPHEMERAL_MODE="true", DO_NOT_TRACK="1",
                   PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS="120")
        _, out = timed([python, "five.py", str(n)], self.folder, env)
        return float(out.split()[-1]), "Prefect %s, 2 at once" % version
