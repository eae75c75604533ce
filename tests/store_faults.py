#!/usr/bin/env python3
"""store_faults.py BUILD [MOST]: a day that is replaced in SQLite, with each system call
of recon-store failing, once and from then on; MOST cases are tried, spread evenly, or all.

Status 0 comes only with the new day; any other is 2 or 75, or 65 where what was
read is no database, with a message, unless it cannot be written, and the old
day, or the new one where the commit was not confirmed; the database verifies,
and a run behind it gives the new day."""

import os
import shutil
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)),
                                "proof"))
from harness import Bench  # noqa: E402
from scene import Scene, prove_scene  # noqa: E402

DAY = ["recon-store", "--db", "s.db", "--book", "b", "-d", "2022-11-01"]
LOAD = DAY + ["--no-total", "new"]
EXPORT = DAY + ["--export"]
ITEM = "%s\tleft\t2.00\t-\t2.00\tCNY\t2022-11-01\tid=%020d\tfirst=2022-11-01\n"
MATCHED = "k%05d\tmatched\t1.00\t1.00\t0.00\tCNY\t2022-11-01\tnote=%s\n"
LATE = ("fsync", "fcntl")  # may fail where the day is kept already
LEAST = 500  # cases, or the calls were not seen


class Store(Scene):
    """A store with the old day, and what both days look like."""

    def __init__(self, bench):
        super().__init__(bench)
        for name, n in ("old", 30), ("new", 400):
            with open(os.path.join(self.start, name), "w",
                      encoding="ascii") as f:
                f.write("".join(MATCHED % (i, name * 30) for i in range(n))
                        + ITEM % (name, n))
        self.good(DAY + ["--no-total", "old"], self.start)
        self.old = self.good(EXPORT, self.start)
        place = self.copy()
        self.good(LOAD, place)
        self.new = self.good(EXPORT, place)

    def judge(self, case):
        place = self.copy()
        status, wrong = self.fail(LOAD, place, case)
        if wrong:
            return wrong
        try:
            got = self.good(EXPORT, place)
            self.good(DAY[:3] + ["--verify"], place)
            wanted = [self.old if status else self.new]
            if case[0] in LATE:
                wanted.append(self.new)
            if got not in wanted:
                return "status %s, and the day is %s" % (
                    status, "old" if got == self.old else "new"
                    if got == self.new else "neither old nor new")
            self.good(LOAD, place)
            if self.good(EXPORT, place) != self.new:
                return "the run behind it gives another day"
        except RuntimeError as wrong:
            return str(wrong)
        shutil.rmtree(place)
        return None


def main():
    with Bench(sys.argv[1]) as bench:
        most = int(sys.argv[2]) if len(sys.argv) > 2 else None
        return prove_scene(Store(bench), LOAD, most, LEAST)


sys.exit(main())
