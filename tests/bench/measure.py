"""Runs groups of processes and measures them: wall time of the whole, CPU
time and peak memory added up over all processes, as the kernel accounts them
(launch.c)."""

import copy
import os
import statistics
import subprocess
import time


class Run:
    """right: what the check of its answer said, of the last run only."""

    def __init__(self):
        self.wall = self.cpu = self.memory = 0.0
        self.ok = True
        self.right = None


class Job:
    """Processes joined by pipes. Each stage is an argv; a string "@NAME" in
    it is replaced by the reading end of the job of that name, as a shell's
    <(...) would be. writes: files they write besides stdout. reads: files
    that are on the disk only when it begins; what it writes is there, too,
    when it ends (sync). thrown: nobody looks at what it wrote."""

    def __init__(self, *stages, name=None, stdin=None, stdout=os.devnull,
                 env=None, cwd=None, writes=(), reads=(), sync=False,
                 thrown=False):
        self.stages, self.name = stages, name
        self.stdin, self.stdout, self.env = stdin, stdout, env
        self.cwd, self.writes, self.reads = cwd, writes, reads
        self.sync, self.thrown = sync, thrown

    def with_programs(self, folder):
        """The same with the recon programs of another folder."""
        other = copy.copy(self)
        other.stages = tuple(
            [f"{folder}/{a[0]}", *a[1:]] if a[0].startswith("recon-") else a
            for a in self.stages)
        return other

    def remove(self):
        for path in (self.stdout, *self.writes):
            if os.path.isfile(path):
                os.unlink(path)

    def clear(self):
        """What an earlier run wrote goes, so that each writes new files:
        replacing one makes ext4 bring the new one to the disk at once."""
        self.remove()
        for path in self.reads:
            with open(path, "rb") as f:
                os.fsync(f.fileno())
                os.posix_fadvise(f.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)

    def end(self):
        if self.sync:
            for path in (self.stdout, *self.writes):
                if os.path.isfile(path):
                    with open(path, "rb") as f:
                        os.fsync(f.fileno())


LAUNCH = None  # the compiled launch.c


def start(job, ends, report, procs):
    feed = open(job.stdin or os.devnull, "rb")
    for i, argv in enumerate(job.stages):
        last = i == len(job.stages) - 1
        fds = [ends[a[1:]] for a in argv if a[:1] == "@"]
        argv = [f"/dev/fd/{ends[a[1:]]}" if a[:1] == "@" else a for a in argv]
        if last and job.name:
            reader, writer = os.pipe()
            ends[job.name] = reader
            out = os.fdopen(writer, "wb")
        elif last:
            out = open(job.stdout, "wb")
        else:
            out = subprocess.PIPE
        p = subprocess.Popen([LAUNCH, str(report), *argv], stdin=feed,
                             stdout=out, pass_fds=[*fds, report],
                             cwd=job.cwd,
                             env=job.env or dict(os.environ, LC_ALL="C"))
        procs.append(p)
        feed.close()
        feed = p.stdout
        if last:
            out.close()
        for fd in fds:
            os.close(fd)


def measure(jobs):
    """One run of all jobs together."""
    run, procs, ends = Run(), [], {}
    for job in jobs:
        job.clear()
    reader, report = os.pipe()
    begin = time.monotonic()
    for job in jobs:
        start(job, ends, report, procs)
    os.close(report)
    with os.fdopen(reader) as reports:
        lines = reports.readlines()
    for job in jobs:
        job.end()
    run.wall = time.monotonic() - begin
    for job in jobs:
        if job.thrown:
            job.remove()
    for p in procs:
        p.wait()
    for line in lines:
        user, system, peak, status = line.split()
        run.cpu += float(user) + float(system)
        run.memory += int(peak) / 1024
        run.ok = run.ok and status == "0"
    run.ok = run.ok and len(lines) == len(procs)
    return run


def warm(paths):
    """Brings files to the system's memory, as far as it has room. Of what
    nobody read for a while it may have given up some, and then whoever comes
    behind the longest run would pay for it."""
    for path in paths:
        with open(path, "rb", buffering=0) as f:
            while f.read(1 << 20):
                pass


def in_turn(contestants, runs, warm=1, before=lambda: None, checks={}):
    """Every contestant once, then again, so that a machine that drifts
    drifts for all of them; before() comes before each. contestants: {name:
    list of lists of jobs, done one list after the other}. checks: {name:
    is the answer right?}, asked behind its last run; only a wrong one stays
    to be looked at. Returns {name: [Run]}; the memory of a sequence is that
    of its largest member."""
    results = {name: [] for name in contestants}
    for turn in range(-warm, runs):
        for name, steps in contestants.items():
            whole = Run()
            before()
            for jobs in steps:
                r = measure(jobs)
                whole.wall += r.wall
                whole.cpu += r.cpu
                whole.memory = max(whole.memory, r.memory)
                whole.ok = whole.ok and r.ok
            if turn == runs - 1 and name in checks:
                whole.right = whole.ok and checks[name]()
            if turn >= 0:
                results[name].append(whole)
    for name, steps in contestants.items():
        if results[name][-1].right is not False:
            for job in (job for jobs in steps for job in jobs):
                job.remove()
    return results


def answer(results):
    """A cell of the table."""
    if not all(r.ok for r in results):
        return "**failed**"
    return {None: "-", True: "right", False: "**wrong**"}[results[-1].right]


def with_programs(steps, folder):
    return [[job.with_programs(folder) for job in jobs] for jobs in steps]


def median(results, what):
    return statistics.median(getattr(r, what) for r in results)


def ratio(others, ours, what):
    """The median of the pairwise ratios other / ours."""
    return statistics.median(getattr(o, what) / max(getattr(u, what), 1e-9)
                             for o, u in zip(others, ours))
