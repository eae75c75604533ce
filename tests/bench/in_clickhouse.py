"""A day reconciled by ClickHouse's engine; the only argument says how
(engines.py)."""

import json
import sys

from chdb.session import Session

import sql

day = json.loads(sys.argv[1])
left, right, ordered = day["left"], day["right"], day["ordered"]


def read(side):
    types = ", ".join(f"{c} {t}" for c, t in
                      sql.types(side, "String", "Decimal(18,2)"))
    return f"file('{side['path']}', 'CSVWithNames', '{types}')"


s = Session()
s.query("SET join_use_nulls = 1")
s.query("SET engine_file_truncate_on_insert = 1")
s.query("SET format_tsv_null_representation = '-'")
s.query("SET output_format_decimal_trailing_zeros = 1")
if day["matching"] == "aggregate":
    query = sql.aggregate(read, left, right, ordered)
else:
    s.query("CREATE TEMPORARY TABLE j ENGINE = Memory AS "
            + sql.pairs(read, left, right))
    query = sql.pairwise(left, right, ordered)
s.query(f"INSERT INTO FUNCTION file('{day['out']}', 'TSV') {query}")
s.close()
