"""The reconciliation of a day in SQL. The two sides are dictionaries: path,
columns, key, amount, time, carry. read(side) is the dialect's expression that
reads a bill."""


def types(side, text, money):
    """(column, type) of each column of a bill."""
    return [(c, money if c == side["amount"] else text)
            for c in side["columns"]]


def carried(side):
    """Expressions: the date, and what is carried."""
    if not side["carry"]:
        return []
    return [f"substr({side['time']}, 1, 10)", *side["carry"]]


def shown(n, left, right):
    """Columns behind the amounts: the earlier date, then each side's own.
    left, right: what stands before the number of a column."""
    if n == 0:
        return ""
    l, r = left + "0", right + "0"
    return (f", coalesce(least({l}, {r}), {l}, {r})" +
            "".join(f", {p}{i}" for p in (left, right) for i in range(1, n)))


CLASS = """CASE WHEN r.k IS NULL THEN 'left' WHEN l.k IS NULL THEN 'right'
    WHEN {same} THEN 'matched' ELSE 'amount' END"""


def aggregate(read, left, right, ordered):
    """The sums of both sides, order by order."""
    def summed(side):
        carry = "".join(f", min({e}) AS c{i}"
                        for i, e in enumerate(carried(side)))
        return (f"(SELECT {side['key']} AS k, sum({side['amount']}) AS a"
                f"{carry} FROM {read(side)} GROUP BY {side['key']})")

    return f"""SELECT coalesce(l.k, r.k) AS key,
        {CLASS.format(same="l.a = r.a")} AS class, l.a, r.a
        {shown(len(carried(left)), "l.c", "r.c")}
      FROM {summed(left)} l FULL OUTER JOIN {summed(right)} r ON l.k = r.k
      {"ORDER BY key" if ordered else ""}"""


def pairs(read, left, right):
    """Equal amounts of an order, the first with the first and so on; and
    whoever is left, with nothing on the other side."""
    def numbered(side):
        carry = "".join(f", {e} AS c{i}" for i, e in enumerate(carried(side)))
        return (f"(SELECT {side['key']} AS k, {side['amount']} AS a{carry}, "
                f"row_number() OVER (PARTITION BY {side['key']}, "
                f"{side['amount']}) AS n FROM {read(side)})")

    both = "".join(f", {s}.c{i} AS {s}c{i}" for s in "lr"
                   for i in range(len(carried(left))))
    return f"""SELECT coalesce(l.k, r.k) AS k, l.a AS la, r.a AS ra{both}
      FROM {numbered(left)} l FULL OUTER JOIN {numbered(right)} r
        ON l.k = r.k AND l.a = r.a AND l.n = r.n"""


def pairwise(left, right, ordered):
    """Of the table j that pairs() made: of those that are left the smallest
    amount with the smallest, as amounts that differ."""
    n = len(carried(left))

    def rest(amount, other):
        return (f"(SELECT *, row_number() OVER (PARTITION BY k ORDER BY "
                f"{amount}) AS n FROM j WHERE {other} IS NULL)")

    return f"""SELECT * FROM (
      SELECT k AS key, 'matched' AS class, la, ra {shown(n, "lc", "rc")}
        FROM j WHERE la IS NOT NULL AND ra IS NOT NULL
      UNION ALL
      SELECT coalesce(l.k, r.k) AS key, {CLASS.format(same="false")} AS class,
          l.la, r.ra {shown(n, "l.lc", "r.rc")}
        FROM {rest("la", "ra")} l FULL OUTER JOIN {rest("ra", "la")} r
          ON l.k = r.k AND l.n = r.n
    ) AS everything {"ORDER BY key" if ordered else ""}"""
