#!/usr/bin/env python3
"""store_faults.py BUILD [MOST]: a day that is replaced in SQLite, with each system call
of recon-store failing, once and from then on; MOST cases are tried, spread evenly, or all.

Status 0 comes only with the new day; any other is 2 or 75, or 65 where what was
read is no database, with a message, unless it cannot be written, and the old
day, or the new one where the commit was not confirmed; the database verifies,
and a run behind it gives the new day."""

import errno
import os
import shutil
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)),
                                "proof"))
from faults import ERRORS, MUST_ONCE  # noqa: E402
from harness import Bench, spread, try_all  # noqa: E402

DAY = ["recon-store", "--db", "s.db", "--book", "b", "-d", "2022-11-01"]
LOAD = DAY + ["--no-total", "new"]
EXPORT = DAY + ["--export"]
ITEM = "%s\tleft\t2.00\t-\t2.00\tCNY\t2022-11-01\tid=%020d\tfirst=2022-11-01\n"
MATCHED = "k%05d\tmatched\t1.00\t1.00\t0.00\tCNY\t2022-11-01\tnote=%s\n"
LATE = ("fsync", "fcntl")  # may fail where the day is kept already
LEAST = 500  # cases, or the calls were not seen


class Scene:
    """A store with the old day, and what both days look like."""

    def __init__(self, bench):
        self.bench, self.start = bench, bench.fresh()
        os.mkdir(self.start)
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

    def copy(self):
        to = self.bench.fresh()
        shutil.copytree(self.start, to)
        return to

    def good(self, argv, place):
        status, out, err = self.bench.run(argv, place)
        if status:
            raise RuntimeError("%s: %s: %s" % (argv, status, err.decode()))
        return out

    def counts(self):
        place = self.copy()
        to = os.path.join(place, "counts")
        self.bench.run(LOAD, place, [self.bench.inject, "count", to])
        with open(to, encoding="ascii") as f:
            n = {k: int(v) for k, v in (line.split() for line in f)}
        del n["changes"]
        return n

    def judge(self, case):
        kind, n, mode, error = case
        place = self.copy()
        status, _, err = self.bench.run(
            LOAD, place, [self.bench.inject, "fail", kind, str(n), mode,
                          str(getattr(errno, error))])
        if status not in (0, 2, 65, 75):
            return "status %s: %s" % (status, err.decode())
        if status and err.count(b"\n") != 1 and kind != "write":
            return "says %s" % err.decode()
        try:
            got = self.good(EXPORT, place)
            self.good(DAY[:3] + ["--verify"], place)
            wanted = [self.old if status else self.new]
            if kind in LATE:
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
        scene = Scene(bench)
        cases = [(kind, n, mode, error)
                 for kind, most in scene.counts().items() if kind != "mmap"
                 for n in range(1, most + 1)
                 for error in ERRORS[kind]
                 for mode in ("once", "on")
                 if not (mode == "on" and error in MUST_ONCE)]
        most = int(sys.argv[2]) if len(sys.argv) > 2 else None
        chosen = spread(cases, most)
        bad = try_all(scene.judge, chosen)
        print("%d of %d cases: %d with a wrong end" % (
            len(chosen), len(cases), bad))
        return bad > 0 or len(cases) < LEAST


sys.exit(main())
