#!/usr/bin/env python3
"""What recon-join has to answer, written as the rules are told and without
any thought of speed: every pair is looked at each time. Prints the result
lines, without control lines.

    join_reference.py [-g] [--tolerance T]... [--date-window N] [--sum-of N]
        [--unique L|R|LR] [--compare FIELD|LEFT=RIGHT,...] FILE...
"""
import sys
from collections import Counter
from datetime import date
from decimal import Decimal, getcontext
from itertools import combinations

getcontext().prec = 200


class Record:
    def __init__(self, line):
        fields = line.split(b"\t")
        self.line = line
        self.key, self.text, self.currency, self.side, self.date = fields[:5]
        self.amount = Decimal(self.text.decode())
        self.count = 1
        self.carried = []
        for f in fields[5:]:
            if f.startswith(b"n="):
                self.count = int(f[2:])
            else:
                self.carried.append(f)


def read(files):
    records = []
    for name in files:
        with open(name, "rb") as f:
            records += [Record(line.rstrip(b"\n")) for line in f
                        if not line.startswith(b"#")]
    return sorted(records, key=lambda r: r.line)


def within(tolerances, currency, a, b):
    """Whether left a and right b may match."""
    text = tolerances.get(currency, tolerances.get(None))
    if text is None:
        return False
    low, dots, high = text.partition("..")
    limits = (high if a > b else low.lstrip("-")) if dots else text
    return any(abs(a - b) <= (
        Decimal(part[:-1]) * max(abs(a), abs(b)) / 100
        if part.endswith("%") else Decimal(part))
        for part in limits.lstrip("+").split(","))


def line(key, cls, currency, left, right, extra=()):
    """left and right: (amount, text, dates, carried) or None"""
    there = [s for s in (left, right) if s]
    dates = [d for s in there for d in s[2] if d != b"-"]
    diff = (left[0] if left else Decimal(0)) - (right[0] if right else 0)
    fields = [key, cls, left[1] if left else b"-", right[1] if right else b"-",
              format(diff, "f").encode(), currency, min(dates, default=b"-")]
    fields += extra
    if left and right:
        dates = [min((d for d in s[2] if d != b"-"), default=b"-")
                 for s in (left, right)]
        if dates[0] != dates[1]:
            fields += [b"l.date=" + dates[0], b"r.date=" + dates[1]]
    for s, letter in (left, b"l."), (right, b"r."):
        fields += [letter + f for f in s[3]] if s else []
    return b"\t".join(fields)


def one(r):
    return (r.amount, r.text, [r.date], r.carried) if r else None


def gap(a, b):
    """Days between two records."""
    return abs((date.fromisoformat(a.date.decode())
                - date.fromisoformat(b.date.decode())).days)


def most_pairs(lefts, rights, fits):
    """How many pairs there can be at most, by augmenting paths."""
    taken = {}

    def place(i, tried):
        for j in range(len(rights)):
            if j not in tried and fits(lefts[i], rights[j]):
                tried.add(j)
                if j not in taken or place(taken[j], tried):
                    taken[j] = i
                    return True
        return False
    return sum(place(i, set()) for i in range(len(lefts)))


def differing(rules, left, right):
    """The names of the fields compared that differ, of fields carried."""
    def value(carried, name):
        return next((f for f in carried if f.startswith(name + b"=")),
                    name)[len(name):] or None
    names = [n.partition(b"=") for n in rules.compare]
    return [n for n, _, other in names
            if value(left, n) != value(right, other or n)]


def kind(r):
    """What records of one sum may be exchanged for each other."""
    return r.side, r.amount, r.date


def sums(lefts, rights, fits, most):
    """Every sum, as the kind of the one and the kinds of the others."""
    found = set()
    for ones, others in (lefts, rights), (rights, lefts):
        for one in ones:
            near = [r for r in others if r.amount and fits(one, [r], False)]
            for n in range(2, most + 1):
                for parts in combinations(near, n):
                    if one.amount and fits(one, parts, True):
                        found.add((kind(one), tuple(sorted(map(kind, parts)))))
    return found


def take_sums(lefts, rights, fits, most):
    """Takes the sums that hold out of both sides: yields each, as its lefts
    and rights, then single records that are ambiguous."""
    there = Counter(map(kind, lefts + rights))
    found = {s: Counter((s[0],) + s[1])
             for s in sums(lefts, rights, fits, most)}
    times = {s: min(there[k] // n for k, n in found[s].items()) for s in found}
    needed = Counter()
    for s, kinds in found.items():
        for k, n in kinds.items():
            needed[k] += n * times[s]
    doubtful = {s for s in found
                if any(needed[k] > there[k] for k in found[s])}
    largest = sorted((k[1:] for k in there), reverse=True)
    for s in sorted(found.keys() - doubtful, key=lambda s: (
            s[0][1:], [largest.index(k[1:]) for k in reversed(s[1])])):
        for _ in range(times[s]):
            legs = ([], [])
            for k in (s[0],) + s[1]:
                side = rights if k[0] == b"R" else lefts
                record = next(r for r in side if kind(r) == k)
                side.remove(record)
                legs[k[0] == b"R"].append(record)
            yield legs
    unsure = {k for s in doubtful for k in found[s]}
    for side, place in (lefts, 0), (rights, 1):
        for r in [r for r in side if kind(r) in unsure]:
            side.remove(r)
            yield ([r], []) if place == 0 else ([], [r])


def pairwise(key, currency, lefts, rights, rules):
    def answer(cls, left, right):
        extra = []
        if cls == b"matched":
            names = differing(rules, left.carried, right.carried)
            if names:
                cls, extra = b"field", [b"fields=" + b",".join(names)]
        return line(key, cls, currency, one(left), one(right), extra)

    def near(a, b):
        return rules.window is None or gap(a, b) <= rules.window

    def order(r):
        """Of equal amounts the earlier first, where days matter."""
        return (r.amount, b"" if rules.window is None else r.date)

    for side, records in ((b"L", lefts), (b"R", rights)):
        if side not in rules.unique:
            continue
        kept = [r for r in records[:1] if r.count == 1]
        for r in records[len(kept):]:
            yield line(key, b"duplicate", currency,
                       *((one(r), None) if side == b"L" else (None, one(r))))
        records[:] = kept

    def equal(a, b):
        return a.amount == b.amount and near(a, b)

    want = most_pairs(lefts, rights, equal)
    for left in sorted(lefts, key=order):
        for right in sorted(rights, key=order):
            if equal(left, right):
                yield answer(b"matched", left, right)
                lefts.remove(left)
                rights.remove(right)
                want -= 1
                break
    assert want == 0
    while True:
        close = [(abs(a.amount - b.amount),
                  rules.window is not None and gap(a, b), i, j)
                 for i, a in enumerate(lefts) for j, b in enumerate(rights)
                 if near(a, b)
                 and within(rules.tolerances, currency, a.amount, b.amount)]
        if not close:
            break
        _, _, i, j = min(close)
        yield answer(b"matched", lefts.pop(i), rights.pop(j))

    def fits(r, parts, whole):
        """Are they near enough to r, and if asked do they add up to it?"""
        amounts = r.amount, sum(p.amount for p in parts)
        return all(near(r, p) for p in parts) and (
            not whole or amounts[0] == amounts[1]
            or within(rules.tolerances, currency,
                      *(amounts if r.side == b"L" else amounts[::-1])))

    for left, right in take_sums(lefts, rights, fits, rules.sum_of):
        yield aggregate_line(key, b"matched", currency, left, right, rules) \
            if left and right else line(
                key, b"ambiguous", currency, *(
                    one(side[0]) if side else None for side in (left, right)))
    for left in sorted(lefts, key=order):
        for right in sorted(rights, key=order):
            if near(left, right):
                yield answer(b"amount", left, right)
                lefts.remove(left)
                rights.remove(right)
                break
    for left in lefts:
        yield answer(b"left", left, None)
    for right in rights:
        yield answer(b"right", None, right)


def total(records):
    if not records:
        return None
    amount = sum(r.amount for r in records)
    carried = [f for f in records[0].carried
               if all(f in r.carried for r in records)]
    return (amount, format(amount, "f").encode(),
            [r.date for r in records], carried)


def aggregate_line(key, cls, currency, lefts, rights, rules):
    left, right = total(lefts), total(rights)
    counts = [b"ln=%d" % sum(r.count for r in lefts),
              b"rn=%d" % sum(r.count for r in rights)]
    if cls == b"matched":
        names = differing(rules, left[3], right[3])
        if names:
            cls = b"field"
            counts.append(b"fields=" + b",".join(names))
    return line(key, cls, currency, left, right, counts)


def aggregate(key, currency, lefts, rights, rules):
    left, right = total(lefts), total(rights)
    if not right:
        cls = b"left"
    elif not left:
        cls = b"right"
    elif left[0] == right[0] or within(rules.tolerances, currency,
                                       left[0], right[0]):
        cls = b"matched"
    else:
        cls = b"amount"
    yield aggregate_line(key, cls, currency, lefts, rights, rules)


class Rules:
    def __init__(self):
        self.tolerances = {}
        self.window = None
        self.unique = b""
        self.compare = []
        self.sum_of = 0


def main(args):
    rule, rules, files = pairwise, Rules(), []
    while args:
        arg = args.pop(0)
        if arg == "-g":
            rule = aggregate
        elif arg == "--tolerance":
            currency, _, value = args.pop(0).rpartition("=")
            rules.tolerances[currency.encode() or None] = value
        elif arg == "--date-window":
            rules.window = int(args.pop(0))
        elif arg == "--sum-of":
            rules.sum_of = int(args.pop(0))
        elif arg == "--unique":
            rules.unique = args.pop(0).encode()
        elif arg == "--compare":
            rules.compare = args.pop(0).encode().split(b",")
        else:
            files.append(arg)
    groups = {}
    for r in read(files):
        sides = groups.setdefault((r.key, r.currency), ([], []))
        sides[r.side == b"R"].append(r)
    lines = []
    for (key, currency), (lefts, rights) in groups.items():
        lines += rule(key, currency, lefts, rights, rules)
    lines.sort()
    for text in lines:
        sys.stdout.buffer.write(text + b"\n")


main(sys.argv[1:])
