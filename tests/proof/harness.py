"""What the proofs share: the injectors built, scenarios set up and run, files
looked at, failures told."""
import os
import re
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

HERE = os.path.dirname(os.path.abspath(__file__))
SECONDS = 60  # a run that takes longer hangs
SECONDS_TOLD = re.compile(rb"(?m)^(seconds\.\w+)\t[0-9.]+$")
TEMPORARY = re.compile(r"\.recon-tmp-([^/]{6}$|(making|before)/|lock$)")


class Bench:
    """A build, the injectors, and a directory that goes in the end."""

    def __init__(self, build):
        self.build = os.path.abspath(build)
        self.dir = tempfile.mkdtemp(prefix="recon-proof-")
        self.inject = os.path.join(self.dir, "inject")
        self.malloc = os.path.join(self.dir, "malloc_fail.so")
        self.clock = os.path.join(self.dir, "fixed_clock.so")
        self.made = 0
        shared = ["-shared", "-fPIC", "-o"]
        for argv in (["-o", self.inject, "inject.c"],
                     shared + [self.malloc, "malloc_fail.c"],
                     shared + [self.clock, "fixed_clock.c"]):
            subprocess.run(["cc", "-O1"] + argv, cwd=HERE, check=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.dir)

    def fresh(self):
        """The name of a directory that is not there yet."""
        self.made += 1
        return os.path.join(self.dir, "d%d" % self.made)

    def program(self, argv):
        return [os.path.join(self.build, "bin", argv[0])] + argv[1:]

    def run(self, argv, cwd, before=(), env=None, **more):
        """Status (None: it hangs), stdout, stderr."""
        clean = {"PATH": "/usr/bin:/bin", "TZ": "UTC"}
        clean.update(env or {})
        clean["LD_PRELOAD"] = " ".join(
            filter(None, [clean.get("LD_PRELOAD"), self.clock]))
        try:
            p = subprocess.run(
                list(before) + self.program(argv), cwd=cwd, env=clean,
                stdin=subprocess.DEVNULL, capture_output=True,
                timeout=SECONDS, **more)
        except subprocess.TimeoutExpired:
            return None, b"", b""
        return p.returncode, p.stdout, p.stderr


class Stage:
    """A scenario made ready once: how it begins, and what a good run gives."""

    def __init__(self, bench, scenario):
        self.bench, self.scenario = bench, scenario
        self.start = bench.fresh()
        os.mkdir(self.start)
        for name, text in scenario.files.items():
            with open(os.path.join(self.start, name), "wb") as f:
                f.write(text)
        for argv in scenario.before:
            status, _, err = bench.run(argv, self.start)
            if status:
                sys.exit("%s: %s: %s" % (scenario.name, argv, err.decode()))
        self.old = tree(self.start)
        place = self.copy()
        self.status, self.out, err = bench.run(scenario.argv, place)
        if self.status not in (0, 1):
            sys.exit("%s: %d: %s" % (
                scenario.name, self.status, err.decode()))
        self.new = tree(place)
        shutil.rmtree(place)

    def __str__(self):
        return self.scenario.name

    def copy(self):
        to = self.bench.fresh()
        shutil.copytree(self.start, to)
        return to

    def run(self, place, before=(), env=None, **more):
        return self.bench.run(self.scenario.argv, place, before, env, **more)

    def counts(self):
        """How many calls of each kind a good run makes."""
        place = self.copy()
        to = os.path.join(place, "counts")
        self.run(place, [self.bench.inject, "count", to])
        with open(to) as f:
            n = {k: int(v) for k, v in (line.split() for line in f)}
        self.run(place, env={"LD_PRELOAD": self.bench.malloc,
                             "MALLOC_COUNT": to})
        with open(to) as f:
            n["malloc"] = int(f.read())
        shutil.rmtree(place)
        return n

    def what_is_left(self, place):
        """What is wrong with the files that a run which failed left."""
        now = tree(place)
        for name in set(now) | set(self.old):
            if is_temporary(name):
                continue
            if now.get(name) in (self.old.get(name), self.new.get(name)):
                continue
            midway = self.scenario.midway.get(name)
            if not midway or not re.fullmatch(midway, now.get(name, b"")):
                return "%s is neither old nor new" % name
        return None

    def what_comes_again(self, place):
        """What is wrong with an undisturbed run behind one that failed."""
        was_kept = "seen" in self.scenario.keeps and (
            tree(place).get("seen") is not None)
        status, out, err = self.run(place)
        if was_kept:
            if status != self.scenario.again:
                return "again: status %s: %s" % (status, err.decode())
            return None
        if status != self.status:
            return "again: status %s: %s" % (status, err.decode())
        if out != self.out:
            return "again: another output"
        now = {k: v for k, v in tree(place).items() if not is_temporary(k)}
        return None if now == self.new else "again: other files"


def is_temporary(name):
    return bool(TEMPORARY.search(name))


def tree(top):
    """Each file's bytes, by name; empty ones that only hold a lock left out, and
    how long a run took."""
    found = {}
    for at, _, names in os.walk(top):
        for name in names:
            path = os.path.join(at, name)
            with open(path, "rb") as f:
                text = f.read()
            if text.startswith(b"recon-facts\t"):
                text = SECONDS_TOLD.sub(b"\\1", text)
            if text or not name.endswith("lock"):
                found[os.path.relpath(path, top)] = text
    return found


def spread(things, most):
    """At most so many of them, evenly, the same each time."""
    if most is None or len(things) <= most:
        return things
    return [things[i * len(things) // most] for i in range(most)]


def shares(cases, most):
    """Of each scenario as many, those that have fewer first."""
    chosen = []
    left = sorted(cases, key=len)
    while left:
        chosen += spread(left[0], (most - len(chosen)) // len(left))
        del left[0]
    return chosen


def try_all(work, cases):
    """work(case) for each, on all cores; what is wrong is told and counted."""
    bad = 0
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for case, wrong in zip(cases, pool.map(work, cases)):
            if wrong:
                bad += 1
                print("%s: %s" % (case, wrong), flush=True)
    return bad


def prove(judge, cases_of, scenarios, what, build, most=None, only=None):
    """Tries MOST cases, or all, of ONLY one scenario, or of each; tells the
    figures, and whether one went wrong."""
    with Bench(build) as bench:
        stages = [Stage(bench, s) for s in scenarios
                  if (not only or s.name == only) and
                  os.path.exists(bench.program(s.argv)[0])]
        cases = [list(cases_of(s)) for s in stages]
        chosen = shares(cases, int(most)) if most else sum(cases, [])
        bad = try_all(judge, chosen)
        print("%d scenarios, %d of %d %s: %d with a wrong end" % (
            len(stages), len(chosen), sum(map(len, cases)), what, bad))
    return bad > 0
