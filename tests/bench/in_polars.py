"""A day reconciled by Polars with its streaming engine; the only argument
says how (engines.py)."""

import json
import sys

import polars as pl

day = json.loads(sys.argv[1])


def scan(side, letter):
    """The columns k, a, and ...c0 the date, ...c1 and so on what is
    carried."""
    schema = {c: pl.Decimal(18, 2) if c == side["amount"] else pl.String
              for c in side["columns"]}
    carry = []
    if side["carry"]:
        carry = [pl.col(side["time"]).str.slice(0, 10),
                 *(pl.col(c) for c in side["carry"])]
    return pl.scan_csv(side["path"], schema=schema).select(
        pl.col(side["key"]).alias("k"), pl.col(side["amount"]).alias("a"),
        *(e.alias(f"{letter}c{i}") for i, e in enumerate(carry)))


def results(table, kind):
    """What is written, of a table of k, la, ra and the carried columns."""
    carry = []
    if day["left"]["carry"]:
        n = 1 + len(day["left"]["carry"])
        carry = [pl.min_horizontal("lc0", "rc0").alias("date"),
                 *(pl.col(f"{s}c{i}") for s in "lr" for i in range(1, n))]
    return table.select("k", kind.alias("class"), "la", "ra", *carry)


KIND = (pl.when(pl.col("ra").is_null()).then(pl.lit("left"))
        .when(pl.col("la").is_null()).then(pl.lit("right"))
        .when(pl.col("la") == pl.col("ra")).then(pl.lit("matched"))
        .otherwise(pl.lit("amount")))


def aggregate(left, right):
    def summed(table, letter):
        carry = [c for c in table.collect_schema().names() if c[1:2] == "c"]
        return table.group_by("k").agg(
            pl.col("a").sum().alias(f"{letter}a"),
            *(pl.col(c).min() for c in carry))

    return results(summed(left, "l").join(summed(right, "r"), on="k",
                                          how="full", coalesce=True), KIND)


def pairwise(left, right):
    def numbered(table, letter):
        return table.with_columns(
            pl.col("a").alias(f"{letter}a"),
            pl.int_range(pl.len()).over("k", "a").alias("n"))

    def rest(table, mine, other):
        return table.filter(pl.col(other).is_null()).with_columns(
            pl.col(mine).rank("ordinal").over("k").alias("n"))

    def of(letter):
        return ["k", "n", *(c for c in j.collect_schema().names()
                            if c[0] == letter)]

    j = numbered(left, "l").join(numbered(right, "r"), on=["k", "a", "n"],
                                 how="full", coalesce=True)
    matched = j.filter(pl.col("la").is_not_null() & pl.col("ra").is_not_null())
    alone = rest(j, "la", "ra").select(of("l")).join(
        rest(j, "ra", "la").select(of("r")), on=["k", "n"], how="full",
        coalesce=True)
    return pl.concat([results(matched, KIND), results(alone, KIND)])


sides = scan(day["left"], "l"), scan(day["right"], "r")
answer = (aggregate if day["matching"] == "aggregate" else pairwise)(*sides)
if day["ordered"]:
    answer = answer.sort("k")
answer.sink_csv(day["out"], separator="\t", include_header=False,
                engine="streaming")
