#!/usr/bin/env python3
"""What recon-join has to answer, written as the rules are told and without
any thought of speed: every pair is looked at each time. Prints the result
lines, without control lines.

    join_reference.py [-g] [--tolerance T]... FILE...
"""
import sys
from decimal import Decimal, getcontext

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
    for s, letter in (left, b"l."), (right, b"r."):
        fields += [letter + f for f in s[3]] if s else []
    return b"\t".join(fields)


def one(r):
    return (r.amount, r.text, [r.date], r.carried) if r else None


def pairwise(key, currency, lefts, rights, tolerances):
    def answer(cls, left, right):
        return line(key, cls, currency, one(left), one(right))

    for left in list(lefts):
        for right in rights:
            if left.amount == right.amount:
                yield answer(b"matched", left, right)
                lefts.remove(left)
                rights.remove(right)
                break
    while True:
        near = [(abs(a.amount - b.amount), i, j)
                for i, a in enumerate(lefts) for j, b in enumerate(rights)
                if within(tolerances, currency, a.amount, b.amount)]
        if not near:
            break
        _, i, j = min(near)
        yield answer(b"matched", lefts.pop(i), rights.pop(j))
    lefts.sort(key=lambda r: r.amount)
    rights.sort(key=lambda r: r.amount)
    while lefts and rights:
        yield answer(b"amount", lefts.pop(0), rights.pop(0))
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


def aggregate(key, currency, lefts, rights, tolerances):
    left, right = total(lefts), total(rights)
    if not right:
        cls = b"left"
    elif not left:
        cls = b"right"
    elif left[0] == right[0] or within(tolerances, currency, left[0],
                                       right[0]):
        cls = b"matched"
    else:
        cls = b"amount"
    yield line(key, cls, currency, left, right,
               [b"ln=%d" % sum(r.count for r in lefts),
                b"rn=%d" % sum(r.count for r in rights)])


def main(args):
    rule, tolerances, files = pairwise, {}, []
    while args:
        arg = args.pop(0)
        if arg == "-g":
            rule = aggregate
        elif arg == "--tolerance":
            currency, _, value = args.pop(0).rpartition("=")
            tolerances[currency.encode() or None] = value
        else:
            files.append(arg)
    groups = {}
    for r in read(files):
        sides = groups.setdefault((r.key, r.currency), ([], []))
        sides[r.side == b"R"].append(r)
    lines = []
    for (key, currency), (lefts, rights) in groups.items():
        lines += rule(key, currency, lefts, rights, tolerances)
    lines.sort()
    for text in lines:
        sys.stdout.buffer.write(text + b"\n")


main(sys.argv[1:])
