#!/usr/bin/env python3
"""split_reference.py make N SEED: records with times in Berlin, some of them in
the hours that clocks show twice or not at all, each with its offset.

split_reference.py split DIR POLICY SEALED FILE: the parts of such records as
recon-cut(1) says, by Python's zones and decimals: data lines into DIR, and what
the file split tells of each part on standard output. The cut-off is at 02:30,
Tuesdays and Wednesdays are off, and so many dates from 2026-10-23 on, the first,
were sealed."""

import collections
import datetime
import decimal
import os
import random
import sys
import zoneinfo

BERLIN = zoneinfo.ZoneInfo("Europe/Berlin")
FIRST = datetime.date(2026, 10, 23)
DAY = datetime.timedelta(days=1)


def make(n, seed):
    r = random.Random(seed)
    begin = datetime.datetime(2026, 10, 24, tzinfo=datetime.timezone.utc)
    for i in range(n):
        spread = r.choice([30 * 3600, 6 * 86400])
        at = begin + datetime.timedelta(seconds=r.randrange(spread))
        if r.random() < 0.5:
            at = at.astimezone(BERLIN)
        print("K%d\t%d.%02d\t%s\t%s\t-\tpaid=%s%s" % (
            r.randrange(n), r.randrange(1000), r.randrange(100),
            r.choice(["EUR", "USD"]), r.choice("LR"), at.isoformat(),
            "\tlate=2026-01-01" if r.random() < 0.05 else ""))


def cut_off(day):
    """When the date that ends on the morning of day does; the first of two."""
    return datetime.datetime.combine(day, datetime.time(2, 30), BERLIN,
                                     ).astimezone(datetime.timezone.utc)


def next_date(day):
    while day.weekday() in (1, 2):
        day += DAY
    return day


def date_of(text):
    at = datetime.datetime.fromisoformat(text)
    day = at.astimezone(BERLIN).date() - 2 * DAY
    while at >= cut_off(day + DAY):
        day += DAY
    return next_date(day)


def split(to, policy, sealed, name):
    closed, date = set(), next_date(FIRST)
    for _ in range(sealed):
        closed.add(date)
        date = next_date(date + DAY)
    parts = collections.defaultdict(list)
    with open(name, encoding="ascii") as f:
        for line in f:
            fields = line.rstrip("\n").split("\t")
            of = date_of(fields[5].removeprefix("paid="))
            part, late = of, of in closed
            if late and policy == "roll":
                part = date
                if not any(x.startswith("late=") for x in fields):
                    fields.append("late=%s" % of)
            fields[4] = str(part)
            for p in [str(part)] + ["late"] * late:
                parts[p].append("\t".join(fields))
    parts["late"] += []
    for part, lines in parts.items():
        with open(os.path.join(to, part + ".records"), "w",
                  encoding="ascii") as f:
            f.writelines(sorted(line + "\n" for line in lines))
        sums = collections.defaultdict(decimal.Decimal)
        for line in lines:
            _, amount, currency, side = line.split("\t")[:4]
            sums["%s.%s" % (side, currency)] += decimal.Decimal(amount)
        parts[part] = "records=%d" % len(lines) + "".join(
            "\t%s=%s" % s for s in sorted(sums.items()))
    for part in sorted(parts):
        print(part, parts[part], sep="\t")


if __name__ == "__main__":
    if sys.argv[1] == "make":
        make(int(sys.argv[2]), int(sys.argv[3]))
    else:
        split(sys.argv[2], sys.argv[3], int(sys.argv[4]), sys.argv[5])
