"""A model of recon-sort --once, to differ from: of records that say the same but
for src, as many as the input has that has most of them, told by the id."""
import random
import subprocess
import sys
import os


def content(line):
    return tuple(f for f in line.split("\t") if not f.startswith("src="))


def value(fields, name):
    fixed = ["key", "amount", "currency", "side", "date"]
    if name in fixed:
        return fields[fixed.index(name)]
    found = [f for f in fields[5:] if f.startswith(name + "=")]
    return found[0][len(name) + 1:] if found else None


def model(operands, names):
    """The contents that come out, sorted; None where two differ under an id."""
    by_id, most = {}, {}
    for operand in operands:
        counts = {}
        for line in operand:
            fields = content(line)
            known = (fields[3],) + tuple(value(fields, n) for n in names)
            if by_id.setdefault(known, fields) != fields:
                return None
            counts[fields] = counts.get(fields, 0) + 1
        for fields, n in counts.items():
            most[fields] = max(most.get(fields, 0), n)
    return sorted(f for f, n in most.items() for _ in range(n))


def record(r, at, ids):
    tx = r.randrange(ids)
    odd = r.random() < 0.01
    fields = ["K%d" % (tx % 7), "%d.00" % (tx + odd), r.choice(["CNY"]),
              r.choice("LR"), "2022-11-01"]
    carried = ["tx=%d" % tx] + ["note=%d" % (tx % 3)] * (tx % 2)
    if r.random() < 0.8:
        carried.insert(r.randrange(len(carried) + 1), "src=%s" % at)
    return "\t".join(fields + carried)


def run(argv, operands, directory):
    files = []
    for i, operand in enumerate(operands):
        files.append("%s/op%d" % (directory, i))
        with open(files[-1], "w") as f:
            f.writelines(line + "\n" for line in operand)
    p = subprocess.run(argv + files, capture_output=True, text=True)
    return p.returncode, p.stdout, p.stderr


def try_one(sort, seed, directory):
    r = random.Random(seed)
    ids = r.choice([3, 20, 400, 5000])
    operands = [[record(r, "%d:%d" % (i, n), ids)
                 for n in range(r.choice([0, 1, 5, 60, 900]))]
                for i in range(r.randrange(1, 5))]
    operands = [o or [record(r, "x", ids)] for o in operands]
    names = r.choice([["tx"], ["tx", "key"], ["key", "tx", "date"]])
    want = model(operands, names)
    argv = [sort, "--plain", "--once", ",".join(names)]
    status, out, err = run(argv, operands, directory)
    if want is None:
        assert status == 65 and "another record than" in err, (seed, err)
        return 0
    assert status == 0, (seed, err)
    lines = out.splitlines()
    assert sorted(map(content, lines)) == want, seed
    assert lines == sorted(lines, key=str.encode), seed
    n = sum(map(len, operands))
    told = "" if n == len(want) else (
        "recon-sort: %d records in, %d out, %d counted once with those of "
        "another FILE\n" % (n, len(want), n - len(want)))
    assert err == told, (seed, err, told)
    shuffled = [r.sample(o, len(o)) for o in operands]
    for more in (["-S", "64K", "-j", "1", "-T", directory], ["-j", "3"]):
        assert run(argv + more, shuffled, directory)[:2] == (0, out), seed
    in_order = [sorted(o, key=str.encode) for o in operands]
    assert run(argv + ["-m"], in_order, directory)[:2] == (0, out), seed
    return 1


def main():
    build, count, directory = sys.argv[1], int(sys.argv[2]), sys.argv[3]
    sort = os.path.join(build, "bin", "recon-sort")
    agreed = sum(try_one(sort, seed, directory) for seed in range(count))
    print("%d overlaps, %d of them agreed" % (count, agreed))
    assert 0 < agreed < count


main()
