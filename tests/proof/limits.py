#!/usr/bin/env python3
"""limits.py BUILD [MOST]: each scenario on a disk that is full at any place, with
any number of descriptors, and in any amount of memory.

A disk is full where a file has its greatest length: at every 4 kB, and at 40
places of files that are shorter. Judged as faults.py judges. MOST cases are
tried, or all.
"""
import collections
import resource
import shutil
import sys

from faults import judge_done, judge_failed
from harness import prove, spread
from scenarios import SCENARIOS

PAGE = 4096
DESCRIPTORS = range(4, 24)
MEMORY_STEP = 1 << 20
MEMORY_STEPS = 48

# kind and error are there for faults.py
Case = collections.namedtuple("Case", "stage kind n error")
Case.__str__ = lambda c: "%s: %s %d" % (c.stage.scenario.name, c.kind, c.n)

LIMITS = {"disk": resource.RLIMIT_FSIZE,
          "descriptors": resource.RLIMIT_NOFILE,
          "memory": resource.RLIMIT_AS}


def limited(kind, n):
    """What a child does before it runs; without it write(2) would not say that
    there is no room but end the program. The counts of --coverage, which would
    not be whole either, have nowhere to go."""
    def begin():
        resource.setrlimit(LIMITS[kind], (n, n))
    return {"preexec_fn": begin, "restore_signals": False,
            "env": {"GCOV_PREFIX": "/dev/null"}}


def begins_with(stage, n):
    """Is so much memory enough for the program to be loaded?"""
    status, _, _ = stage.bench.run(
        [stage.scenario.argv[0], "--version"], stage.start,
        **limited("memory", n))
    return status == 0


def cases_of(stage):
    longest = max(map(len, stage.new.values()))
    places = set(range(0, longest, PAGE)) | set(spread(range(longest), 40))
    for n in sorted(places):
        yield Case(stage, "disk", n, "")
    for n in DESCRIPTORS:
        yield Case(stage, "descriptors", n, "")
    least = MEMORY_STEP
    while not begins_with(stage, least):
        least += MEMORY_STEP
    for i in range(1, MEMORY_STEPS):
        yield Case(stage, "memory", least + i * MEMORY_STEP, "")


def as_good(stage, out):
    """The good output, where this one differs only in where its control lines
    stand: a merge of more files than may be open has read all before it
    writes, and puts its #total first."""
    def parts(text):
        lines = text.split(b"\n")
        return ([x for x in lines if not x.startswith(b"#")],
                sorted(x for x in lines if x.startswith(b"#")))
    return stage.out if parts(out) == parts(stage.out) else out


def judge(case):
    stage = case.stage
    place = stage.copy()
    status, out, err = stage.run(place, **limited(case.kind, case.n))
    wrong = None
    if status == 127 and b"shared libraries" in err:
        pass  # it was never loaded
    elif status == stage.status:
        wrong = judge_done(case, place, as_good(stage, out))
    else:
        wrong = judge_failed(case, place, status, err)
        wrong = wrong or stage.what_comes_again(place)
    shutil.rmtree(place)
    return wrong


if __name__ == "__main__":
    sys.exit(prove(judge, cases_of, SCENARIOS,
                   "limits of disk, descriptors and memory", *sys.argv[1:]))
