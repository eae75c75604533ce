#!/usr/bin/env python3
"""A stream as an engine hands its lines on, by what Spark 4.3, its Hive dialect and
Hadoop Streaming 3.4 do.

    engine_lines.py WAY SEED COLUMNS <STREAM

WAY spark: TRANSFORM of so many columns without ROW FORMAT, 0x01 between them,
\\N for NULL; hive: the same with TABs; empty: with NULL DEFINED AS '';
hadoop: a whole line as key, no value; crlf: lines that end in CR LF. Fields that
are "-" and may be are NULL now and then; lines come in any order.
"""
import random
import sys


def columns(line, n, rng):
    fields = line.split("\t")
    control = line.startswith("#")
    last = 7 if len(fields) > 1 and fields[1][:1].islower() else 5
    for i, f in enumerate(fields):
        if f == "-" and not control and 1 < i < last and rng.random() < 0.7:
            fields[i] = None
    return fields + [None] * (n - len(fields))


def main(way, seed, n):
    rng = random.Random(int(seed))
    lines = sys.stdin.read().split("\n")[:-1]
    rng.shuffle(lines)
    for line in lines:
        row = columns(line, int(n), rng)
        null = "" if way == "empty" else "\\N"
        text = ("\1" if way == "spark" else "\t").join(
            null if f is None else f for f in row)
        if way == "hadoop":
            text = line + "\t"
        elif way == "crlf":
            text = line + "\r"
        print(text)


main(*sys.argv[1:])
