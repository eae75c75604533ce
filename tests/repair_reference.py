#!/usr/bin/env python3
"""Amendments and adjustments again, slow and plain, over the rules of
roll_reference, and random weeks to try both on.

usage: repair_reference.py BIN-DIR SCRATCH-DIR SEED WEEKS
"""
import copy
import hashlib
import random
import sys

from roll_reference import (BATCH, OPEN, SUMS, WORDS, Leg, Programs, Tolerance,
                            check, counts, in_order, later, legs_of, money,
                            random_line, roll, shown, side_of, stream, told)


def ids_of(lines):
    """(id, class, KEY) of each leg of open lines."""
    return [(c.split("=")[1], f[1], f[0])
            for f in (l.split("\t") for l in lines) for c in f[7:]
            if c.split("=")[0] in ("id", "l.id", "r.id")]


def amend_legs(records, today):
    """What records become: lines and legs, and new ids by what they
    replace."""
    lines, replaced, seen = [], {}, {}
    for n, text in enumerate(in_order(records)):
        key, amount, currency, side, date, *fields = text.split("\t")
        left = side == "L"
        minus = amount[1:] if amount[0] == "-" else "-" + amount
        zero = float(amount) == 0
        line = "\t".join(
            [key, "left" if left else "right"]
            + ([amount, "-", amount] if left
               else ["-", amount, amount if zero else minus])
            + [currency, date] + [side.lower() + "." + c for c in fields])
        leg = Leg(line, not left, False, today, (True, 10 ** 6 + n))
        leg.amends = leg.before = True
        alike = leg.alike()
        seen[alike] = seen.get(alike, 0) + 1
        leg.id = hashlib.sha256(
            "\t".join(alike + ("a%d" % seen[alike],)).encode()
        ).hexdigest()[:20]
        for c in fields:
            if c.startswith("replaces="):
                replaced[c.split("=")[1]] = leg.id
        lines.append((line, leg))
    return lines, replaced


def adjusted(legs, more, today):
    sums = [sum(l.amount for l in legs if l.side == s) for s in "LR"]
    fields = [c for s in "LR" for l in legs if l.side == s
              for c in l.fields if side_of(c) == s.lower() + "."]
    fields += [c for c in legs[0].fields if not side_of(c)]
    dates = [l.date for l in legs]
    if len(set(dates)) == 2:
        fields += ["l.date=" + dates[0], "r.date=" + dates[1]]
    ids = [l.id for l in sorted(legs, key=lambda l: l.side)]
    return "\t".join(
        [legs[0].key, "adjusted", money(sums[0]), money(sums[1]),
         money(sums[0] - sums[1]), legs[0].currency, min(dates)]
        + counts(legs) + fields + more
        + ["closes=" + ",".join(ids), "closed=" + today])


def parted(leg):
    """A leg that has lost the other of its line."""
    leg = copy.copy(leg)
    if leg.cls == "field":
        leg.fields = [c for c in leg.fields if not c.startswith("fields=")]
    if leg.cls in ("field", "amount"):
        leg.cls = "left" if leg.side == "L" else "right"
    return leg


def closer(adjust, replaced, today):
    """by_hand of roll: adjust are fields by id."""
    def by_hand(group):
        rest, lines, closed = [], [], []
        for line, legs in group:
            old = [l for l in legs if l.before and not l.amends]
            named = [l for l in old if l.id in adjust]
            if named and legs[0].cls == "field":
                lines.append(adjusted(legs, adjust[named[0].id], today))
                closed += legs
                continue
            gone = named + [l for l in old if l.id in replaced]
            if not gone:
                rest.append((line, legs))
                continue
            for l in gone:
                more = adjust.get(l.id) or ["replaced=" + replaced[l.id]]
                if l.cls == "field":
                    l = parted(l)
                lines.append(adjusted([l], more, today))
            closed += gone
            for l in legs:
                if l not in gone:
                    l = parted(l)
                    rest.append((shown([l], today), [l]))
        return rest, lines, closed
    return by_hand


def random_repairs(r, before, today):
    """Records and adjustments (id: fields) of a day, among what is open."""
    adjust, records, done = {}, [], set()
    keys = sorted({l.split("\t")[0] for l in before}) or ["new"]

    def record(key, *fields):
        date = r.choice([today, later(today, -r.randint(0, 5))])
        return "\t".join([key, money(r.choice(
            [100, 101, 200, 203, 300, -100, 0])), r.choice(["CNY", "USD"]),
            r.choice("LR"), date]
            + r.choice([[], ["who=x"], ["who=y", "at=1"]]) + list(fields))

    field_done = set()
    for leg, cls, key in ids_of(before):
        chance = r.random()
        if cls == "field" and key in field_done:
            continue
        if chance < 0.08:
            adjust[leg] = ["reason=" + r.choice(["error", "goodwill"]),
                           "by=lin"] + r.choice([[], ["ticket=7"]])
            if cls == "field":
                field_done.add(key)
        elif chance < 0.16:
            if cls == "field":
                field_done.add(key)
            to = r.choice([key, key, r.choice(keys), key + "2", "a" + key])
            records.append(record(to, "replaces=" + leg))
        done.add(leg)
    for key in r.sample(keys, min(len(keys), 30)):
        records += [record(key) for _ in range(r.choice([0, 1, 1, 2]))]
    r.shuffle(records)
    return records, adjust


def table(adjust):
    rows = ["id\treason\tby\tticket"]
    for leg, fields in adjust.items():
        named = dict(c.split("=") for c in fields)
        rows.append("\t".join([leg] + [named.get(n, "") for n in
                                       ("reason", "by", "ticket")]))
    return "".join(row + "\n" for row in rows)


def check_day(p, what, before, lines, today, words, sums, repairs):
    records, adjust = repairs
    amended, replaced = amend_legs(records, today)
    results, still, closed, differences = roll(
        before, lines, today, Tolerance(words), amended,
        closer(adjust, replaced, today), sums)
    files = ["--amend", p.write("amend", "".join(
        l + "\n" for l in records[::2])),
        "--amend", p.write("amend2", "".join(l + "\n"
                                             for l in records[1::2])),
        "--adjust", p.write("adjust", table(adjust)), "--allow-empty"]
    options = sum((["--tolerance", w] for w in words), files)
    options += sums.args() if sums else []
    text = stream(lines)
    got, said = p.run(
        "recon-roll", ["-v", "--open", p.write("old", stream(before)),
                       "--open-out", p.path("new"), "-d", today] + options,
        text)
    check(what, got, stream(results))
    check(what + ", open", p.read("new"), stream(still))
    came = len(legs_of(before, OPEN)), len(legs_of(lines, OPEN)) + len(records)
    check(what + ", said", said, told(differences) + [
        "recon-roll: by hand: %d record%s, 0 left out for a reply= that is "
        "known, 0 kept and not rolled; %d item%s adjusted"
        % (len(records), "s" * (len(records) != 1), len(adjust),
           "s" * (len(adjust) != 1)),
        "recon-roll: %s: %d open before, %d new, %d closed, %d open now"
        % ((today,) + came + (len(closed), len(legs_of(still, OPEN))))])
    for _ in range(2):
        got, _ = p.run("recon-roll", ["-s", p.path("state"), "-d", today]
                       + options, text)
        check(what + " in a state", got, stream(results))
    p.run("recon-roll", ["-s", p.path("state"), "--verify"], "")
    return still


def weeks(p, seed, first, n):
    r = random.Random("repairs %s %d" % (seed, first))
    words, sums = r.choice(WORDS), r.choice(SUMS)
    before = []
    p.clear("state")
    for d in range(r.randint(3, 7)):
        today = later("2022-10-28", d)
        lines = in_order(random_line(r, "w%05d|" % (first + w), today, w % 2)
                         for w in range(n)
                         for _ in range(r.choice([0, 1, 3, 8])))
        before = check_day(p, "weeks from %d of %s, %s, tolerance %s"
                           % (first, seed, today, words), before, lines,
                           today, words, sums, random_repairs(r, before, today))


def main():
    bin_dir, scratch, seed, n = sys.argv[1:]
    p = Programs(bin_dir, scratch)
    for first in range(0, int(n), BATCH):
        weeks(p, seed, first, min(BATCH, int(n) - first))
    print("%s weeks with amendments and adjustments" % n)


if __name__ == "__main__":
    main()
