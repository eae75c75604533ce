"""spark_faults PROGRAMS PAYMENTS: what recon_spark says of each fault, a line
each. In this directory are programs that do wrong, bad/FAULT/recon-join."""
import os
import re
import shutil
import sys

from pyspark import SparkConf, SparkContext

import recon_spark as rs


def main(programs, payments):
    sc = SparkContext("local[2]", conf=SparkConf())
    sc.setLogLevel("OFF")
    some = [sc.textFile(f"file://{payments}/{side}", 2, use_unicode=False)
            .filter(lambda line: line.find(b"77", 8, 17) > 0).cache()
            for side in ("left", "right")]
    expected = rs.totals(*some)
    here = os.path.abspath(".")

    def run_of(name, where=programs, seconds=60):
        return rs.Run(sc, name, 7, programs=where, seconds=seconds)

    def said(name, work):
        words = "nothing"
        try:
            work()
        except Exception as failure:
            words = re.findall(r"^(?:RuntimeError|ValueError): (.*)",
                               str(failure), re.M) or [str(failure)]
            words = words[0].replace(here + "/", "")
        print(f"{name}: {words}", flush=True)

    def join(run, *lines):
        rs.join(run, *(lines or some)).count()

    # programs that do wrong in one part, or in all
    for fault in sorted(os.listdir("bad")):
        bad = run_of("bad", f"{here}/bad/{fault}", 3)
        said(fault, lambda bad=bad: join(bad))

    # data that is wrong in one part
    ok = run_of("data")
    for line in ("k\t1_0.00\tCNY\tL\t-", "k\tten\tCNY\tL\t-", "k\t1.00",
                 "#k\t1.00\tCNY\tL\t-", "#failed\t65\trecon-key\tno bill"):
        said(repr(line), lambda line=line: join(
            ok, some[0], some[1].union(sc.parallelize([line], 1))))

    # what the shuffle loses, or has twice
    both = some[0].union(some[1])
    sent, senders = rs.send(ok, record=both)

    def shuffled(change):
        def changed(k, pairs):
            return change(list(pairs)) if k == 2 else pairs
        rs.joined(ok, sent.mapPartitionsWithIndex(changed), senders).count()

    def without(pairs, is_frame):
        at = [n for n, (_, (_, chunk)) in enumerate(pairs)
              if chunk.startswith(b"#") == is_frame][0]
        return pairs[:at] + pairs[at + 1:]

    def one_line_less(pairs):
        k, (kind, chunk) = [p for p in pairs if p[1][1][:1] != b"#"][0]
        pairs.remove((k, (kind, chunk)))
        return pairs + [(k, (kind, chunk.partition(b"\n")[2]))]

    said("a chunk dropped", lambda: shuffled(lambda p: without(p, False)))
    said("a frame dropped", lambda: shuffled(lambda p: without(p, True)))
    said("a row dropped", lambda: shuffled(one_line_less))
    said("all dropped", lambda: shuffled(lambda p: []))
    said("all doubled", lambda: shuffled(lambda p: p + p))

    # what is lost before it was sent, and behind
    def merged(name, run, change=lambda where: None, lines=some):
        where = f"{name}.parts"
        shutil.rmtree(where, ignore_errors=True)
        rs.join(run, *lines).saveAsTextFile(f"file://{here}/{where}")
        change(where)
        for out in (f"{name}.out", None):
            said(f"{name} {'merged' if out else 'looked at'}",
                 lambda out=out: rs.merge(run, where, expected, out))

    merged("whole", ok)
    first = some[0].first()
    merged("less", ok, lines=[some[0].filter(lambda line: line != first),
                              some[1]])
    merged("removed", ok, lambda where: os.remove(f"{where}/part-00002"))
    merged("doubled", ok, lambda where: shutil.copy(f"{where}/part-00002",
                                                    f"{where}/part-00007"))

    def other(where, run):
        rs.join(run, *some).saveAsTextFile(f"file://{here}/else")
        shutil.copy("else/part-00002", where)
    merged("other", ok, lambda where: other(where, run_of("else")))
    said("no directory", lambda: rs.merge(ok, "nowhere", expected))
    sc.stop()


main(*sys.argv[1:])
