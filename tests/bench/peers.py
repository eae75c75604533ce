"""The day of the benchmark reconciled in the ways people do it today: each
a list of steps for measure.in_turn, and a reader that counts its answer."""

import os
import shutil
import subprocess
import sys

from measure import Job

CLASSES = ("matched", "amount", "left", "right")


def shell(script, out):
    """One bash script as a single job; its processes are the shell's, so the
    memory is that of the largest (rusage of waited-for children)."""
    return [[Job(["bash", "-c", "set -eo pipefail; " + script], stdout=out)]]


class Day:
    """Files of one size of the benchmark's data."""

    def __init__(self, folder, orders, gen):
        self.folder, self.orders = folder, orders
        self.left = f"{folder}/left.{orders}.csv"
        self.right = f"{folder}/right.{orders}.csv"
        facts = f"{folder}/facts.{orders}"
        if not os.path.exists(facts):
            told = subprocess.run([gen, str(orders), self.left, self.right],
                                  check=True, stdout=subprocess.PIPE).stdout
            with open(facts + ".new", "wb") as f:
                f.write(told)
            os.rename(facts + ".new", facts)
        with open(facts) as f:
            self.facts = {k: int(v) for k, v in
                          (line.strip().split("=") for line in f)}
        self.answer = {c: self.facts[c] for c in CLASSES}

    def out(self, name):
        return f"{self.folder}/{name}.{self.orders}.out"


# ours

def side(csv, key, amount, letter, sort, name=None, stdout=os.devnull,
         reads=()):
    return Job(["recon-clean", "--select", f"{key},{amount}", csv],
               ["recon-key", "-k", key, "-a", amount, "-c", "CNY", "-d",
                "2022-11-01", "-s", letter],
               ["recon-sort", *sort], name=name, stdout=stdout, reads=reads)


def recon(day, sort, disk=False):
    """What a user types with <(...): seven processes at once. disk: the bills
    are not in memory before, and the results are on the disk behind it."""
    left, right = ([day.left], [day.right]) if disk else ((), ())
    return [[side(day.left, "order_no", "amount", "L", sort, "l",
                  reads=left),
             side(day.right, "out_trade_no", "paid", "R", sort, "r",
                  reads=right),
             Job(["recon-join", "-g", "@l", "@r"], stdout=day.out("recon"),
                 sync=disk)]]


def count_recon(day):
    counts = dict.fromkeys(CLASSES, 0)
    with open(day.out("recon"), "rb") as f:
        for line in f:
            if not line.startswith(b"#"):
                counts[line.split(b"\t", 2)[1].decode()] += 1
    return counts


# theirs

DUCK = """
import duckdb, sys
left, right, out, temp, order = sys.argv[1:]
d = duckdb.connect()
d.execute(f"SET temp_directory='{temp}'")
d.execute(f'''
COPY (
  SELECT coalesce(l.k, r.k),
         CASE WHEN r.k IS NULL THEN 'left' WHEN l.k IS NULL THEN 'right'
              WHEN l.s = r.s THEN 'matched' ELSE 'amount' END,
         l.s, r.s
  FROM (SELECT order_no k, sum(amount) s FROM read_csv('{left}',
          header=true, columns={{'order_no': 'VARCHAR',
          'amount': 'DECIMAL(18,2)', 'paid_at': 'VARCHAR',
          'status': 'VARCHAR'}}) GROUP BY 1) l
  FULL OUTER JOIN
       (SELECT out_trade_no k, sum(paid) s FROM read_csv('{right}',
          header=true, columns={{'trade_time': 'VARCHAR',
          'out_trade_no': 'VARCHAR', 'paid': 'DECIMAL(18,2)'}})
        GROUP BY 1) r ON l.k = r.k {order}
) TO '{out}' (DELIMITER '\\t', HEADER false)''')
"""


def duckdb_found(folder, version):
    """Installs DuckDB for the bench alone, in its own folder; the newest
    where no version is named."""
    where = f"{folder}/python{version and '-' + version}"
    if not os.path.isdir(f"{where}/duckdb"):
        done = subprocess.run([sys.executable, "-m", "pip", "install", "-q",
                               "--disable-pip-version-check", "--target",
                               where, f"duckdb{version and '==' + version}"],
                              stdout=sys.stderr)
        if done.returncode:
            return None
    return where


def duckdb_version(where):
    env = dict(os.environ, PYTHONPATH=where)
    return subprocess.run([sys.executable, "-c",
                           "import duckdb; print(duckdb.__version__)"],
                          env=env, check=True, stdout=subprocess.PIPE,
                          text=True).stdout.strip()


def duckdb(day, where, order=""):
    env = dict(os.environ, PYTHONPATH=where, LC_ALL="C")
    return [[Job([sys.executable, "-c", DUCK, day.left, day.right,
                  day.out("duckdb"), day.folder, order], env=env,
                 writes=[day.out("duckdb")])]]


def count_second_field(path):
    counts = dict.fromkeys(CLASSES, 0)
    with open(path, "rb") as f:
        for line in f:
            counts[line.split(b"\t", 2)[1].decode()] += 1
    return counts


def awk_comm(day):
    return shell(
        f"""awk -F, 'NR>1{{print $1"_"$2}}' {day.left} | sort -S 2G >{day.folder}/l
        awk -F, 'NR>1{{print $2"_"$3}}' {day.right} | sort -S 2G >{day.folder}/r
        comm {day.folder}/l {day.folder}/r""", day.out("comm"))


def count_comm(day):
    counts = dict.fromkeys(CLASSES, 0)
    with open(day.out("comm"), "rb") as f:
        for line in f:
            tabs = len(line) - len(line.lstrip(b"\t"))
            counts[("left", "right", "matched")[tabs]] += 1
    return counts


def awk_join(day):
    sums = """'NR>1{s[$%d]+=$%d} END{for(k in s) printf "%%s\\t%%.2f\\n",k,s[k]}'"""
    return shell(
        f"""awk -F, {sums % (1, 2)} {day.left} | sort -S 2G >{day.folder}/l
        awk -F, {sums % (2, 3)} {day.right} | sort -S 2G >{day.folder}/r
        join -t $'\\t' -a1 -a2 -e - -o 0,1.2,2.2 {day.folder}/l {day.folder}/r""",
        day.out("join"))


def count_pairs(path, missing=b"-", sep=b"\t"):
    """KEY LEFT RIGHT lines."""
    counts = dict.fromkeys(CLASSES, 0)
    with open(path, "rb") as f:
        for line in f:
            _, left, right = line.rstrip(b"\n").split(sep)
            if right == missing:
                counts["left"] += 1
            elif left == missing:
                counts["right"] += 1
            else:
                counts["matched" if left == right else "amount"] += 1
    return counts


def sqlite(day):
    db = f"{day.folder}/bench.db"
    script = f"""rm -f {db}; sqlite3 {db} <<'SQL'
.output /dev/null
PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;
.output
CREATE TABLE l(k TEXT, a TEXT, t TEXT, s TEXT);
CREATE TABLE r(t TEXT, k TEXT, a TEXT);
.mode csv
.import --skip 1 {day.left} l
.import --skip 1 {day.right} r
CREATE TABLE ls AS SELECT k, sum(CAST(replace(a,'.','') AS INTEGER)) s FROM l GROUP BY k;
CREATE TABLE rs AS SELECT k, sum(CAST(replace(a,'.','') AS INTEGER)) s FROM r GROUP BY k;
CREATE INDEX li ON ls(k); CREATE INDEX ri ON rs(k);
.mode tabs
SELECT coalesce(ls.k, rs.k), coalesce(ls.s, '-'), coalesce(rs.s, '-')
FROM ls FULL OUTER JOIN rs ON ls.k = rs.k;
SQL
rm -f {db}"""
    return shell(script, day.out("sqlite"))


def miller(day):
    sums = "stats1 -a sum -f %s -g %s then rename -r '^.*_sum$,%s'"
    return shell(
        f"""mlr --icsv --ojson --ofmt %.2lf {sums % ('amount', 'order_no', 'a')} then rename order_no,k {day.left} >{day.folder}/l.json
        mlr --icsv --ojson --ofmt %.2lf {sums % ('paid', 'out_trade_no', 'b')} then rename out_trade_no,k {day.right} >{day.folder}/r.json
        mlr --ijson --otsv --headerless-tsv-output join -u --ul --ur -j k -f {day.folder}/l.json then unsparsify --fill-with - then cut -o -f k,a,b {day.folder}/r.json""",
        day.out("miller"))


def peers(day, folder, all_sizes, duckdb_versions):
    """(name, steps, counter) of each peer that is on this machine; the slow
    ones only up to a million orders unless all_sizes."""
    found = []
    for version in duckdb_versions:
        where = duckdb_found(folder, version)
        if not where:
            continue
        name = "DuckDB " + duckdb_version(where)
        count = lambda: count_second_field(day.out("duckdb"))
        found.append((name, duckdb(day, where), count))
        # ours is in order, ready for the next day: the same of theirs
        found.append((name + ", in order",
                      duckdb(day, where, "ORDER BY 1"), count))
    found.append(("awk \\| sort \\| comm", awk_comm(day),
                  lambda: count_comm(day)))
    if day.orders > 1000000 and not all_sizes:
        return found
    found.append(("awk sums \\| sort \\| join", awk_join(day),
                  lambda: count_pairs(day.out("join"))))
    if shutil.which("sqlite3"):
        found.append(("SQLite", sqlite(day),
                      lambda: count_pairs(day.out("sqlite"))))
    if shutil.which("mlr"):
        found.append(("Miller", miller(day),
                      lambda: count_pairs(day.out("miller"))))
    return found
