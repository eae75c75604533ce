#!/usr/bin/env python3
"""recon-roll's rules again, slow and plain, and random days to try both on.

usage: roll_reference.py RECON-ROLL SCRATCH-DIR SEED SEQUENCES
"""
import datetime
import os
import random
import subprocess
import sys
from decimal import Decimal


class Item:
    def __init__(self, line, before, today, place):
        f = line.split("\t")
        self.key, self.cls, left, right, _, self.currency, date = f[:7]
        self.left = None if left == "-" else Decimal(left)
        self.right = None if right == "-" else Decimal(right)
        self.date = today if date == "-" else date
        self.carried = [c for c in f[7:] if not c.startswith("age=")]
        self.fixed = f[:6]
        self.before = before
        self.place = place
        self.open = True

    def age_order(self):
        return (self.date, not self.before, self.place)

    def amount(self):
        return self.left if self.cls == "left" else self.right

    def line(self, today):
        days = (datetime.date.fromisoformat(today)
                - datetime.date.fromisoformat(self.date)).days
        return "\t".join(self.fixed + [self.date] + self.carried
                         + ["age=%d" % max(days, 0)])


def fields(items, prefix, concerned):
    """The carried fields of one kind that all items concerned agree on."""
    if not concerned:
        return []
    keep = []
    for c in concerned[0].carried:
        name = c.split("=")[0]
        kind = name[:2] if name[:2] in ("l.", "r.") else ""
        if kind != prefix or name in ("ln", "rn", "closed"):
            continue
        if all(c in other.carried for other in concerned):
            keep.append(c)
    return keep


def rolled(items, today):
    for it in items:
        it.open = False
    lefts = [i for i in items if i.left is not None]
    rights = [i for i in items if i.right is not None]
    left = sum((i.left for i in lefts), Decimal(0))
    right = sum((i.right for i in rights), Decimal(0))
    if not lefts:
        left = right * 0
    if not rights:
        right = left * 0
    counts = []
    carried = [dict(c.split("=", 1) for c in i.carried) for i in items]
    if any("ln" in c or "rn" in c for c in carried):
        ln = sum(int(c.get("ln", i.left is not None))
                 for c, i in zip(carried, items))
        rn = sum(int(c.get("rn", i.right is not None))
                 for c, i in zip(carried, items))
        counts = ["ln=%d" % ln, "rn=%d" % rn]
    text = [format(abs(a) if a == 0 else a, "f")
            for a in (left, right, left - right)]
    return "\t".join([items[0].key, "rolled"] + text
                     + [items[0].currency, min(i.date for i in items)]
                     + counts + fields(items, "l.", lefts)
                     + fields(items, "r.", rights)
                     + fields(items, "", items) + ["closed=" + today])


def close_group(items, today):
    out = []
    for amount in sorted({i.amount() for i in items if i.cls != "amount"}):
        while True:
            rest = sorted((i for i in items if i.open and i.cls != "amount"
                           and i.amount() == amount), key=Item.age_order)
            lefts = [i for i in rest if i.cls == "left"]
            rights = [i for i in rest if i.cls == "right"]
            if not lefts or not rights or not any(i.before for i in rest):
                break
            if lefts[0].before or rights[0].before:
                out.append(rolled([lefts[0], rights[0]], today))
                continue
            # the oldest of both are of today and cannot close each other
            old_left = [i for i in lefts if i.before]
            old_right = [i for i in rights if i.before]
            if old_left:
                out.append(rolled([old_left[0], rights[0]], today))
            if old_right:
                out.append(rolled([lefts[0], old_right[0]], today))
    rest = sorted((i for i in items if i.open), key=lambda i: (
        i.cls == "amount",
        i.amount() if i.cls != "amount" else 0, i.age_order()))
    if any(i.before for i in rest) and \
            sum(i.left or 0 for i in rest) == sum(i.right or 0 for i in rest):
        out.append(rolled(rest, today))
    return out


def roll(before, day, today):
    """(results, open) of sorted lines of items and of today's results."""
    items = [Item(l, True, today, n) for n, l in enumerate(before)]
    passed = []
    for n, l in enumerate(day):
        if l.split("\t")[1] in ("amount", "left", "right"):
            items.append(Item(l, False, today, n))
        else:
            passed.append(l)
    closed = []
    for group in sorted({(i.key, i.currency) for i in items}):
        of = [i for i in items if (i.key, i.currency) == group]
        if any(i.before for i in of):
            closed += close_group(of, today)
    still = [i.line(today) for i in items if i.open]
    return (in_order(passed + closed + still), in_order(still))


def in_order(lines):
    return sorted(lines, key=str.encode)


def total(lines):
    sums = {}
    for l in lines:
        f = l.split("\t")
        for side, text in (("L", f[2]), ("R", f[3])):
            if text != "-":
                name = side + "." + f[5]
                sums[name] = sums.get(name, 0) + Decimal(text)
    return "\t".join(["#total", "records=%d" % len(lines)]
                     + ["%s=%s" % (n, format(abs(s) if s == 0 else s, "f"))
                        for n, s in sorted(sums.items())])


def stream(lines):
    return "\n".join(["#recon result 1"] + lines + [total(lines)]) + "\n"


def random_line(r, day, crowded):
    """crowded: few keys, amounts and dates, so that many items compete."""
    key = r.choice(["a", "a|b", "b", "c1", "c10", "d"][:1 if crowded else 6])
    currency = r.choice(["CNY"] * 5 + ["USD"])
    cls = r.choice(["left"] * 4 + ["right"] * 4 + ["amount"] * 2
                   + ["matched"] * 2 + ["rolled"])

    def amount():
        if crowded:
            return r.choice(["1.00", "1.00", "2.00"])
        return "%s%d.%02d" % (r.choice(["", "", "", "-"]), r.randint(1, 3),
                              r.choice([0, 0, 50]))
    left = amount() if cls != "right" else "-"
    right = amount() if cls != "left" else "-"
    if r.random() < 0.03 and cls in ("left", "right"):
        left, right = [t if t == "-" else "0.00" for t in (left, right)]
    if cls in ("matched", "rolled"):
        right = left
    diff = (Decimal(left) if left != "-" else 0) - \
        (Decimal(right) if right != "-" else 0)
    when = r.choice([day, day, day + datetime.timedelta(1), None, day -
                     datetime.timedelta(r.randint(0, 2 if crowded else 12))])
    carried = []
    if r.random() < 0.3:
        carried += ["ln=%d" % (left != "-" and r.randint(1, 3)),
                    "rn=%d" % (right != "-" and r.randint(1, 3))]
    if left != "-" and r.random() < 0.6:
        carried += ["l.who=%s" % r.choice("xy"), "l.at=%s" % r.choice("12")]
    if right != "-" and r.random() < 0.6:
        carried += ["r.who=%s" % r.choice("xy")]
    if r.random() < 0.1:
        carried += ["note=%s" % r.choice("pq")]
    return "\t".join([key, cls, left, right, format(diff + 0, "f"), currency,
                      when.isoformat() if when else "-"] + carried)


def check(what, got, want):
    if got == want:
        return
    print("%s: got" % what, got, "want", want, sep="\n")
    sys.exit(1)


waiting = ("amount", "left", "right")


def count(lines):
    return sum(l.split("\t")[1] in waiting for l in lines)


def balance(what, before, day, results, still):
    """Invariant 4, from the lines themselves."""
    def sums(lines, classes):
        left, right = {}, {}
        for l in lines:
            f = l.split("\t")
            if f[1] in classes:
                left[f[5]] = left.get(f[5], 0) + \
                    (Decimal(f[2]) if f[2] != "-" else 0)
                right[f[5]] = right.get(f[5], 0) + \
                    (Decimal(f[3]) if f[3] != "-" else 0)
        return left, right
    came = [sums(before, waiting), sums(day, waiting)]
    stays = sums(still, waiting)
    closed = sums(results, ("rolled",))
    passed = sums(day, ("rolled",))
    for c in ("CNY", "USD"):
        for side in (0, 1):
            have = sum(s[side].get(c, 0) for s in came)
            went = closed[side].get(c, 0) - passed[side].get(c, 0)
            check("%s: %s" % (what, c), stays[side].get(c, 0) + went, have)
    if still != [l for l in results if l.split("\t")[1] in waiting]:
        check(what, "the open items of the results", "those kept")


def bare(line):
    return "\t".join(line.split("\t")[:7])


def mirror(line):
    """The line with its sides swapped."""
    f = line.split("\t")
    diff = Decimal(f[4])
    f[1] = {"left": "right", "right": "left"}.get(f[1], f[1])
    f[2:5] = f[3], f[2], format(-diff if diff else diff, "f")
    return "\t".join(f)


def check_mirror(what, program, scratch, before, day, today):
    """Invariant 9: swapping the sides of what comes in mirrors what comes
    out. Without carried fields, which may decide who is first of two items
    that are alike in everything else."""
    old = scratch + "/old"
    got = []
    for swap in (bare, mirror):
        with open(old, "w") as f:
            f.write(stream(in_order(swap(bare(l)) for l in before)))
        text, _ = run(program, ["--open", old, "--open-out", "/dev/null",
                                "-d", today, "--plain"],
                      stream(in_order(swap(bare(l)) for l in day)))
        got.append(text.splitlines())
    check(what + " mirrored", in_order(mirror(l) for l in got[1]), got[0])


def run(program, args, text):
    """What it prints, and the numbers that -v tells."""
    p = subprocess.run([program, "-v"] + args, input=text.encode(),
                       capture_output=True)
    if p.returncode:
        sys.exit("%s %s: status %d: %s" % (program, args, p.returncode,
                                           p.stderr.decode()))
    told = p.stderr.decode().splitlines()[-1].split(": ")[2]
    return p.stdout.decode(), [int(w) for w in told.split() if w.isdigit()]


def sequence(r, program, scratch):
    state = os.path.join(scratch, "state")
    subprocess.run(["rm", "-rf", state], check=True)
    before = []
    crowded = r.random() < 0.5
    start = datetime.date(2022, 10, 28)
    for n in range(r.randint(2, 5)):
        day = start + datetime.timedelta(n)
        lines = in_order(random_line(r, day, crowded)
                         for _ in range(r.choice([0, 1, 3, 8, 20])))
        results, still = roll(before, lines, day.isoformat())
        args = ["-s", state, "-d", day.isoformat()]
        what = "%s, day %d" % (state, n)
        got, told = run(program, args, stream(lines))
        check(what, got, stream(results))
        check(what + ", before and new", told[:2],
              [len(before), count(lines)])
        check(what + ", closed and open", told[2:],
              [len(before) + count(lines) - len(still), len(still)])
        kept = os.path.join(state, "open-%s.1.res" % day)
        old, new = scratch + "/old", scratch + "/new"
        with open(kept) as f:
            first = f.read()
        check(what, first, stream(still))
        balance(what, before, lines, results, still)
        check(what + " again", run(program, args, stream(lines))[0],
              stream(results))
        with open(kept) as f:
            check(what + " again, kept", f.read(), first)
        with open(old, "w") as f:
            f.write(stream(before))
        check(what + " as a filter",
              run(program, ["--open", old, "--open-out", new, "-d",
                            day.isoformat()], stream(lines))[0],
              stream(results))
        with open(new) as f:
            check(what + " as a filter, kept", f.read(), stream(still))
        check_mirror(what, program, scratch, before, lines, day.isoformat())
        before = still


def main():
    program, scratch, seed, sequences = sys.argv[1:]
    for n in range(int(sequences)):
        sequence(random.Random("%s %d" % (seed, n)), program, scratch)


main()
