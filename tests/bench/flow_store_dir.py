"""A store of flows that a bench fills and watches, and the runner on it."""
import errno
import os
import signal
import sqlite3
import subprocess
import time

LIMIT = 900  # seconds, of anything that is waited for


class Runner:
    def __init__(self, argv):
        self.process = subprocess.Popen(argv)

    def memory_mb(self):
        """PSS, and the most that was resident."""
        sizes = {}
        for name in ("smaps_rollup", "status"):
            with open("/proc/%d/%s" % (self.process.pid, name)) as f:
                for line in f:
                    words = line.split()
                    if words[-1] == "kB":
                        sizes[words[0]] = int(words[1]) * 1024 / 1e6
        return sizes["Pss:"], sizes["VmHWM:"]

    def end(self):
        self.process.send_signal(signal.SIGTERM)
        if self.process.wait(LIMIT):
            raise SystemExit("work: status %d" % self.process.returncode)


class Store:
    """files: texts of flows by their names, without .flow."""

    def __init__(self, build, folder, files):
        os.makedirs(folder)
        self.folder, self.path = folder, os.path.join(folder, "store")
        self.program = os.path.join(build, "bin/recon-flow")
        for name, text in files.items():
            self.write(name + ".flow", text)

    def write(self, name, text):
        with open(os.path.join(self.folder, name), "w") as f:
            f.write(text)

    def argv(self, command, *more):
        return [self.program, command, "--store", self.path, *more]

    def start(self, flow, n):
        """Starts n runs together: lines are read to their end first."""
        lines = "".join("%s.flow\tn=%d\n" % (flow, i) for i in range(n))
        p = subprocess.run(self.argv("start", "--wait", "1h"), cwd=self.folder, input=lines,
                           stdout=subprocess.DEVNULL, text=True, timeout=LIMIT, check=False)
        if p.returncode:
            raise SystemExit("start: status %d" % p.returncode)

    def start_paced(self, flow, n, pace):
        """Starts n runs, one each pace seconds."""
        for _ in range(n):
            began = time.monotonic()
            self.start(flow, 1)
            time.sleep(max(pace - (time.monotonic() - began), 0))

    def work(self, *more, preload=None):
        """Seconds until there is nothing to do."""
        env = dict(os.environ, LD_PRELOAD=preload) if preload else None
        began = time.monotonic()
        subprocess.run(self.argv("work", "--until-idle", *more), env=env, check=True,
                       timeout=LIMIT)
        return time.monotonic() - began

    def runner(self):
        return Runner(self.argv("work", "--flows", self.folder))

    def ask(self, sql):
        db = sqlite3.connect("file:%s/flow.db?mode=ro" % self.path, uri=True)
        try:
            return db.execute(sql).fetchall()
        finally:
            db.close()

    def wait_for(self, sql, number):
        until = time.monotonic() + LIMIT
        while self.ask(sql)[0][0] != number:
            if time.monotonic() > until:
                raise SystemExit("not %d: %s" % (number, sql))
            time.sleep(0.2)

    def all_done(self, n):
        got = self.ask("SELECT state, count(*) FROM runs GROUP BY state")
        if got != [("done", n)]:
            raise SystemExit("runs: %s" % got)

    def times(self, flow):
        """ms from the start to the end of each run: of the table behind the
        views, which tell seconds."""
        return [ms for ms, in self.ask(
            "SELECT run.ended - run.made FROM run JOIN runs USING (id) "
            "WHERE runs.flow = '%s'" % flow)]

    def let_go(self, fifo):
        """Those that wait for a writer find one, and the end."""
        until = time.monotonic() + LIMIT
        while time.monotonic() < until:
            try:
                os.close(os.open(fifo, os.O_WRONLY | os.O_NONBLOCK))
            except OSError as e:
                if e.errno == errno.ENXIO:
                    return
                raise
            time.sleep(0.01)
