#!/usr/bin/env python3
"""store_days.py DIRECTORY DAYS SEED: records of some days by chance, of which
some close on a later day: DIRECTORY/DATE.rec. Amounts are of several currencies
and decimals, negative ones and large ones among them; keys and fields hold what
SQL, JSON and COPY give a meaning to."""

import datetime
import random
import sys

NASTY = ["'", '"', "\\\\", "\\t", "\\n", "%", "_", "{", "}", "$1", ",", "线", "é",
         "\\x01", "\\x7f", "\U0001f600", "--", ";", "=", "|", " "]
DECIMALS = {"CNY": 2, "JPY": 0, "KWD": 3, "XYZ": 18}


def amount(rng, currency):
    digits = DECIMALS[currency]
    n = rng.choice([rng.randrange(10), rng.randrange(10 ** 5),
                    rng.randrange(10 ** 17) + 9 * 10 ** 18])
    sign = "-" if n and rng.random() < 0.3 else ""
    text = str(n).rjust(digits + 1, "0")
    return sign + (text[:-digits] + "." + text[-digits:] if digits else text)


def main():
    directory, days, rng = sys.argv[1], int(sys.argv[2]), random.Random(
        int(sys.argv[3]))
    first = datetime.date(2022, 2, 26)
    lines = [set() for _ in range(days)]
    for n in range(60 * days):
        currency = rng.choice(list(DECIMALS))
        key = f"k{n:05d}" + "".join(rng.choices(NASTY, k=rng.randrange(3)))
        left = amount(rng, currency)
        right = left if rng.random() < 0.8 else amount(rng, currency)
        day = rng.randrange(days)
        for side, value in ("L", left), ("R", right):
            if rng.random() < 0.15:
                continue
            on = min(day + rng.choice([0, 0, 0, 1, 2]), days - 1)
            date = (first + datetime.timedelta(on)).isoformat()
            fields = ["channel=" + rng.choice(["wechat", "支付宝", "a'b\"c\\\\"]),
                      "note=" + "".join(rng.choices(NASTY, k=2))]
            rng.shuffle(fields)
            lines[on].add("\t".join([key, value, currency, side, date]
                                    + fields[:rng.randrange(3)]))
    for on, text in enumerate(lines):
        date = (first + datetime.timedelta(on)).isoformat()
        with open(f"{directory}/{date}.rec", "w", encoding="utf-8") as f:
            f.writelines(line + "\n" for line in sorted(text))


main()
