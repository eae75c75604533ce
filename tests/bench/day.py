"""A day of the benchmark: two bills in one of two shapes, the answers that a
reconciliation of them must give, and how recon does it."""

import os
import subprocess

from measure import Job

MATCHINGS = ("aggregate", "pairwise")
SPLIT = 20  # one order in so many is paid in two parts


class Side:
    """A bill. carry: columns that go into the results; time: the column of
    its times, None where all rows are of one date."""

    def __init__(self, letter, name, columns, key, amount, time=None,
                 carry=()):
        self.letter, self.name, self.columns = letter, name, columns
        self.key, self.amount, self.time, self.carry = key, amount, time, carry

    def clean(self):
        """bare takes two columns, a day all, with the place of each row."""
        if self.carry:
            return ["recon-clean", "--source", self.name]
        return ["recon-clean", "--select", f"{self.key},{self.amount}",
                self.name]

    def record(self):
        day = ["-d", "2022-11-01"]
        if self.carry:
            day = ["-t", self.time, "-x", ",".join([*self.carry, "src"])]
        return ["recon-key", "-k", self.key, "-a", self.amount, "-c", "CNY",
                "-s", self.letter, *day]


SHAPES = {
    "bare": (
        Side("L", "left.csv", ["order_no", "amount", "paid_at", "status"],
             "order_no", "amount"),
        Side("R", "right.csv", ["trade_time", "out_trade_no", "paid"],
             "out_trade_no", "paid")),
    "day": (
        Side("L", "left.csv", ["order_no", "amount", "channel", "status",
                               "paid_at", "finish_time"],
             "order_no", "amount", "paid_at", ("status", "finish_time")),
        Side("R", "right.csv", ["trade_time", "trade_no", "out_trade_no",
                                "paid", "status", "finish_time"],
             "out_trade_no", "paid", "trade_time", ("status", "finish_time"))),
}


class Day:
    """Files of one shape and size, in a folder of their own."""

    def __init__(self, folder, shape, orders, tools, split=SPLIT):
        self.shape, self.orders, self.tools = shape, orders, tools
        self.sides = SHAPES[shape]
        self.folder = f"{folder}/{shape}.{orders}"
        if split != SPLIT:
            self.folder += f".{split}"
        os.makedirs(self.folder, exist_ok=True)
        self.left, self.right = (f"{self.folder}/{s.name}"
                                 for s in self.sides)
        facts = f"{self.folder}/facts"
        if not os.path.exists(facts):
            told = subprocess.run([tools["gen"], shape, str(orders),
                                   str(split), self.left, self.right],
                                  check=True, stdout=subprocess.PIPE).stdout
            with open(facts + ".new", "wb") as f:
                f.write(told)
            os.rename(facts + ".new", facts)
        with open(facts) as f:
            self.facts = numbers(f.read())

    def title(self):
        return f"{self.orders / 1000000:g} M"

    def out(self, name):
        return f"{self.folder}/{name}.out"

    def counts(self, matching):
        prefix = {"aggregate": "", "pairwise": "pair_"}[matching]
        return {c: self.facts[prefix + c]
                for c in ("matched", "amount", "left", "right")}

    def is_answer(self, name, matching, ordered):
        """Does the file of that name hold the answer?"""
        want = self.counts(matching)
        for s in ("left_sum", "right_sum"):
            want[s] = self.facts[s]
        told = subprocess.run([self.tools["tally"], self.out(name)],
                              stdout=subprocess.PIPE, text=True)
        got = numbers(told.stdout)
        return (told.returncode == 0 and (got.pop("ordered") or not ordered)
                and got == want)


def numbers(text):
    """{NAME: VALUE} of lines NAME=VALUE."""
    return {k: int(v) for k, v in (l.split("=") for l in text.split())}


def join(matching):
    return ["recon-join", *(["-g"] if matching == "aggregate" else [])]


def piped(day, matching, sort, disk=False):
    """With <(...) for the sides: seven processes at once. disk: the bills
    are not in memory before, and the results are on the disk behind it."""
    sides = [Job(s.clean(), s.record(), ["recon-sort", *sort], name=s.letter,
                 cwd=day.folder,
                 reads=[f"{day.folder}/{s.name}"] if disk else ())
             for s in day.sides]
    return [[*sides, Job([*join(matching), "@L", "@R"], sync=disk,
                         stdout=day.out("recon"), cwd=day.folder)]]


def through_files(day, matching, sort):
    """One side, the other, then both, as a script does it."""
    records = [f"{day.folder}/{s.letter}.rec" for s in day.sides]
    return [*([Job(s.clean(), s.record(), ["recon-sort", *sort, "-o", r],
                   cwd=day.folder, writes=[r])]
              for s, r in zip(day.sides, records)),
            [Job([*join(matching), *records], stdout=day.out("recon"))]]


def floor(day, disk=False):
    """Reads the bills and writes as many bytes as the results have."""
    return [[Job(["sh", "-c", 'cat "$1" "$2" >/dev/null && '
                  'head -c "$(wc -c <"$3")" /dev/zero', "floor", day.left,
                  day.right, day.out("recon")],
                 reads=[day.left, day.right] if disk else (), sync=disk,
                 thrown=True, stdout=day.out("floor"))]]
