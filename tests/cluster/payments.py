#!/usr/bin/env python3
"""Payments of two sides as records, in no order, the same for the same seed: of
each ten thousand orders some are split into several payments, are not there on
one side, or differ in their amount; three currencies; keys that engines and
tools may take for something else.

    payments.py SEED ORDERS LEFT RIGHT
"""
import random
import sys

# What stands in every tenth key: separators and escapes, what a shell, SQL or
# a reader of lines may take for its own, letters of one to four bytes, whose
# order as UTF-16 is another than that of their bytes.
HOSTILE = ["\\x7c", "|", "\\t", "\\n", "\\\\", "\\x01", "#", "'", '"', "$(x)",
           ",", "%", "\u00e9", "e\u0301", "\u8ba2\u5355", "\uff61",
           "\U0001f375", "\u0085", "\u2028", "\ufeff", "NULL", "\\\\N", " "]


def key_of(rng, n):
    number = f"{n * 7919 % 10**9:09d}"
    if n % 10:
        return "20221101" + number
    odd = rng.choice(HOSTILE)
    return rng.choice([f"{number}{odd}", f"{number}{odd}z", f"k{odd}{number}"]
                      + ["\\x23" + number, "\\x20" + number])


def money(cents):
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02d}"


def main(seed, orders, left, right):
    rng = random.Random(int(seed))
    sides = {"L": [], "R": []}
    for n in range(int(orders)):
        key, currency = key_of(rng, n), rng.choice(["CNY", "CNY", "USD", "JPY"])
        cents = rng.randrange(-5000, 1000000)
        fate = rng.random()
        for side, lines in sides.items():
            amount = cents
            if side == "R":
                if fate < 0.01:
                    continue
                amount += fate < 0.02
            elif fate > 0.99:
                continue
            parts = [amount]
            if side == "R" and rng.random() < 0.05:
                first = amount // 3
                parts = [first, amount - first]
            for cents_of in parts:
                lines.append(f"{key}\t{money(cents_of)}\t{currency}\t{side}\t"
                             f"2022-11-0{n % 3 + 1}\n")
    for path, side in ((left, "L"), (right, "R")):
        rng.shuffle(sides[side])
        with open(path, "w", encoding="utf-8", newline="\n") as f:
            f.writelines(sides[side])


main(*sys.argv[1:])
