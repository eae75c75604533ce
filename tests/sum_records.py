#!/usr/bin/env python3
"""Random records of both sides of which some are sums of others.

    sum_records.py SEED KEYS LEFT RIGHT [DAYS]

Most KEYs have a few records, in one currency or two, some below zero; some
have sums that could be made up in more than one way, or of records that are
alike. With DAYS every record has a date of so many days, else some have none.
"""
import random
import sys

seed, keys, left, right, *days = sys.argv[1:]
rng = random.Random(int(seed))
dates = [f"2022-11-{1 + d:02d}" for d in range(int(days[0]) if days else 2)]
if not days:
    dates.append("-")
lines = {"L": [], "R": []}


def add(key, side, minor, currency, date):
    scale = rng.choice([2, 2, 2, 3])
    text = f"{abs(minor) // 100}.{abs(minor) % 100:02d}" + "0" * (scale - 2)
    if minor < 0:
        text = "-" + text
    if currency == "JPY":
        text = str(minor)
    carried = [f"\tn={rng.randint(1, 3)}"] if rng.random() < 0.1 else []
    if rng.random() < 0.7:
        carried.append("\tshop=" + rng.choice("AB"))
    carried.append(f"\tsrc={side}{len(lines[side])}")
    lines[side].append("\t".join([key, text, currency, side, date])
                       + "".join(carried))


for k in range(int(keys)):
    key = f"shop{k:05d}"
    most = rng.choice([5, 30, 3000, 3000])
    for _ in range(rng.randint(1, 3)):
        currency = rng.choice(["CNY", "CNY", "JPY"])
        side, other = rng.choice(["LR", "RL"])
        date = rng.choice(dates)
        parts = [rng.randint(1, most) * rng.choice([1, 1, 1, 1, -1])
                 for _ in range(rng.randint(2, 5))]
        if rng.random() < 0.3:
            parts.append(parts[0])
        for copy in range(rng.choice([1, 1, 1, 2])):
            for p in parts:
                add(key, other, p, currency,
                    rng.choice(dates) if rng.random() < 0.2 else date)
            if rng.random() < 0.9:
                add(key, side, sum(parts) + rng.choice([0, 0, 0, 1, -2]),
                    currency, date)
    for _ in range(rng.randint(0, 2)):
        add(key, rng.choice("LR"), rng.randint(0, most), "CNY",
            rng.choice(dates))

for side, name in ("L", left), ("R", right):
    with open(name, "w") as f:
        f.writelines(line + "\n" for line in
                     sorted(lines[side], key=str.encode))
