"""A bare day reconciled with the tools of a shell, by sums: each a list of
steps for measure.in_turn, and a check of its answer."""

import shutil

from measure import Job

CLASSES = ("matched", "amount", "left", "right")


def shell(script, out):
    """One bash script as a single job; its processes are the shell's, so the
    memory is that of the largest (rusage of waited-for children)."""
    return [[Job(["bash", "-c", "set -eo pipefail; " + script], stdout=out)]]


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


def peers(day, all_sizes):
    """(name, steps, check) of each that is on this machine; the slow ones
    only up to a million orders unless all_sizes."""
    def checked(name, steps, count):
        return name, steps, lambda: count() == day.counts("aggregate")

    yield checked("awk \\| sort \\| comm", awk_comm(day),
                  lambda: count_comm(day))
    if day.orders > 1000000 and not all_sizes:
        return
    yield checked("awk sums \\| sort \\| join", awk_join(day),
                  lambda: count_pairs(day.out("join")))
    if shutil.which("sqlite3"):
        yield checked("SQLite", sqlite(day),
                      lambda: count_pairs(day.out("sqlite")))
    if shutil.which("mlr"):
        yield checked("Miller", miller(day),
                      lambda: count_pairs(day.out("miller")))
