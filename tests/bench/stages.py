"""Each stage of the pipeline beside the tool it would replace. A stage is
(title, {contestant: steps}, files it reads); the contestant "ours" is what
the others are compared with."""

import os
import random
import subprocess

from day import Day, join as join_command
from measure import Job


def once(path, make):
    """make(file) fills path, unless an earlier run did."""
    if not os.path.exists(path):
        with open(path + ".new", "wb") as f:
            make(f)
        os.rename(path + ".new", path)
    return path


def output_of(path, *stages, stdin=None, cwd=None):
    """path, holding what the stages print."""
    from measure import measure
    if not os.path.exists(path):
        run = measure([Job(*stages, stdin=stdin, stdout=path + ".new",
                           cwd=cwd)])
        if not run.ok:
            raise SystemExit(f"bench: cannot make {path}")
        os.rename(path + ".new", path)
    return path


def one(*argv, stdin=None):
    return [[Job(list(argv), stdin=stdin)]]


def clean(day, csvonly):
    f = day.folder

    def quoted(to):
        with open(day.left, "rb") as src:
            for line in src:
                to.write(b'"' + line.rstrip(b"\n").replace(b",", b'","') +
                         b'"\n')

    def chinese(to):
        with open(day.left, "rb") as src:
            for line in src:
                to.write(line.replace(b"PAID", "支付成功".encode("gb18030")))

    q = once(f"{f}/quoted.csv", quoted)
    g = once(f"{f}/gb18030.csv", chinese)
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


def clean_day(day):
    yield ("clean: every column and the place of each row",
           {"ours": [[Job(day.sides[0].clean(), cwd=day.folder)]],
            "cat": one("cat", day.left)}, day.left)


def table(day, side):
    return output_of(f"{day.folder}/table.{side.letter}", side.clean(),
                     cwd=day.folder)


def key(day):
    left = table(day, day.sides[0])
    yield ("key", {"ours": one(*day.sides[0].record(), left),
                   "mawk": one("awk", "-F\t", "{print $1\"\\t\"$2\"\\tCNY"
                               "\\tL\\t2022-11-01\"}", left)}, left)


def key_day(day):
    left = table(day, day.sides[0])
    yield ("key: a time and carried fields",
           {"ours": one(*day.sides[0].record(), left),
            "cat": one("cat", left)}, left)


def records(day, letter):
    side = day.sides["LR".index(letter)]
    return output_of(f"{day.folder}/records.{letter}", side.clean(),
                     side.record(), cwd=day.folder)


def kinds(day, all_sizes):
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

    yield "long common prefix", once(f"{f}/lines.prefix", lines(
        lambda i: b"x" * 60 + b"%016d\n" % r.randrange(10**16)))
    yield "all lines equal", once(f"{f}/lines.equal", lines(
        lambda i: b"20221101420000123456789\t10.00\tCNY\tL\t2022-11-01\n"))
    yield "sorted already", once(f"{f}/lines.sorted", lines(
        lambda i: b"%024d\t10.00\tCNY\tL\t2022-11-01\n" % i))
    yield "reversed", once(f"{f}/lines.reversed", lines(
        lambda i: b"%024d\t10.00\tCNY\tL\t2022-11-01\n" % (rows - i)))
    yield "lines of 10 kB", once(f"{f}/lines.long", lambda to: [
        to.write(b"%020d" % r.randrange(10**20) + b"y" * 10000 + b"\n")
        for _ in range(rows // 200)] and None)
    for millions in [n // 2000000, *([100] if all_sizes else [])]:
        path = f"{f}/lines.short.{millions}M"
        if millions and not os.path.exists(path):
            subprocess.run([day.tools["gen"], "lines", str(millions * 1000000),
                            path + ".new"], check=True)
            os.rename(path + ".new", path)
        if millions:
            yield f"{millions} million lines of 10 bytes", path


def gnu_sort(path, threads, size, temp):
    return one("sort", f"--parallel={threads}", "-S", size, "-T", temp, path)


def our_sort(path, threads, size, temp):
    return one("recon-sort", "-j", str(threads), "-S", size, "-T", temp,
               path)


def sort(day, all_sizes):
    path = records(day, "L")
    f = day.folder
    # GNU sort counts about 3 times a line's bytes, ours 1.4
    for threads, size in ((1, "4G"), (2, "4G"), (1, "128M"), (2, "128M")):
        where = "in memory" if size == "4G" else f"-S {size}"
        yield (f"sort: {threads} thread{'s' * (threads > 1)}, {where}",
               {"ours": our_sort(path, threads, size, f),
                "GNU sort": gnu_sort(path, threads, size, f)}, path)
    for name, path in kinds(day, all_sizes):
        yield (f"sort: {name}", {"ours": our_sort(path, 1, "4G", f),
                                 "GNU sort": gnu_sort(path, 1, "4G", f)},
               path)


def sort_aggregate(day, folder):
    """What adding up costs beside putting in order, where few keys come twice
    and where half of them do."""
    half = Day(folder, "day", day.orders, day.tools, split=2)
    for title, d in (("one order in 20 twice", day),
                     ("one order in two twice", half)):
        path = records(d, "R")
        yield (f"sort -g: {title}",
               {"ours": one("recon-sort", "-g", "-S", "128M", "-T", d.folder,
                            path),
                "recon-sort without -g": our_sort(path, os.cpu_count(),
                                                  "128M", d.folder)}, path)


def sorted_sides(day):
    return [output_of(f"{day.folder}/sorted.{s}",
                      ["recon-sort", records(day, s)]) for s in "LR"]


def join(day, of=""):
    sides = sorted_sides(day)
    gnu = ["join", "-t", "\t", "-a1", "-a2", "-e", "-", "-o",
           "0,1.2,2.2,1.3,1.5", *sides]
    if day.sides[0].carry:
        gnu[gnu.index("0,1.2,2.2,1.3,1.5")] += ",1.6,1.7,1.8,2.6,2.7,2.8"
    for matching in ("aggregate", "pairwise"):
        yield (f"join: {matching}{of}",
               {"ours": one(*join_command(matching), *sides),
                "GNU join": one(*gnu)}, *sides)


def join_sort(day):
    """Beside a sort for each side and what joins them, in memory that is the
    same in all."""
    records_of = [records(day, s) for s in "LR"]
    sort_half = ["recon-sort", "-S", "64M", "-T", day.folder]
    for matching in ("aggregate", "pairwise"):
        yield (f"join --sort: {matching}",
               {"ours": one(*join_command(matching), "--sort", "-S", "128M",
                            "-T", day.folder, *records_of),
                "two recon-sorts and recon-join":
                [[*(Job([*sort_half, r], name=s)
                    for r, s in zip(records_of, "LR")),
                  Job([*join_command(matching), "@L", "@R"])]]},
               *records_of)


def roll(day):
    """As many open items as orders, and a day that closes a hundredth."""
    f = day.folder
    left, right = sorted_sides(day)
    opened = output_of(f"{f}/open", ["recon-join", left])

    def some(to):
        with open(right, "rb") as src:
            for i, line in enumerate(src):
                if i % 100 == 0 and not line.startswith(b"#"):
                    to.write(line)

    today = output_of(f"{f}/today", ["recon-join", once(f"{f}/some", some)])
    yield ("roll", {"ours": one("recon-roll", "--open", opened, "--open-out",
                                f"{f}/open-out", "-d", "2022-11-02", today),
                    "cat": one("cat", opened, today)}, opened, today)


def stages(day, folder, csvonly, all_sizes):
    if day.shape == "bare":
        yield from clean(day, csvonly)
        yield from key(day)
        yield from sort(day, all_sizes)
        yield from join(day)
        yield from join_sort(day)
        yield from roll(day)
    else:
        yield from clean_day(day)
        yield from key_day(day)
        yield from sort_aggregate(day, folder)
        yield from join(day, of=", carried fields")
        yield from join_sort(day)
