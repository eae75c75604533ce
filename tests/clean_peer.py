"""What Python's csv module says of separated values.

spectrum DIR      each csv-spectrum file against its JSON
write SEED FILE   random well-formed rows, written by csv.writer
random SEED FILE  ten million random bytes, NUL apart, in rows of seven cells;
                  cells with quotes around them and without, and every line
                  end there is
read FILE [CODE]  FILE, in UTF-8 or the encoding CODE, read by csv.reader, as a
                  table with our escapes
strays SEED N     N random texts through recon-clean and csv.reader: what we
                  take, Python reads the same; what it refuses, we refuse
sum COLUMN        exact sum of a column of the table on standard input
"""
import csv
import decimal
import glob
import io
import json
import os
import random
import subprocess
import sys

ESCAPES = {"t": "\t", "n": "\n", "r": "\r", "\\": "\\"}
ESCAPED = {**{i: "\\x%02x" % i for i in (*range(32), 127)},
           **{ord(v): "\\" + k for k, v in ESCAPES.items()}}


def unescape(cell):
    if cell == "-":
        return ""
    out, i = "", 0
    while i < len(cell):
        if cell[i] != "\\":
            out, i = out + cell[i], i + 1
        elif cell[i + 1] == "x":
            out, i = out + chr(int(cell[i + 2:i + 4], 16)), i + 4
        else:
            out, i = out + ESCAPES[cell[i + 1]], i + 2
    return out


def escape(cell):
    return cell.translate(ESCAPED) or "-"


def table(text):
    return [[unescape(c) for c in line.split("\t")]
            for line in text.split("\n")[:-1] if not line.startswith("#")]


def clean(*args, **kw):
    return subprocess.run(["recon-clean", "--plain", *args],
                          capture_output=True, **kw)


def spectrum(directory):
    files = sorted(glob.glob(directory + "/*.csv"))
    assert len(files) == 11, files
    for name in files:
        run = clean(name)
        assert run.returncode == 0, run.stderr
        rows = table(run.stdout.decode())
        got = [dict(zip(rows[0], row)) for row in rows[1:]]
        with open(name[:-3] + "json", encoding="utf-8") as f:
            want = json.load(f)
        assert got == want, (os.path.basename(name), got, want)


def write(seed, path):
    rnd = random.Random(int(seed))
    pieces = ["a", "7", ",", '"', "\n", "\r", "\r\n", " ", "\t", "\\", "中",
              "#", "x" * 70, "\x01", "\x7f", "€", "-"]
    with open(path, "w", encoding="utf-8", newline="") as f:
        w = csv.writer(f, quoting=csv.QUOTE_NONNUMERIC,
                       lineterminator=rnd.choice(["\n", "\r\n"]))
        w.writerow(["c%d" % i for i in range(9)])
        for _ in range(20000):
            w.writerow(["".join(rnd.choices(pieces, k=rnd.randrange(7)))
                        for _ in range(9)])


def random_bytes(seed, path):
    rnd = random.Random(int(seed))
    bare = bytes(set(range(1, 256)) - set(b',"\r\n'))
    some = bytes(range(1, 256)) + b',"\r\n' * 8
    size = 0
    with open(path, "wb") as f:
        f.write(b"a,b,c,d,e,f,g\n")
        while size < 10000000:
            row = []
            for _ in range(7):
                k = rnd.choice((0, 1, 3, 9, 20))
                if rnd.random() < 0.3:
                    cell = bytes(rnd.choices(some, k=k))
                    row.append(b'"' + cell.replace(b'"', b'""') + b'"')
                else:
                    row.append(bytes(rnd.choices(bare, k=k)))
            line = b",".join(row) + rnd.choice((b"\n", b"\r\n", b"\r"))
            size += f.write(line)


def read(path, code="utf-8"):
    with open(path, encoding=code, newline="") as f:
        for row in csv.reader(f, strict=True):
            line = "\t".join(map(escape, row))
            if line.startswith("#"):
                line = "\\x23" + line[1:]
            sys.stdout.write(line + "\n")


def random_text(rnd):
    """About 1000 bytes, most of it well formed, quotes of every kind."""
    out = []
    for _ in range(rnd.randrange(20, 80)):
        cells = []
        for _ in range(rnd.randrange(1, 6)):
            cell = "".join(rnd.choices("abc d\\\t中#`", k=rnd.randrange(6)))
            if rnd.random() < 0.4:
                cell += "".join(rnd.choices(['""', ",", "\n", "\r\n", "x"],
                                            k=rnd.randrange(4)))
                cell = '"' + cell + '"'
            if rnd.random() < 0.0005:
                cell += '"'
            cells.append(cell)
        out.append(",".join(cells) + rnd.choice(["\n", "\r\n", "\r"]))
    return "".join(out)


def strays(seed, n):
    rnd = random.Random(int(seed))
    texts = {}
    for i in range(int(n)):
        texts["t%d" % i] = text = random_text(rnd)
        with open("t%d" % i, "w", encoding="utf-8", newline="") as f:
            f.write(text)
    run = clean("--no-trim", "--names", "a,b,c,d,e", "--ragged", "pad",
                "--rejects", "bad", "--source", *texts)
    assert run.returncode == 0, run.stderr
    ours = {name: [] for name in texts}
    for row in table(run.stdout.decode())[1:]:
        ours[row[-1].split(":")[0]].append(row[:-1])
    with open("bad", encoding="utf-8", newline="") as f:
        refused = {line.split(":")[0] for line in f.read().split("\n")[:-1]}
    for name, text in texts.items():
        try:
            rows = [row + [""] * (5 - len(row)) for row in
                    csv.reader(io.StringIO(text, newline=""), strict=True)
                    if row]  # what has nothing on it is no row of ours
        except csv.Error:
            assert name in refused, (name, text)
            continue
        if name not in refused:
            assert ours[name] == rows, (name, text)
    size = sum(map(len, texts.values()))
    taken = len(texts) - len(refused)
    assert taken > len(texts) / 2 and refused, (taken, len(refused))
    print("%d characters, %d of %d texts taken" % (size, taken, len(texts)))


def total(column):
    rows = table(sys.stdin.read())
    i = rows[0].index(column)
    print(sum(decimal.Decimal(row[i] or "0") for row in rows[1:]))


if __name__ == "__main__":
    {"spectrum": spectrum, "write": write, "read": read,
     "random": random_bytes, "strays": strays,
     "sum": total}[sys.argv[1]](*sys.argv[2:])
