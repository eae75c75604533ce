#!/usr/bin/env python3
"""balance_faults.py BUILD [MOST]: postings and the batch that turns accounts, with
each system call of recon-cut failing, once and from then on; MOST cases of each
are tried, spread evenly, or all.

Status 0 comes only with all of it; any other is 2 or 75, or 65 where what was read
is no database, with a message. Whatever it is, each posting is there whole or not
at all, an account has its closing if and only if it is turned, and a run behind
it does the rest."""

import os
import shutil
import sqlite3
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)),
                                "proof"))
from harness import Bench  # noqa: E402
from scene import Scene, prove_scene  # noqa: E402

DAY, NEXT = "2026-11-27", "2026-11-28"
POST = ["recon-cut", "post", "--db", "s.db", "--date", DAY, "--together", "200",
        "--wait", "0", "-o", "refused"]
TURN = ["recon-cut", "balance", "--db", "s.db", "--wait", "0", "--turn",
        DAY]
POSTINGS = 700  # an account each, so that there are two parts, and one for all
ENTRIES = ("a%d\t-1.00\tCNY\tL\t%s\tid=%d\n"
           "all\t1.00\tCNY\tL\t%s\tid=%d\n")
LEAST = 300  # cases, or the calls were not seen


def tables(place):
    db = sqlite3.connect(os.path.join(place, "s.db"))
    got = [list(db.execute("SELECT * FROM %s ORDER BY 1, 2, 3" % table))
           for table in ("account", "closing", "posting")]
    if db.execute("PRAGMA integrity_check").fetchone() != ("ok",):
        raise RuntimeError("the file is damaged")
    db.close()
    return got


class Accounts(Scene):
    def __init__(self, bench, argv, before):
        super().__init__(bench)
        self.argv = argv
        for name, least, most in ("some", 0, POSTINGS), ("more", 0, 800):
            with open(os.path.join(self.start, name), "w",
                      encoding="ascii") as f:
                for i in range(least, most):
                    day = NEXT if i % 3 == 2 else DAY
                    f.write(ENTRIES % (i, day, i, day, i))
        for words in before:
            self.good(words, self.start)
        self.old = tables(self.start)
        place = self.copy()
        self.good(argv, place)
        self.new = tables(place)

    def check(self, got):
        """Is it between the old and the new?"""
        accounts, closings, postings = got
        ids = {name for name, _, _ in postings}
        turned = {a[0] for a in accounts if a[3] == NEXT}
        closed = {account: balance for _, account, _, balance in closings}
        if not {p[0] for p in self.old[2]} <= ids:
            raise RuntimeError("postings are gone")
        for account, _, _, _, day, after in accounts:
            mine = sorted(ids) if account == "all" else [
                i for i in ids if account == "a" + i]
            if abs(day + after) != 100 * len(mine):
                raise RuntimeError("%s: %d and %d, of %d postings" % (
                    account, day, after, len(mine)))
            want = sum(100 for i in mine if int(i) % 3 != 2)
            if account in turned and abs(closed.pop(account)) != want:
                raise RuntimeError("%s: closed wrongly" % account)
        if closed:
            raise RuntimeError("closed, but not turned: %s" % closed)

    def judge(self, case):
        place = self.copy()
        status, wrong = self.fail(self.argv, place, case)
        if wrong:
            return wrong
        try:
            got = tables(place)
            if status == 0 and got != self.new:
                return "status 0, but it is not done"
            self.check(got)
            self.good(self.argv, place)
            if tables(place) != self.new:
                return "the run behind it does something else"
        except (RuntimeError, KeyError, sqlite3.Error) as e:
            return "%s: %s" % (type(e).__name__, e)
        shutil.rmtree(place)
        return None


def main():
    most = int(sys.argv[2]) if len(sys.argv) > 2 else None
    with Bench(sys.argv[1]) as bench:
        wrong = False
        for argv, before in ((POST + ["more"], [POST + ["some"]]),
                             (TURN, [POST + ["more"]])):
            scene = Accounts(bench, argv, before)
            wrong = prove_scene(scene, argv, most, LEAST) or wrong
        return wrong


sys.exit(main())
