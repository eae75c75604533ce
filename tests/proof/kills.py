#!/usr/bin/env python3
"""kills.py BUILD [MOST]: each scenario that keeps something, killed instead of
each of its system calls that changes something; then run again, and that run
killed likewise, and run again.

Whatever a killed run leaves, each file is as it was or as a good run leaves it,
and the run behind gives what a good one gives, to the byte. MOST deaths are
tried, spread evenly, or all.
"""
import collections
import shutil
import sys

from harness import prove, spread
from scenarios import SCENARIOS

KILLED = 137
FIRSTS = 100  # of a scenario; only one that sorts on disk has more
SECONDS = 10  # behind each of them

Case = collections.namedtuple("Case", "stage first second")
Case.__str__ = lambda c: "%s: killed at %d%s" % (
    c.stage.scenario.name, c.first,
    ", again at %d" % c.second if c.second else "")


def kill(stage, place, n):
    return stage.run(place, [stage.bench.inject, "kill", str(n)])


def cases_of(stage):
    deaths = range(1, stage.counts()["changes"] + 1)
    for first in spread(deaths, FIRSTS):
        yield Case(stage, first, 0)
        for second in spread(deaths, SECONDS):
            yield Case(stage, first, second)


def is_whole(out):
    return out.startswith(b"#recon") and b"\n#total\t" in out


def judge(case):
    stage = case.stage
    place = stage.copy()
    status, out, _ = kill(stage, place, case.first)
    wrong = stage.what_is_left(place)
    if status not in (KILLED, stage.status):
        wrong = wrong or "status %s" % status
    if status == KILLED and is_whole(out) and out != stage.out:
        wrong = wrong or "announces what is not whole"
    if case.second and not wrong:
        kill(stage, place, case.second)
        wrong = stage.what_is_left(place)
    wrong = wrong or stage.what_comes_again(place)
    shutil.rmtree(place)
    return wrong


if __name__ == "__main__":
    sys.exit(prove(judge, cases_of, [s for s in SCENARIOS if s.keeps],
                   "deaths", *sys.argv[1:]))
