"""Each stage of the pipeline beside the tool it would replace. A stage is
(title, {contestant: steps}, the contestant that is ours, bytes of input)."""

import os
import random
import subprocess

from measure import Job


def once(path, make):
    """make(file) fills path, unless an earlier run did."""
    if not os.path.exists(path):
        with open(path + ".new", "wb") as f:
            make(f)
        os.rename(path + ".new", path)
    return path


def output_of(path, *stages, stdin=None):
    """path, holding what the stages print."""
    from measure import measure
    if not os.path.exists(path):
        run = measure([Job(*stages, stdin=stdin, stdout=path + ".new")])
        if not run.ok:
            raise SystemExit(f"bench: cannot make {path}")
        os.rename(path + ".new", path)
    return path


def one(*argv, stdin=None):
    return [[Job(list(argv), stdin=stdin)]]


def clean(day, csvonly):
    f = day.folder
    n = day.orders

    def quoted(to):
        with open(day.left, "rb") as src:
            for line in src:
                to.write(b'"' + line.rstrip(b"\n").replace(b",", b'","') +
                         b'"\n')

    def chinese(to):
        with open(day.left, "rb") as src:
            for line in src:
                to.write(line.replace(b"PAID", "支付成功".encode("gb18030")))

    q = once(f"{f}/quoted.{n}.csv", quoted)
    g = once(f"{f}/gb18030.{n}.csv", chinese)
    rules = ["--keep", "status ~ ^PAID$", "--replace",
             "paid_at ~ ^(.{10}).* -> $1"]
    peers = {"libcsv alone": one(csvonly, stdin=day.left),
             "cat": one("cat", day.left)}
    yield ("clean: plain", {"ours": one("recon-clean", day.left), **peers},
           day.left)
    yield ("clean: every field quoted",
           {"ours": one("recon-clean", q),
            "libcsv alone": one(csvonly, stdin=q)}, q)
    yield ("clean: a keep pattern and a replacement",
           {"ours": one("recon-clean", *rules, day.left),
            "libcsv alone": one(csvonly, stdin=day.left)}, day.left)
    yield ("clean: GB18030",
           {"ours": one("recon-clean", "--encoding", "GB18030", g),
            "iconv": one("iconv", "-f", "GB18030", "-t", "UTF-8", g)}, g)


def key(day):
    table = output_of(f"{day.folder}/table.{day.orders}",
                      ["recon-clean", day.left])
    yield ("key", {"ours": one("recon-key", "-k", "order_no", "-a", "amount",
                               "-c", "CNY", "-d", "2022-11-01", "-s", "L",
                               table),
                   "mawk": one("awk", "-F\t", "{print $1\"\\t\"$2\"\\tCNY"
                               "\\tL\\t2022-11-01\"}", table)}, table)


def records(day, side):
    csv, k, a = {"L": (day.left, "order_no", "amount"),
                 "R": (day.right, "out_trade_no", "paid")}[side]
    return output_of(f"{day.folder}/records.{side}.{day.orders}",
                     ["recon-clean", csv],
                     ["recon-key", "-k", k, "-a", a, "-c", "CNY", "-d",
                      "2022-11-01", "-s", side])


def shapes(day, gen, all_sizes):
    """Inputs that are hard for one way of sorting or another; each about as
    large as a tenth of the day."""
    f, n = day.folder, day.orders
    rows = max(n // 10, 1000)
    r = random.Random(1)

    def lines(make):
        def fill(to):
            for i in range(rows):
                to.write(make(i))
        return fill

    yield "long common prefix", once(f"{f}/prefix.{n}", lines(
        lambda i: b"x" * 60 + b"%016d\n" % r.randrange(10**16)))
    yield "all lines equal", once(f"{f}/equal.{n}", lines(
        lambda i: b"20221101420000123456789\t10.00\tCNY\tL\t2022-11-01\n"))
    yield "sorted already", once(f"{f}/sorted.{n}", lines(
        lambda i: b"%024d\t10.00\tCNY\tL\t2022-11-01\n" % i))
    yield "reversed", once(f"{f}/reversed.{n}", lines(
        lambda i: b"%024d\t10.00\tCNY\tL\t2022-11-01\n" % (rows - i)))
    yield "lines of 10 kB", once(f"{f}/long.{n}", lambda to: [
        to.write(b"%020d" % r.randrange(10**20) + b"y" * 10000 + b"\n")
        for _ in range(rows // 200)] and None)
    for millions in [n // 2000000, *([100] if all_sizes else [])]:
        path = f"{f}/short.{millions}M"
        if millions and not os.path.exists(path):
            subprocess.run([gen, "lines", str(millions * 1000000),
                            path + ".new"], check=True)
            os.rename(path + ".new", path)
        if millions:
            yield f"{millions} million lines of 10 bytes", path


def gnu_sort(path, threads, size, temp):
    return one("sort", f"--parallel={threads}", "-S", size, "-T", temp, path)


def our_sort(path, threads, size, temp):
    return one("recon-sort", "-j", str(threads), "-S", size, "-T", temp,
               path)


def sort(day, gen, all_sizes):
    path = records(day, "L")
    f = day.folder
    # GNU sort counts about 3 times a line's bytes, ours 1.4
    for threads, size in ((1, "4G"), (2, "4G"), (1, "128M"), (2, "128M")):
        where = "in memory" if size == "4G" else f"-S {size}"
        yield (f"sort: {threads} thread{'s' * (threads > 1)}, {where}",
               {"ours": our_sort(path, threads, size, f),
                "GNU sort": gnu_sort(path, threads, size, f)}, path)
    for name, path in shapes(day, gen, all_sizes):
        yield (f"sort: {name}", {"ours": our_sort(path, 1, "4G", f),
                                 "GNU sort": gnu_sort(path, 1, "4G", f)},
               path)


def join(day):
    sides = [output_of(f"{day.folder}/sorted.{s}.{day.orders}",
                       ["recon-sort", records(day, s)]) for s in "LR"]
    gnu = ["join", "-t", "\t", "-a1", "-a2", "-e", "-", "-o",
           "0,1.2,2.2,1.3,1.5", *sides]
    yield ("join: aggregate", {"ours": one("recon-join", "-g", *sides),
                               "GNU join": one(*gnu)}, *sides)
    yield ("join: pairwise", {"ours": one("recon-join", *sides),
                              "GNU join": one(*gnu)}, *sides)


def roll(day):
    """As many open items as orders, and a day that closes a hundredth."""
    f, n = day.folder, day.orders
    opened = output_of(f"{f}/open.{n}", ["recon-join",
                       output_of(f"{f}/sorted.L.{n}",
                                 ["recon-sort", records(day, "L")])])

    def some(to):
        with open(f"{f}/sorted.R.{n}", "rb") as src:
            for i, line in enumerate(src):
                if i % 100 == 0 and not line.startswith(b"#"):
                    to.write(line)

    output_of(f"{f}/sorted.R.{n}", ["recon-sort", records(day, "R")])
    today = output_of(f"{f}/today.{n}", ["recon-join",
                                         once(f"{f}/some.{n}", some)])
    yield ("roll", {"ours": one("recon-roll", "--open", opened, "--open-out",
                                f"{f}/open-out.{n}", "-d", "2022-11-02",
                                today), "cat": one("cat", opened, today)},
           opened, today)


def stages(day, csvonly, gen, all_sizes):
    yield from clean(day, csvonly)
    yield from key(day)
    yield from sort(day, gen, all_sizes)
    yield from join(day)
    yield from roll(day)
