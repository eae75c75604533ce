#!/usr/bin/env python3
"""extract_faults.py BUILD [MOST]: recon-cut extract, with each of its system calls
failing, once and from then on; MOST cases are tried, spread evenly, or all.

Status 0 comes only with all of it; any other is 2 or 75, or 65 where what was read
is no database or not what was written, with a message. Whatever it is, each file
is as it was or as it is to be, none is registered that is not there, and a run
behind it does the rest."""

import hashlib
import os
import shutil
import sqlite3
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)),
                                "proof"))
from harness import Bench  # noqa: E402
from scene import Scene, prove_scene  # noqa: E402

BOOK = """[cut]
zone = UTC
cut-off = 23:00
calendar = every-day
first = 2022-11-01
mode = shadow
[system bill]
validates = yes
extract = cat rows
"""
STORE = ["--store", "s.db", "--rehearse", "--at"]
EXTRACT = ["recon-cut", "extract", *STORE, "2022-11-01T23:10:00Z", "--left",
           "l", "--right", "r", "-j", "1", "-T", ".", "d.cut", "2022-11-01",
           "bill"]
LEAST = 300  # cases, or the calls were not seen


def command(name, clock):
    return ["recon-cut", name, *STORE, "2022-11-01T%sZ" % clock, "d.cut",
            "2022-11-01"]


def digest(place, name):
    with open(os.path.join(place, name), "rb") as f:
        return hashlib.sha256(f.read()).hexdigest()


def registered(place):
    db = sqlite3.connect(os.path.join(place, "s.db"))
    got = {d for (d,) in db.execute("SELECT digest FROM cut_extract")}
    if db.execute("PRAGMA integrity_check").fetchone() != ("ok",):
        raise RuntimeError("the file is damaged")
    db.close()
    return got


class Extract(Scene):
    def __init__(self, bench):
        super().__init__(bench)
        with open(os.path.join(self.start, "d.cut"), "w",
                  encoding="ascii") as f:
            f.write(BOOK)
        self.rows(range(100))
        self.good(command("announce", "22:30:00"), self.start)
        for name in "cut", "complete", "seal":
            self.good(command(name, "23:00:00"), self.start)
        self.good(EXTRACT, self.start)
        self.old = [digest(self.start, name) for name in "lr"]
        self.rows(range(500, 1500))
        place = self.copy()
        self.good(EXTRACT, place)
        self.new = [digest(place, name) for name in "lr"]
        self.all = set(self.old + self.new)
        if registered(place) != self.all:
            raise RuntimeError("a good run registers something else")

    def rows(self, numbers):
        with open(os.path.join(self.start, "rows"), "w",
                  encoding="ascii") as f:
            f.write("#recon record 1\n")
            for i in numbers:
                f.write("k%d\t1.00\tCNY\tR\t2022-11-01\n" % (i * 7919 % 9973))
            f.write("#total\trecords=%d\tR.CNY=%d.00\n" % (
                len(numbers), len(numbers)))

    def check(self, place, status):
        there = [digest(place, name) for name in "lr"]
        got = registered(place)
        if status == 0 and (there != self.new or got != self.all):
            raise RuntimeError("status 0, but it is not done")
        for is_there, old, new in zip(there, self.old, self.new):
            if is_there not in (old, new):
                raise RuntimeError("a file is neither old nor new")
        if not set(self.old) <= got <= set(self.old + there):
            raise RuntimeError("what is registered is not there")

    def judge(self, case):
        place = self.copy()
        status, wrong = self.fail(EXTRACT, place, case)
        if wrong:
            return wrong
        try:
            self.check(place, status)
            self.good(EXTRACT, place)
            self.check(place, 0)
        except (RuntimeError, OSError, sqlite3.Error) as e:
            return "%s: %s" % (type(e).__name__, e)
        shutil.rmtree(place)
        return None


def main():
    # all but those in which a lock is waited for until it is given up
    most = int(sys.argv[2]) if len(sys.argv) > 2 else sys.maxsize
    with Bench(sys.argv[1]) as bench:
        return prove_scene(Extract(bench), EXTRACT, most, LEAST)


sys.exit(main())
