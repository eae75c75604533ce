#!/usr/bin/env python3
"""Orders and the payments of them, as a table and as records.

    payments_table.py ORDERS DIRECTORY [DIFFERENT]

Writes payments.json, a row a line, for engines that read columns, and left.rec
and right.rec, what recon-key would make of them. Of DIFFERENT orders, 10 in a
hundred unless it is said, one side is missing or has another amount; one in
twenty is paid in two parts. Keys are hostile, currencies are three, some fields
are absent. The same for the same arguments.
"""
import json
import random
import sys

KEYS = ["%012d", "2022110142000%07d", "a|b%06d", "back\\slash%06d",
        "\\t%06d", "tab\t%06d", "#%06d", "-%06d", " %06d", '"%06d"',
        "单号%06d", "ключ%06d", "😀%06d", "a,b;c=%06d", "%06d\\", "\\N%06d"]
ESCAPES = {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}


def field(text):
    return "".join(ESCAPES.get(c, c) for c in text)


def key_field(key):
    text = field(key)
    if key[0] < "$":
        text = "\\x%02x" % ord(key[0]) + text[1:]
    return text


def record(row):
    line = [key_field(row["key"]), row["amount"], row["currency"] or "-",
            row["side"], row["date"] or "-"]
    if row["shop"] is not None:
        line.append("shop=" + field(row["shop"]))
    return "\t".join(line) + "\n"


def amount(cents):
    return f"{cents // 100}.{cents % 100:02d}"


def sides(rng, cents, different):
    """Amounts of the left side and of the right one."""
    if rng.random() * 100 < different:
        return rng.choice([([cents], []), ([], [cents]),
                           ([cents], [cents + 1]), ([cents, cents], [cents])])
    if rng.random() < 0.05:
        return [cents], [cents // 3, cents - cents // 3]
    return [cents], [cents]


def rows(orders, different):
    rng = random.Random(orders)
    for n in range(orders):
        key = KEYS[n % len(KEYS)] % n
        currency = rng.choice(["CNY", "CNY", "USD", None])
        both = sides(rng, rng.randint(3, 100000), different)
        for side, amounts in zip("LR", both):
            for a in amounts:
                yield {"key": key, "amount": amount(a), "currency": currency,
                       "side": side,
                       "date": rng.choice(["2022-11-01", "2022-11-02", None]),
                       "shop": rng.choice(["A", "tea\tcups", "b\\", None])}


def main(orders, directory, different="10"):
    with open(f"{directory}/payments.json", "w") as table, \
            open(f"{directory}/left.rec", "w") as left, \
            open(f"{directory}/right.rec", "w") as right:
        to = {"L": left, "R": right}
        for row in rows(int(orders), float(different)):
            table.write(json.dumps(row, ensure_ascii=False) + "\n")
            to[row["side"]].write(record(row))


main(*sys.argv[1:])
