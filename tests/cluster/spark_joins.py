"""spark_joins MASTER PROGRAMS PAYMENTS OUT PARTS...: joins by recon_spark, each
merged into OUT.PARTS; "Ng" is -g of N parts."""
import os
import sys

from pyspark import SparkConf, SparkContext
from pyspark.sql import SparkSession

import recon_spark as rs


def main(master, programs, payments, out, *wanted):
    sc = SparkContext(conf=SparkConf().setMaster(master))
    sides = [sc.textFile(f"file://{payments}/{side}", 3, use_unicode=False)
             for side in ("left", "right")]
    with open(f"{payments}/sources", "rb") as f:
        expected = f.read().splitlines()
    for parts in wanted:
        run = rs.Run(sc, "r1", int(parts.rstrip("g")), programs=programs,
                     seconds=120)
        here = f"{out}.{parts}"
        results = rs.join(run, *sides,
                          options=["-g"] if parts.endswith("g") else [])
        results.saveAsTextFile("file://" + os.path.abspath(here + ".parts"))
        rs.merge(run, here + ".parts", expected, here)
    # a DataFrame of lines, and totals that are added up
    frame = SparkSession(sc).read.text(f"file://{payments}/left")
    told = rs.totals(frame)
    words = {word for line in told for word in line.split(b"\t")}
    run = rs.Run(sc, "r2", 3, programs=programs, seconds=120)
    lines = rs.lines_of(rs.join(run, frame.limit(1000), sc.parallelize([], 1)))
    print("DataFrame:", b"#total" in words,
          lines.filter(lambda line: not line.startswith("#")).count() <= 1000,
          lines.filter(lambda line: line.startswith("#total")).count())
    sc.stop()


main(*sys.argv[1:])
