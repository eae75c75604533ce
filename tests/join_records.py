#!/usr/bin/env python3
"""Random records of two sides that are hard to match: few keys with several
records each, amounts that repeat, lie close together and differ in their
decimals, three currencies. The same for the same seed.

    join_records.py SEED KEYS LEFT RIGHT [DAYS]

With DAYS each record has a date, of so many days.
"""
import random
import sys


def amount(rng):
    near = rng.choice([0, 10, 10, 100, 100, -100]) + rng.randint(-4, 4)
    scale = rng.choice([0, 1, 2, 2, 2, 3])
    if scale == 0:
        return str(near)
    digits = "".join(rng.choice("0000005") for _ in range(scale))
    text = f"{abs(near)}.{digits}"
    return "-" + text if near < 0 and text.strip("0.") else text


def fields(rng, side, serial):
    out = []
    if rng.random() < 0.7:
        out.append("status=" + rng.choice(["paid", "paid", "open"]))
    if rng.random() < 0.5:
        out.append("shop=" + rng.choice("AB"))
    if rng.random() < 0.2:
        out.append(f"n={rng.randint(1, 3)}")
    out.append(f"src={side}{serial}")
    return out


def main(seed, keys, left, right, days=0):
    rng = random.Random(int(seed))
    sides = {"L": [], "R": []}
    for k in range(int(keys)):
        key = f"2022110142000000{rng.randrange(10**8):08d}"
        several = rng.choice([1, 1, 2, 4, 12])
        for side, lines in sides.items():
            for _ in range(rng.randint(0, several)):
                date = (f"2022-11-{rng.randint(1, int(days)):02d}" if days
                        else rng.choice(["2022-11-01", "2022-10-31", "-"]))
                currency = rng.choice(["CNY", "CNY", "CNY", "USD", "-"])
                lines.append("\t".join(
                    [key, amount(rng), currency, side, date] +
                    fields(rng, side, len(lines))) + "\n")
    for name, side in ((left, "L"), (right, "R")):
        with open(name, "w") as f:
            f.writelines(sorted(sides[side]))


main(*sys.argv[1:])
