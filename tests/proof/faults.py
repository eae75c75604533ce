#!/usr/bin/env python3
"""faults.py BUILD [MOST]: each scenario with each of its system calls and
allocations failing, once and from then on, with short reads and writes, and
interrupted. MOST cases are tried, spread evenly, or all.

Nothing may crash or hang; status 0 comes only with the whole, right output; any
other is 2 with a message (75 where a lock was not got); and each file is as it
was, or as a good run leaves it. A run behind that gives what a good one gives.
"""
import collections
import errno
import os
import shutil
import sys

from harness import is_temporary, prove, tree
from scenarios import SCENARIOS

# What a call of a kind fails with. The loader's share is not counted.
ERRORS = {
    "read": ["EIO", "EINTR"], "write": ["ENOSPC", "EIO", "EINTR"],
    "open": ["EMFILE", "EACCES"], "close": ["EIO"], "fsync": ["EIO", "ENOSPC"],
    "rename": ["EIO", "EXDEV"], "unlink": ["EACCES"], "mkdir": ["EACCES"],
    "truncate": ["EIO"], "chmod": ["EPERM"], "splice": ["EIO", "EINVAL"],
    "seek": ["EIO"], "fcntl": ["ENOLCK"], "stat": ["EIO"],
    "readdir": ["EIO"], "mmap": ["ENOMEM"], "clone": ["EAGAIN"],
}
MUST_ONCE = {"EINTR"}  # for ever interrupted is for ever busy

Case = collections.namedtuple("Case", "stage kind n mode error")
Case.__str__ = lambda c: "%s: %s %d %s %s" % (
    c.stage.scenario.name, c.kind, c.n, c.mode, c.error)


def cases_of(stage):
    counts = stage.counts()
    del counts["changes"]
    for kind, n in counts.items():
        whole = kind == "read" and stage.scenario.by_library
        for i in range(1, n + 1):
            if kind == "malloc":
                yield Case(stage, kind, i, "once", "")
                yield Case(stage, kind, i, "on", "")
                continue
            for error in ERRORS[kind]:
                if whole and error in MUST_ONCE:
                    continue
                yield Case(stage, kind, i, "once", error)
                if error not in MUST_ONCE:
                    yield Case(stage, kind, i, "on", error)
            if kind in ("read", "write") and not whole:
                yield Case(stage, kind, i, "once", "short")
        if kind in ("read", "write") and not whole:
            yield Case(stage, kind, 1, "on", "short")


def disturb(case, place):
    if case.kind == "malloc":
        env = {"LD_PRELOAD": case.stage.bench.malloc,
               "MALLOC_FAIL_AT": str(case.n)}
        if case.mode == "on":
            env["MALLOC_FAIL_ON"] = "1"
        return case.stage.run(place, env=env)
    inject = [case.stage.bench.inject]
    if case.error == "short":
        inject += ["short", case.kind, str(case.n), case.mode]
    else:
        inject += ["fail", case.kind, str(case.n), case.mode,
                   str(getattr(errno, case.error))]
    return case.stage.run(place, inject)


def judge_done(case, place, out):
    stage = case.stage
    if out != stage.out:
        return "status %d with another output" % stage.status
    now = tree(place)
    if case.kind in ("unlink", "close"):
        now = {k: v for k, v in now.items() if not is_temporary(k)}
    return None if now == stage.new else (
        "status %d with other files" % stage.status)


def judge_failed(case, place, status, err):
    if status is None:
        return "hangs"
    if status < 0 or status > 128:
        return "ends by signal %d" % (-status if status < 0 else status - 128)
    may_wait = case.kind == "fcntl" or case.stage.scenario.waits
    allowed = (2, 75) if may_wait else (2,)
    if case.kind == "read" and case.stage.scenario.by_database:
        allowed += (65,)
    if status not in allowed:
        return "status %d: %s" % (status, err.decode(errors="replace"))
    name = case.stage.scenario.argv[0].encode() + b": "
    if case.kind != "write" and name not in err:
        return "no message: %r" % err
    if case.error == "short" or case.error == "EINTR":
        return "fails: %s" % err.decode(errors="replace")
    return case.stage.what_is_left(place)


def judge(case):
    stage = case.stage
    place = stage.copy()
    status, out, err = disturb(case, place)
    if status == stage.status:
        wrong = judge_done(case, place, out)
    else:
        wrong = judge_failed(case, place, status, err)
        wrong = wrong or stage.what_comes_again(place)
    shutil.rmtree(place)
    return wrong


if __name__ == "__main__":
    sys.exit(prove(judge, cases_of, SCENARIOS,
                   "faults", *sys.argv[1:]))
