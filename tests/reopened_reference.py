#!/usr/bin/env python3
"""What carries reopened= in a state directory, slow and plain: random days of
which some are run again from other input and the days after them replayed.

usage: reopened_reference.py BIN-DIR SCRATCH-DIR SEED WEEKS
"""
import os
import random
import re
import sys

from roll_reference import (OPEN, Programs, check, in_order, later,
                            random_line, stream)
from repair_reference import table

FIELD = re.compile(r"^(?:([lr])\.)?(id|reopened)=(.*)$")


def marks(text):
    """What each open leg says of itself: {id: reopened= or None}."""
    of = {}
    for line in text.splitlines():
        legs = {}
        for field in line.split("\t")[7:]:
            found = FIELD.match(field)
            if found:
                legs.setdefault(found[1], {})[found[2]] = found[3]
        of.update((l["id"], l.get("reopened")) for l in legs.values()
                  if "id" in l)
    return of


class Day:
    """The newest generation of a day."""

    def __init__(self, lines, adjust, before, left, number=1, by=None):
        self.lines, self.adjust = lines, adjust
        self.before, self.left, self.number = before, left, number
        self.cause = by  # of this generation, if its input was replaced


def expected(was, before, now, cause):
    """The legs of now, each with what it has to carry: that of the generation
    replaced; new where that had closed it; else what it had before."""
    want = {}
    for leg in now:
        mark = before.get(leg)
        if was and leg in before:
            if was.left.get(leg):
                mark = was.left[leg]
            elif leg in was.before and leg not in was.left:
                mark = cause
        want[leg] = mark
    return want


class Week:
    def __init__(self, p, r, what):
        self.p, self.r, self.what = p, r, what
        self.state = p.path("state")
        p.clear("state")
        self.days, self.reopened = {}, 0

    def random_day(self, day):
        r = self.r
        lines = in_order(random_line(r, "w%d|" % r.randrange(3), day, True)
                         for _ in range(r.choice([0, 3, 8, 12])))
        before = self.before(day)
        adjust = {leg: ["reason=error", "by=lin"]
                  for leg in sorted(before) if r.random() < 0.05}
        return lines, {} if any(l.split("\t")[1] == "field" for l in
                                self.text_before(day)) else adjust

    def text(self, day):
        if day not in self.days:
            return ""
        name = "state/open-%s.%d.res" % (day, self.days[day].number)
        return self.p.read(name)

    def text_before(self, day):
        return [l for l in self.text(later(day, -1)).splitlines()
                if l[0] != "#"]

    def before(self, day):
        return marks(self.text(later(day, -1)))

    def run(self, day, lines, adjust, *options):
        args = ["-s", self.state, "-d", day, "--keep", "99", "--adjust",
                self.p.write("adjust", table(adjust))]
        return self.p.run("recon-roll", args + list(options), stream(lines))

    def look(self, day, was, lines, adjust, number, by):
        """After a day was run: is what is open marked as it should be?"""
        before = self.before(day)
        cause = "%s.%d,%s" % (day, number, by) if by else \
            was and self.days[later(day, -1)].cause
        self.days[day] = Day(lines, adjust, before, {}, number, cause)
        left = marks(self.text(day))
        want = expected(was, before, left, cause)
        check("%s, %s" % (self.what, day), left, want)
        self.days[day].left = left
        self.reopened += sum(m is not None and before.get(leg) != m
                             for leg, m in left.items())

    def first(self, day):
        lines, adjust = self.random_day(day)
        self.run(day, lines, adjust)
        self.look(day, None, lines, adjust, 1, None)

    def same_again(self, day):
        is_now = self.days[day]
        before = self.text(day)
        self.run(day, is_now.lines, is_now.adjust,
                 *self.r.choice([[], ["--force", "--by", "x", "--why", "y"]]))
        check("%s, %s again" % (self.what, day), self.text(day), before)

    def replace(self, day, days):
        was = self.days[day]
        lines, adjust = self.random_day(day)
        if self.r.random() < 0.5:  # what was closed comes less
            lines = [l for l in was.lines if self.r.random() < 0.7]
        if lines == was.lines and adjust == was.adjust:
            return
        by = self.r.choice(["lin", "ann"])
        self.run(day, lines, adjust, "--force", "--by", by, "--why", "why")
        if (lines, adjust) == (was.lines, was.adjust):
            return
        self.look(day, was, lines, adjust, was.number + 1, by)
        after = [d for d in days if d > day]
        if not any(self.days[d].adjust for d in after):
            self.p.run("recon-roll", ["-s", self.state, "--replay"], "")
            for later_day in after:
                old = self.days[later_day]
                self.look(later_day, old, old.lines, old.adjust,
                          old.number + 1, None)
            return
        for later_day in after:  # by hand, as its items may be gone
            old = self.days[later_day]
            open_now = self.before(later_day)
            gone = [leg for leg in old.adjust if leg not in open_now]
            if gone:
                adjust = {leg: why for leg, why in old.adjust.items()
                          if leg in open_now}
                self.run(later_day, old.lines, adjust, "--force", "--by",
                         "eve", "--why", "gone")
                self.look(later_day, old, old.lines, adjust, old.number + 1,
                          "eve")
            else:
                self.run(later_day, old.lines, old.adjust)
                self.look(later_day, old, old.lines, old.adjust,
                          old.number + 1, None)

    def go(self):
        days = [later("2022-11-01", d) for d in range(self.r.randint(3, 5))]
        for day in days:
            self.first(day)
        for _ in range(3):
            self.replace(self.r.choice(days), days)
            self.same_again(self.r.choice(days))
        self.p.run("recon-roll", ["-s", self.state, "--verify"], "")


def main():
    bin_dir, scratch, seed, n = sys.argv[1:]
    p = Programs(bin_dir, scratch)
    reopened = 0
    for i in range(int(n)):
        what = "week %d of %s" % (i, seed)
        week = Week(p, random.Random(what), what)
        week.go()
        reopened += week.reopened
    if not reopened:
        sys.exit("nothing was reopened")
    print("%s weeks, %d items reopened" % (n, reopened))


if __name__ == "__main__":
    main()
