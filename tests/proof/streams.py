#!/usr/bin/env python3
"""streams.py BUILD [MOST]: every beginning of a small stream of each kind, and
the stream with each of its bits flipped, read by each program that reads it.

It is refused, or the output is the same. MOST cases of each reader are tried,
or all.
"""
import collections
import os
import shutil
import sys

from harness import Bench, shares, try_all
from scenarios import KEY, bill

# Who reads which stream: the kind, and the argument vector.
READERS = [
    ("table", KEY + ["-s", "L", "in"]),
    ("record", ["recon-sort", "in"]),
    ("record", ["recon-sort", "-g", "in"]),
    ("record", ["recon-sort", "-m", "in"]),
    ("record", ["recon-sort", "-c", "in"]),
    ("record", ["recon-join", "in"]),
    ("record", ["recon-join", "-g", "in"]),
    ("result", ["recon-sort", "in"]),
    ("result", ["recon-notify", "in"]),
    ("result", ["recon-notify", "--tee", "-o", "summary", "in"]),
    ("result", ["recon-notify", "--since", "in", "none"]),
    ("result", ["recon-report", "-d", "2022-11-02", "in"]),
    ("result", ["recon-roll", "-d", "2022-11-02", "--open-out", "new", "in"]),
    ("result", ["recon-roll", "-d", "2022-11-02", "--open", "in",
                "--open-out", "new", "none"]),
]

Case = collections.namedtuple("Case", "stream what at")


class Stream:
    """A stream, one who reads it, and what that makes of it when whole."""

    def __init__(self, bench, kind, argv, made):
        self.bench, self.argv, self.kind = bench, argv, kind
        self.files = {"in": made[kind], "none": made["none"]}
        self.status, self.good = self.read(made[kind])
        if self.status:
            sys.exit("%s: status %s" % (argv, self.status))

    def read(self, text):
        """The status, and all that came out."""
        place = self.bench.fresh()
        os.mkdir(place)
        for name, whole in self.files.items():
            with open(os.path.join(place, name), "wb") as f:
                f.write(text if name == "in" else whole)
        status, out, _ = self.bench.run(self.argv, place)
        for name in sorted(set(os.listdir(place)) - set(self.files)):
            with open(os.path.join(place, name), "rb") as f:
                out += f.read()
        shutil.rmtree(place)
        return status, out

    def cases(self):
        n = len(self.files["in"])
        yield from (Case(self, "cut", i) for i in range(n))
        yield from (Case(self, "bit", i) for i in range(8 * n))


def changed(case):
    text = bytearray(case.stream.files["in"])
    if case.what == "cut":
        return bytes(text[:case.at])
    text[case.at // 8] ^= 1 << case.at % 8
    return bytes(text)


def judge(case):
    stream = case.stream
    status, out = stream.read(changed(case))
    refused = (65, 1) if "-c" in stream.argv else (65,)
    if status in refused or (status == 0 and out == stream.good):
        return None
    if status != 0:
        return "status %s" % status
    return "is read as something else"


Case.__str__ = lambda c: "%s: %s %d: %r" % (
    " ".join(c.stream.argv), c.what, c.at, changed(c)[:2000])


def make(bench):
    """A small stream of each kind."""
    place = bench.fresh()
    os.mkdir(place)
    with open(os.path.join(place, "bill.csv"), "wb") as f:
        f.write(bill(3, 5))
    for argv in (["recon-clean", "-o", "table", "bill.csv"],
                 KEY + ["-s", "L", "-o", "left", "table"],
                 ["recon-sort", "-o", "record", "left"],
                 ["recon-join", "-o", "result", "record"]):
        status, _, err = bench.run(argv, place)
        if status:
            sys.exit(err.decode())
    made = {}
    for name in "table", "record", "result":
        with open(os.path.join(place, name), "rb") as f:
            made[name] = f.read()
    made["none"] = (b"#recon result 2\n#total\trecords=0\txxh3=" + 16 * b"0" +
                    b"\n")
    return made


def main(build, most=None):
    with Bench(build) as bench:
        made = make(bench)
        streams = [Stream(bench, *reader, made) for reader in READERS]
        cases = [list(s.cases()) for s in streams]
        chosen = shares(cases, int(most)) if most else sum(cases, [])
        bad = try_all(judge, chosen)
        print("%d readers, %d of %d cut or flipped streams: %d read as "
              "something else" % (len(streams), len(chosen),
                                  sum(map(len, cases)), bad))
    return bad > 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
