#!/usr/bin/env python3
"""notify_reference.py SEED RUNS: results of random days are told to a target, and
a model, which keeps what it knows in sets, says what each run has to tell."""

import collections
import json
import os
import random
import subprocess
import sys

SEED, RUNS = int(sys.argv[1]), int(sys.argv[2])
r = random.Random(SEED)
known, legs_told = set(), set()


def leg(n):
    return "%020d" % n


def day():
    """Lines of a day: (text, item, class, age, marks)."""
    lines, free = [], r.sample(range(12), r.randrange(12))
    while free:
        n, age = free.pop(), r.randrange(4)
        if r.random() < 0.3 and free:
            m = free.pop()
            text = "k\tamount\t1.00\t2.00\t-1.00\tCNY\t-\tl.id=%s\tr.id=%s"
            lines.append((text % (leg(n), leg(m)) + "\tage=%d" % age,
                          leg(n) + "," + leg(m), "amount", age, [n, m]))
        elif r.random() < 0.2:
            text = "k\trolled\t1.00\t1.00\t0.00\tCNY\t-\tcloses=%s"
            lines.append((text % leg(n), leg(n), "rolled", None, []))
        else:
            word = r.choice(["left", "duplicate"])
            text = "k\t%s\t1.00\t-\t1.00\tCNY\t-\tid=%s\tage=%d"
            lines.append((text % (word, leg(n), age), leg(n), word, age, [n]))
    # lines without ids, of which several are equal
    for n in range(r.randrange(4)):
        key = r.choice("abc")
        lines.append((key + "\tleft\t1.00\t-\t1.00\tCNY\t-", None, "left",
                      None, [key]))
    r.shuffle(lines)
    return lines


def expect(lines, mode):
    """What the run tells, in order, as kind and key; and then it is known."""
    told, equal, given = [], collections.Counter(), set()
    for text, item, word, age, marks in lines:
        if (word == "rolled") != (mode == "closed"):
            continue
        if item is None:
            equal[text] += 1
            item = "%s-%d" % (text, equal[text])
        if mode.startswith("overdue"):
            if age is None or age < int(mode[-1]) or (mode, item) in known:
                continue
            known.add((mode, item))
            told.append((mode, text[0]))
        elif mode == "closed":
            if (mode, item) not in known:
                known.add((mode, item))
                told.append((mode, text[0]))
        elif (item, word) not in known:
            old = any(m in legs_told and m not in given for m in marks)
            known.add((item, word))
            given |= {m for m in marks if m not in legs_told}
            legs_told.update(marks)
            told.append(("changed" if old else "opened", text[0]))
    return told


def run(lines, options):
    had = os.path.getsize("events") if os.path.exists("events") else 0
    subprocess.run(["recon-notify", "--target", "log", "--targets", "targets",
                    "--outbox", "box", *options], check=True,
                   input="".join(l[0] + "\n" for l in lines).encode())
    told = []
    if os.path.exists("events"):
        with open("events") as f:
            f.seek(had)
            for line in f:
                data = json.loads(line)["data"]
                told += [(d["kind"], d["key"])
                         for d in data.get("results", [data])]
    return told


with open("targets", "w") as f:
    f.write("[log]\ntransport = file\npath = events\n")
os.chmod("targets", 0o600)
total = 0
for n in range(RUNS):
    lines = day()
    if not lines:
        continue
    mode = r.choice(["open", "open", "closed", "overdue-1", "overdue-3"])
    options = {"open": [], "closed": ["--class", "rolled"],
               "overdue-1": ["--overdue", "1"],
               "overdue-3": ["--overdue", "3"]}[mode]
    options = options + r.choice([["--each"], ["--batch", "2"]])
    want = expect(lines, mode)
    got = run(lines, options)
    total += len(want)
    if got != want:
        sys.exit("seed %d, run %d, %s: told %s, not %s" % (
            SEED, n, mode, got, want))
print("%d runs, %d lines told" % (RUNS, total))
