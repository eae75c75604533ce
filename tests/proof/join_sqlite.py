#!/usr/bin/env python3
"""join_sqlite.py BUILD [RECORDS [SEED]]: random records, 1000000 of them, of
two sides: most keys have several a side, and their amounts repeat and differ;
three currencies of two, three and no decimals. What recon-join writes of them,
pairwise and with -g, has to be what SQLite makes of the rules of recon-join(1)
by window functions over amounts that are integers: byte for byte.
"""
import os
import random
import sqlite3
import subprocess
import sys
import tempfile

DECIMALS = {"CNY": 2, "JPY": 0, "KWD": 3}

# Where the dates of the sides differ both are carried.
#
# The i-th of equal amounts with the i-th; of what is left, in order of amount,
# the i-th with the i-th. n is the place in the stream.
PAIRWISE = """
create table placed as select *, row_number() over
    (partition by key, currency, side, minor order by n) as i from record;
create index placed_at on placed (key, currency, side, minor, i);
create table pair as
    select l.n as l, r.n as r from placed l join placed r on
        r.key = l.key and r.currency = l.currency and r.side = 'R' and
        r.minor = l.minor and r.i = l.i
    where l.side = 'L';
create table rest as select *, row_number() over
    (partition by key, currency, side order by minor, n) as i from record
    where n not in (select l from pair union all select r from pair);
create index rest_at on rest (key, currency, side, i);
select l.key, 'matched', l.minor, r.minor, l.currency, min(l.date, r.date),
    iif(l.date = r.date, '', 'l.date=' || l.date || char(9) || 'r.date=' ||
        r.date || char(9)) || 'l.src=' || l.src || char(9) || 'r.src=' || r.src
    from pair join record l on l.n = pair.l join record r on r.n = pair.r
union all
select l.key, iif(r.n is null, 'left', 'amount'), l.minor, r.minor, l.currency,
    min(l.date, ifnull(r.date, l.date)),
    iif(r.n is null or l.date = r.date, '', 'l.date=' || l.date || char(9) ||
        'r.date=' || r.date || char(9)) ||
        'l.src=' || l.src || ifnull(char(9) || 'r.src=' || r.src, '')
    from rest l left join rest r on r.key = l.key and
        r.currency = l.currency and r.side = 'R' and r.i = l.i
    where l.side = 'L'
union all
select r.key, 'right', null, r.minor, r.currency, r.date, 'r.src=' || r.src
    from rest r where r.side = 'R' and not exists (select 1 from rest l where
        l.key = r.key and l.currency = r.currency and l.side = 'L' and
        l.i = r.i)
"""

# A carried field stays where all of the side have the same.
AGGREGATE = """
create table side as select key, currency, side, sum(minor) as minor,
        min(date) as date, count(*) as n, min(src) as src,
        min(src) = max(src) as same
    from record group by key, currency, side;
create index side_at on side (key, currency, side);
select l.key, iif(r.n is null, 'left', iif(l.minor = r.minor, 'matched',
        'amount')), l.minor, r.minor, l.currency,
    min(l.date, ifnull(r.date, l.date)),
    'ln=' || l.n || char(9) || 'rn=' || ifnull(r.n, 0) ||
        iif(r.n is null or l.date = r.date, '', char(9) || 'l.date=' ||
            l.date || char(9) || 'r.date=' || r.date) ||
        iif(l.same, char(9) || 'l.src=' || l.src, '') ||
        iif(r.same, char(9) || 'r.src=' || r.src, '')
    from side l left join side r on r.key = l.key and
        r.currency = l.currency and r.side = 'R'
    where l.side = 'L'
union all
select r.key, 'right', null, r.minor, r.currency, r.date,
    'ln=0' || char(9) || 'rn=' || r.n ||
        iif(r.same, char(9) || 'r.src=' || r.src, '')
    from side r where r.side = 'R' and not exists (select 1 from side l where
        l.key = r.key and l.currency = r.currency and l.side = 'L')
"""


def written(minor, currency):
    """An amount in minor units as streams have it; NULL is none."""
    if minor is None:
        return "-"
    scale = DECIMALS[currency]
    digits = "%0*d" % (scale + 1, abs(minor))
    text = digits[:len(digits) - scale] + (
        "." + digits[-scale:] if scale else "")
    return ("-" if minor < 0 else "") + text


def records(rng, count):
    """(key, minor, currency, side, date, src): the orders of both sides, of
    which some are missing, are there twice or have another amount."""
    made = []
    while len(made) < count:
        key = "20221101%016d" % rng.randrange(10**16)
        usual = rng.choice([100, 990, 8800, 100000, 10**15])
        for _ in range(rng.choice([1, 1, 1, 2, 3, 8])):
            currency = rng.choice(["CNY", "CNY", "CNY", "JPY", "KWD"])
            minor = usual + rng.choice([0, 0, 0, 1, -1, 500, -2 * usual])
            for side in "LR":
                for _ in range(rng.choice([0, 1, 1, 1, 1, 1, 1, 2])):
                    odd = rng.random() < 0.05
                    made.append((
                        key, minor + odd * rng.randrange(-300, 300), currency,
                        side, "2022-11-%02d" % rng.randint(1, 3),
                        rng.choice("abcd")))
    return made[:count]


def write_sides(top, made):
    """Both files, sorted; the records as SQLite gets them, each with its place
    in the stream."""
    lines = sorted(
        ("\t".join([key, written(minor, currency), currency, side, date,
                    "src=" + src]), key, minor, currency, side, date, src)
        for key, minor, currency, side, date, src in made)
    for name in "LR":
        with open(os.path.join(top, name), "w") as f:
            f.writelines(line[0] + "\n" for line in lines if line[4] == name)
    return [(n,) + line[1:] for n, line in enumerate(lines)]


def answer(db, script):
    """The lines of a result that the last statement of script selects."""
    *before, query = script.split(";\n")
    for statement in before:
        db.execute(statement)
    lines = []
    for key, cls, left, right, currency, date, carried in db.execute(query):
        diff = written((left or 0) - (right or 0), currency)
        lines.append("\t".join([
            key, cls, written(left, currency), written(right, currency), diff,
            currency, date, carried]).encode() + b"\n")
    return sorted(lines)


def differs(name, want, got):
    """Tells the first line that is not in both, if there is one."""
    for i in range(max(len(want), len(got))):
        pair = [lines[i] if i < len(lines) else b"no line"
                for lines in (want, got)]
        if pair[0] != pair[1]:
            print("%s: line %d: SQLite %r, recon-join %r" % (name, i + 1,
                                                             *pair))
            return True
    return False


def main(build, count=1000000, seed=7):
    db = sqlite3.connect(":memory:")
    bad = 0
    with tempfile.TemporaryDirectory(prefix="recon-join-") as top:
        rows = write_sides(top, records(random.Random(int(seed)), int(count)))
        db.execute("create table record (n integer primary key, key, minor "
                   "integer, currency, side, date, src)")
        db.executemany("insert into record values (?, ?, ?, ?, ?, ?, ?)", rows)
        for name, script, more in (("pairwise", PAIRWISE, []),
                                   ("aggregate", AGGREGATE, ["-g"])):
            got = subprocess.run(
                [os.path.join(build, "bin", "recon-join"), "--plain"] + more +
                [os.path.join(top, side) for side in "LR"],
                check=True, stdout=subprocess.PIPE).stdout
            want = answer(db, script)
            bad += differs(name, want, got.splitlines(keepends=True))
            classes = [line.split(b"\t")[1].decode() for line in want]
            print("%s: %d records, %d lines as SQLite has them: %s" % (
                name, len(rows), len(want), ", ".join(
                    "%d %s" % (classes.count(c), c)
                    for c in sorted(set(classes)))))
    return bad > 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
