#!/usr/bin/env python3
"""Closing balances by chance: writes opening and postings, and what must come.

balances_reference.py SEED: files "opening", "postings" and "want", sorted, with
DATE 2026-11-28, without control lines.
"""
import random
import sys
from decimal import Decimal

CURRENCIES = {"CNY": 2, "JPY": 0, "KWD": 3}


def amount(r, decimals):
    big = 10 ** r.choice((1, 3, 7, 16, 25))
    value = Decimal(r.randrange(-big, big + 1)).scaleb(-decimals)
    return value if value else value.copy_abs()


def line(key, value, code, side, date, *carried):
    return "\t".join((key, f"{value:f}", code, side, date, *carried)) + "\n"


def main():
    r = random.Random(int(sys.argv[1]))
    opening, postings, want = [], [], []
    for i in range(r.choice((0, 1, 3, 300, 2000))):
        key = r.choice(("a{}", "{:08d}", "\N{CJK UNIFIED IDEOGRAPH-8D26}{}",
                        "x" * 70 + "{}")).format(i)
        for code in r.sample(sorted(CURRENCIES), r.choice((1, 1, 1, 2, 3))):
            decimals, side = CURRENCIES[code], r.choice("LR")
            opens = r.random() < .8
            total = Decimal(0).scaleb(-decimals)
            carried = r.choice(((), ("name=Xu",), ("name=Li", "x=1")))
            if opens:
                value = amount(r, decimals)
                total += value
                opening.append(line(key, value, code, side,
                                    r.choice(("2026-11-27", "-")), *carried))
            n = r.choice((0, 1, 1, 2, 5, 5, 400)) if r.random() < .1 \
                else r.choice((0, 0, 1, 2))
            n = n or not opens
            for _ in range(n):
                value = amount(r, decimals)
                total += value
                postings.append(line(key, value, code, side,
                                     r.choice(("2026-11-28", "-")), "id=1"))
            total = total if total else total.copy_abs()
            want.append(line(key, total, code, side, "2026-11-28",
                             *(carried if opens else ())))
    for name, lines in (("opening", opening), ("postings", postings),
                        ("want", want)):
        with open(name, "w", encoding="utf-8") as f:
            f.writelines(sorted(lines, key=lambda x: x.encode()))


main()
