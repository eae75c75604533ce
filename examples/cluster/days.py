"""days: the three days of examples/shop in Spark. What is open goes from day to
day in parts, too, which may be other ones every day.

    spark-submit --py-files recon_spark.py days.py [--parts N]
        [--programs DIRECTORY] WORK

Leaves WORK/DATE/results, WORK/DATE/open, in parts, and WORK/DATE.results, one
stream, with the bytes that one machine makes of the day. WORK and what is in it
are seen by all workers.
"""

import argparse
import os
import subprocess
import tempfile
from fractions import Fraction

from pyspark import SparkConf, SparkContext, StorageLevel

import recon_spark as rs

SHOP = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../shop")


def rolled(run, sent, senders, date, options=()):
    """What send() has sent, records and, as results, what was open the day
    before, joined and rolled part by part: an RDD of (what, chunk), where what
    is "results", "open" or "read", the #total of what was joined."""
    def task(k, pairs):
        part = run.part(k)
        with tempfile.TemporaryDirectory() as here:
            old, today, new = (os.path.join(here, name)
                               for name in ("old", "today", "new"))
            with open(old, "wb") as kept, open(today, "wb") as out:
                def records():
                    for kind, chunk in rs.received(part, pairs, senders):
                        if kind == "record":
                            yield chunk
                        else:
                            kept.write(chunk + b"\n")
                for chunk in rs.run_filter(
                        run, part, rs.join_command(run, part, options),
                        records()):
                    out.write(chunk + b"\n")
                    total = rs.total_of(chunk, part)
                    if total:
                        yield "read", total
            command = [run.program("recon-roll"), "--open-out", new, "-d",
                       date, "--part", part]
            if "result" in senders:
                # what came from many senders is in no order
                with open(old + ".sorted", "wb") as out:
                    for chunk in rs.run_filter(
                            run, part, [run.program("recon-sort"), "-S",
                                        run.memory, "-j", "1", "--part", part,
                                        old], ()):
                        out.write(chunk + b"\n")
                command += ["--open", old + ".sorted"]
            for chunk in rs.run_filter(run, part, command + [today], ()):
                yield "results", chunk
            with open(new, "rb") as items:
                while chunk := b"".join(items.readlines(1 << 18)):
                    yield "open", chunk.removesuffix(b"\n")
    return sent.mapPartitionsWithIndex(task)


def figures(lines):
    """What #total lines of records, or of what was made of them, add up to."""
    sums, digest = {}, 0
    for line in lines:
        words = dict(word.split("=", 1) for word in line.split("\t")[1:])
        words["records"] = words.get("read", words["records"])
        for name, value in words.items():
            if name == "records" or name[:2] in ("L.", "R."):
                sums[name] = sums.get(name, 0) + Fraction(value)
        digest += int(words.get("read-xxh3", words["xxh3"]), 16)
    return sums, digest % 2**64


def day(context, args, date, before):
    """One day. before: the run and the parts that are open; gives those of
    date."""
    run = rs.Run(context, date, args.parts, programs=args.programs)
    work = os.path.join(args.work, date)
    os.makedirs(work)
    sources = []
    for bill in ("orders", "wechat", "alipay"):
        # a bill is one file, of its own encoding, with its own totals
        profile = os.path.join(SHOP, bill + ".ini")
        table, stream = (os.path.join(work, bill + end)
                         for end in (".tab", ".rec"))
        subprocess.run([run.program("recon-clean"), "-p", profile, "-o", table,
                        os.path.join(SHOP, "data", date, bill + ".csv")],
                       check=True)
        subprocess.run([run.program("recon-key"), "-p", profile, "-d", date,
                        "--expect-date", "refuse", "-o", stream, table],
                       check=True)
        sources.append(context.textFile("file://" + stream,
                                        use_unicode=False))
    expected = rs.totals(*sources)
    lines = {"record": context.union(sources)}
    if before:
        rs.merge(*before)  # all parts are there
        lines["result"] = context.textFile("file://" + before[1],
                                           use_unicode=False)
    parts = rolled(run, *rs.send(run, **lines), date, ["-g"])
    parts.persist(StorageLevel.MEMORY_AND_DISK)
    for what in ("results", "open"):
        parts.filter(lambda pair, what=what: pair[0] == what).values() \
            .saveAsTextFile("file://" + os.path.join(work, what))
    read = parts.filter(lambda pair: pair[0] == "read").values().collect()
    if figures(map(bytes.decode, read)) != figures(map(bytes.decode, expected)):
        raise RuntimeError(f"{date}: {read} was read, not {expected}")
    parts.unpersist()
    rs.merge(run, os.path.join(work, "results"), out=work + ".results")
    return run, os.path.join(work, "open")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--parts", type=int, default=7)
    parser.add_argument("--programs", default="")
    parser.add_argument("work")
    args = parser.parse_args()
    args.work = os.path.abspath(args.work)
    context = SparkContext(conf=SparkConf().setAppName("recon days"))
    before = None
    for date in ("2022-11-01", "2022-11-02", "2022-11-03"):
        before = day(context, args, date, before)
    context.stop()


if __name__ == "__main__":
    main()
