"""Engines that read the bills of a day themselves: DuckDB, ClickHouse's
(chDB) and Polars, each installed with pip for the bench alone, in a folder of
its own, and each a Python program of its own, in_*.py, whose start counts.
They do what recon does: sums of an order and what is carried with it (min, as
any of them would do), or payment by payment; but not the place of a row in
its bill, which recon carries along."""

import json
import os
import subprocess
import sys

from measure import Job

HERE = os.path.dirname(os.path.abspath(__file__))

# name in the table, package, module, the program that uses it
ENGINES = (("DuckDB", "duckdb", "duckdb", "in_duckdb.py"),
           ("ClickHouse's engine (chDB)", "chdb", "chdb", "in_clickhouse.py"),
           ("Polars", "polars", "polars", "in_polars.py"))


def installed(folder, package, version):
    """The folder it is in; None if it cannot be had."""
    where = f"{folder}/python-{package}{version and '-' + version}"
    if not os.path.exists(f"{where}/complete"):
        done = subprocess.run([sys.executable, "-m", "pip", "install", "-q",
                               "--disable-pip-version-check",
                               "--root-user-action=ignore", "--upgrade",
                               "--target", where,
                               f"{package}{version and '==' + version}"],
                              stdout=sys.stderr)
        if done.returncode:
            return None
        open(f"{where}/complete", "w").close()
    return where


def version_of(where, module):
    env = dict(os.environ, PYTHONPATH=where)
    return subprocess.run([sys.executable, "-c", f"import {module}; "
                           f"print({module}.__version__)"],
                          env=env, check=True, stdout=subprocess.PIPE,
                          text=True).stdout.strip()


def job(day, where, program, out, matching, ordered):
    def told(side):
        return {"path": f"{day.folder}/{side.name}", "columns": side.columns,
                "key": side.key, "amount": side.amount, "time": side.time,
                "carry": side.carry}

    left, right = map(told, day.sides)
    how = json.dumps({"left": left, "right": right, "out": day.out(out),
                      "temp": day.folder, "matching": matching,
                      "ordered": ordered})
    return [[Job([sys.executable, f"{HERE}/{program}", how],
                 env=dict(os.environ, PYTHONPATH=where, LC_ALL="C",
                          PYTHONDONTWRITEBYTECODE="1"),
                 writes=[day.out(out)])]]


def engines(day, matching, folder, duckdb_versions, wanted):
    """(name, steps, check) of each that is wanted(name), in order and not."""
    for name, package, module, program in ENGINES:
        if not wanted(name):
            continue
        for version in duckdb_versions if package == "duckdb" else [""]:
            where = installed(folder, package, version)
            if not where:
                continue
            named = f"{name} {version_of(where, module)}"
            for ordered in True, False:
                yield (f"{named}, {'in order' if ordered else 'in no order'}",
                       job(day, where, program, package, matching, ordered),
                       lambda p=package, o=ordered:
                       day.is_answer(p, matching, o))
