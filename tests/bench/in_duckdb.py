"""A day reconciled by DuckDB; the only argument says how (engines.py)."""

import json
import sys

import duckdb

import sql

day = json.loads(sys.argv[1])
left, right, ordered = day["left"], day["right"], day["ordered"]


def read(side):
    types = ", ".join(f"'{c}': '{t}'" for c, t in
                      sql.types(side, "VARCHAR", "DECIMAL(18,2)"))
    return f"read_csv('{side['path']}', header=true, columns={{{types}}})"


d = duckdb.connect()
d.execute(f"SET temp_directory='{day['temp']}'")
d.execute("SET preserve_insertion_order=false")
if day["matching"] == "aggregate":
    query = sql.aggregate(read, left, right, ordered)
else:
    query = (f"WITH j AS MATERIALIZED ({sql.pairs(read, left, right)}) "
             + sql.pairwise(left, right, ordered))
d.execute(f"COPY ({query}) TO '{day['out']}' (DELIMITER '\t', HEADER false)")
