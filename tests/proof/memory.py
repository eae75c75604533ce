#!/usr/bin/env python3
"""memory.py BUILD [MOST [ONLY]]: each scenario once under Valgrind's memcheck.

No byte is read that was never written, none outside of what was allocated, and
status, output and files are those of a run without it.
"""
import os
import shutil
import sys

from harness import HERE, prove, tree
from scenarios import SCENARIOS

MEMCHECK = ["valgrind", "-q", "--error-exitcode=99",
            "--suppressions=" + os.path.join(HERE, "..", "valgrind.supp")]


def judge(stage):
    place = stage.copy()
    status, out, err = stage.run(place, MEMCHECK)
    now = tree(place)
    shutil.rmtree(place)
    if status != stage.status:
        return "status %s: %s" % (status, err.decode(errors="replace"))
    if out != stage.out:
        return "another output"
    return None if now == stage.new else "other files"


def cases_of(stage):
    yield stage


if __name__ == "__main__":
    if not shutil.which("valgrind"):
        print("no valgrind here: memory is not checked")
        sys.exit(0)
    sys.exit(prove(judge, cases_of, SCENARIOS, "under memcheck",
                   *sys.argv[1:]))
