"""What the proofs run: each program in each of its ways, on small inputs.

SCENARIOS is the one table. A row: a name; the argument vector; what makes the
directory that it runs in, `files` (name: bytes) and then `before` (commands);
`keeps`, the files and directories that must be old or new whatever happens;
`again`, the status of a run behind one that was kept (0; 1 where a bill was
seen before); `by_library`, that a library reads, which takes a file for one
that is read whole and without interruption; `waits`, that what cannot be read
may be there another time, which is 75; `by_database`, that a database is read,
too, which may be found damaged, and that is 65; `by_child`, that a child writes, whose
calls power.py does not see; `midway`, patterns of what some files may be between
old and new.
"""
import dataclasses
import gzip
import hashlib
import io
import json
import os
import random
import zipfile

DATA = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "data")


@dataclasses.dataclass
class Scenario:
    name: str
    argv: list
    files: dict = dataclasses.field(default_factory=dict)
    before: list = dataclasses.field(default_factory=list)
    keeps: tuple = ()
    again: int = 0
    by_library: bool = False
    waits: bool = False
    by_database: bool = False
    by_child: bool = False
    midway: dict = dataclasses.field(default_factory=dict)


def bill(rows, seed, bad=False):
    r = random.Random(seed)
    out = ["order,amount,currency,date,note"]
    for i in range(rows):
        out.append("K%04d,%d.%02d,%s,2022-11-%02d,%s" % (
            r.randrange(rows * 2), r.randrange(100), r.randrange(100),
            r.choice(["CNY", "CNY", "USD"]), 1 + i % 3,
            r.choice(['x', '"a ""b"", c"', '支付'])))
        if bad and i % 9 == 4:
            out.append("short,row")
    return ("\n".join(out) + "\n").encode()


def zipped(**entries):
    to = io.BytesIO()
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as z:
        for name, data in entries.items():
            z.writestr(zipfile.ZipInfo(name + ".csv"), data)
    return to.getvalue()


def data(name):
    with open(os.path.join(DATA, name), "rb") as f:
        return f.read()


def rows_json(rows):
    return json.dumps({"rows": [{"id": "K%d" % i, "amount": "%d.50" % i}
                                for i in range(rows)]}).encode()


BAI2 = b"""01,SENDER,RECEIVER,221101,0800,1,,,2/
02,RECEIVER,BANK,1,221101,0800,CNY,2/
03,123456,CNY,010,1000,,/
16,142,500,,REF1,,first
16,475,200,,REF2,,second
49,1700,4/
98,1700,1,6/
99,1700,1,8/
"""

# Items open since 2022-11-01, by id as recon-roll(1) makes it.
ITEMS = [("A", "L", "1.00"), ("B", "R", "2.00"), ("C", "L", "3.00")]
ITEM = {key: hashlib.sha256("\t".join(
    [key, "CNY", side, amount, "2022-11-01", "2022-11-01", "1"]).encode()
).hexdigest()[:20] for key, side, amount in ITEMS}
REPAIRS = {
    "items": "".join("%s\t%s\tCNY\t2022-11-01\n" % (
        key, "left\t%s\t-\t%s" % (a, a) if side == "L"
        else "right\t-\t%s\t-%s" % (a, a))
        for key, side, a in ITEMS).encode(),
    "adjust": ("id\treason\tby\n%s\terror\twho\n" % ITEM["A"]).encode(),
    "amend": ("B\t2.00\tCNY\tL\t-\tnote=x\treply=R1\n"
              "D\t3.50\tCNY\tL\t-\treplaces=%s\treply=R2\n"
              % ITEM["C"]).encode()}
REPAIR = ["--no-total", "--amend", "amend", "--adjust", "adjust"]
ITEMS_DAY = ["recon-roll", "-s", "state", "-d", "2022-11-01", "--no-total",
             "-o", "one.res", "items"]

KEY = ["recon-key", "-k", "order", "-a", "amount", "-c", "currency", "-t",
       "date", "-x", "note"]


def side(letter, seed, rows=40):
    """The commands that make a sorted file of records, and its bill."""
    bill_name, table, rec = letter + ".csv", letter + ".tab", letter + ".rec"
    return {bill_name: bill(rows, seed)}, [
        ["recon-clean", "-o", table, bill_name],
        KEY + ["-s", letter, "-o", rec, table],
        ["recon-sort", "-o", rec, rec]]


L_FILES, L_MADE = side("L", 1)
R_FILES, R_MADE = side("R", 2)
SIDES = {**L_FILES, **R_FILES}
SIDES_MADE = L_MADE + R_MADE
JOINED = SIDES_MADE + [["recon-join", "-o", "day.res", "L.rec", "R.rec"]]
M_FILES, M_MADE = side("M", 3)
SECOND = [["recon-clean", "-o", "M.tab", "M.csv"],
          KEY + ["-s", "R", "-o", "M.rec", "M.tab"],
          ["recon-sort", "-o", "M.rec", "M.rec"],
          ["recon-join", "-o", "next.res", "M.rec"]]
NO_DAYS = rb"recon-state manifest 1\ncheck\t[0-9a-f]{64}\n"
FIRST_DAY = ["recon-roll", "-s", "state", "-d", "2022-11-01", "-o", "one.res",
             "day.res"]
NEXT_DAY = ["recon-roll", "-s", "state", "-d", "2022-11-02", "-o", "two.res",
            "next.res"]
FAILED = {"facts": rb"(?s)recon-facts\t1\n.*\nreason\t[^\n]*\nstatus\t2\n"}
ENDED_BADLY = {
    "facts": rb"(?s)recon-facts\t1\n.*\nreason\t[^\n]*\nstatus\t(2|65|75)\n"}
FORCED = ["--force", "--by", "who", "--why", "so"]
CLEAN = ["recon-clean"]
BAD = {"bad.csv": bill(60, 4, bad=True)}
PLAIN = {"bill.csv": bill(60, 5)}


# A split of a date that is sealed meanwhile; systems are told nothing.
CUT_BOOK = {"day.cut": b"""[cut]
zone = UTC
cut-off = 23:00
calendar = every-day
first = 2022-11-01
mode = shadow
[system bill]
validates = yes
"""}
CUT_STORE = ["--store", "cut.db", "--rehearse"]
CUT_SPLIT = ["recon-cut", "split", *CUT_STORE, "-d", "parts", "-j", "1"]
CUT_OPENED = [
    ["recon-cut", "announce", *CUT_STORE, "--at", "2022-11-01T22:30:00Z",
     "day.cut", "2022-11-01"],
    CUT_SPLIT + ["day.cut", "L.rec"]]
CUT_SEALED = [
    ["recon-cut", command, *CUT_STORE, "--at", "2022-11-01T23:00:00Z",
     "day.cut", "2022-11-01"] for command in ("cut", "complete", "seal")]

SCENARIOS = [
    Scenario("clean", CLEAN + ["bill.csv"], PLAIN),
    Scenario("clean-rejects",
             CLEAN + ["--rejects", "bad", "-o", "out", "bad.csv"],
             BAD, keeps=("out", "bad")),
    Scenario("clean-rules", CLEAN + [
        "--keep", "currency = CNY and amount > 10", "--replace",
        "note ~ a -> b", "-o", "out", "bill.csv"], PLAIN, keeps=("out",)),
    Scenario("clean-gzip", CLEAN + ["-o", "out", "bill.csv.gz"],
             {"bill.csv.gz": gzip.compress(bill(300, 6), mtime=0)},
             keeps=("out",)),
    Scenario("clean-zip",
             CLEAN + ["--entries", "[.]csv$", "-o", "out", "bills.zip"],
             {"bills.zip": zipped(a=bill(50, 7), b=bill(50, 8))},
             keeps=("out",), by_library=True),
    Scenario("clean-gbk", CLEAN + ["--encoding", "GB18030", "bill.csv"],
             {"bill.csv": bill(200, 9).decode().encode("gb18030")},
             by_library=True),
    Scenario("clean-xlsx", CLEAN + ["--format", "xlsx", "--sheet", "1", "-o",
                                    "out", "a.xlsx"],
             {"a.xlsx": data("xlsx/kinds.xlsx")}, keeps=("out",),
             by_library=True),
    Scenario("clean-json", CLEAN + [
        "--format", "json", "--column", "id=/rows/*/id",
        "--column", "amount=/rows/*/amount", "-o", "out", "a.json"],
             {"a.json": rows_json(40)}, keeps=("out",)),
    Scenario("clean-camt", CLEAN + ["--format", "camt", "a.xml"],
             {"a.xml": data("camt/example.v2.xml")}),
    Scenario("clean-mt940", CLEAN + ["--format", "mt940", "a.sta"],
             {"a.sta": data("mt940/sns.sta")}),
    Scenario("clean-bai2", CLEAN + ["--format", "bai2", "a.txt"],
             {"a.txt": BAI2}),
    Scenario("clean-seen",
             CLEAN + ["--seen", "seen", "-o", "out", "bill.csv"],
             PLAIN, keeps=("out", "seen"), again=1),
    Scenario("clean-explain", CLEAN + ["--explain", "-o", "out", "bill.csv"],
             PLAIN, keeps=("out",)),
    Scenario("key", KEY + ["-s", "L", "L.tab"], SIDES, L_MADE),
    Scenario("key-rejects", KEY + ["-s", "L", "--scale", "0", "--rejects",
                                   "bad", "-o", "out", "L.tab"],
             SIDES, L_MADE, keeps=("out", "bad")),
    Scenario("sort", ["recon-sort", "-o", "out", "R.rec", "L.rec"],
             SIDES, SIDES_MADE, keeps=("out",)),
    Scenario("sort-sums", ["recon-sort", "-g", "L.rec", "R.rec"],
             SIDES, SIDES_MADE),
    Scenario("sort-disk", ["recon-sort", "-S", "64K", "-T", ".", "-o", "out",
                           "big"],
             {"big": b"".join(b"%032x\n" % random.Random(i).getrandbits(128)
                              for i in range(30000))}, keeps=("out",)),
    Scenario("sort-merge", ["recon-sort", "-m", "L.rec", "R.rec"],
             SIDES, SIDES_MADE),
    Scenario("sort-check", ["recon-sort", "-c", "L.rec", "R.rec"],
             SIDES, SIDES_MADE),
    Scenario("sort-once", ["recon-sort", "--once", "key,amount,date,note",
                           "-S", "64K", "-T", ".", "-o", "out", "L.rec",
                           "R.rec", "L.rec"],
             SIDES, SIDES_MADE, keeps=("out",)),
    Scenario("sort-announce", ["recon-sort", "--announce", "-o", "out",
                               "plain"],
             {"plain": b"".join(b"k%d\t1.00\tCNY\tL\t-\n" % i
                                for i in (3, 1, 2))}, keeps=("out",)),
    Scenario("join", ["recon-join", "L.rec", "R.rec"], SIDES, SIDES_MADE),
    Scenario("join-file", ["recon-join", "-o", "out", "L.rec", "R.rec"],
             SIDES, SIDES_MADE, keeps=("out",)),
    Scenario("cut-balance", ["recon-cut", "balance", "--opening", "L.rec",
                             "--date", "2023-01-01", "-o", "out", "L.rec"],
             {"L.rec": b"".join(b"k%03d\t1.00\tCNY\tL\t-\n" % i
                                for i in range(300))}, keeps=("out",)),
    Scenario("join-sums", ["recon-join", "-g", "--tolerance", "5%", "-j", "1",
                           "-o", "out", "L.rec", "R.rec"],
             SIDES, SIDES_MADE, keeps=("out",)),
    Scenario("join-doubts", ["recon-join", "--tolerance", "50", "L.rec"],
             SIDES, SIDES_MADE),
    Scenario("join-facts", ["recon-join", "--facts", "facts", "-o", "out",
                            "L.rec", "R.rec"],
             SIDES, SIDES_MADE, keeps=("out",), midway=FAILED),
    Scenario("clean-facts", CLEAN + ["--facts", "facts", "-o", "out",
                                     "bill.csv.gz"],
             {"bill.csv.gz": gzip.compress(bill(40, 6), mtime=0)},
             keeps=("out",), midway=FAILED),
    Scenario("join-pass", ["recon-join", "--pass", "p", "--left-open", "L.open",
                           "--right-open", "R.open", "-o", "out", "L.rec",
                           "R.rec"],
             SIDES, SIDES_MADE, keeps=("out", "L.open", "R.open")),
    Scenario("join-rules", ["recon-join", "--tolerance", "20%,100",
                            "--date-window", "3", "--unique", "R",
                            "--compare", "note", "-o", "out", "L.rec",
                            "R.rec"],
             SIDES, SIDES_MADE, keeps=("out",)),
    Scenario("key-records", ["recon-key", "--records", "-k", "note,amount",
                             "--unkeyed", "rest", "-o", "out", "L.rec"],
             SIDES, SIDES_MADE, keeps=("out", "rest")),
    Scenario("roll-first", FIRST_DAY, SIDES, JOINED,
             keeps=("one.res", "state"), midway={"state/manifest": NO_DAYS}),
    Scenario("roll-next", NEXT_DAY, {**SIDES, **M_FILES},
             JOINED + SECOND + [FIRST_DAY], keeps=("two.res", "state")),
    Scenario("roll-keep", NEXT_DAY + ["--keep", "9"], {**SIDES, **M_FILES},
             JOINED + SECOND + [FIRST_DAY + ["--keep", "9"]],
             keeps=("two.res", "state")),
    Scenario("roll-force", NEXT_DAY[:-1] + FORCED + ["day.res"],
             {**SIDES, **M_FILES}, JOINED + SECOND + [FIRST_DAY, NEXT_DAY],
             keeps=("two.res", "state")),
    Scenario("roll-replay", ["recon-roll", "-s", "state", "--replay"],
             {**SIDES, **M_FILES}, JOINED + SECOND + [
                 FIRST_DAY + ["--keep", "9"], NEXT_DAY + ["--keep", "9"],
                 FIRST_DAY[:-1] + FORCED + ["--keep", "9", "next.res"]],
             keeps=("state",)),
    Scenario("roll-sums", NEXT_DAY[:-1] + [
        "--no-total", "--sum-of", "2", "--sum-of-after", "1", "payout"],
             {"orders": b"".join(
                 b"A\tleft\t%s\t-\t%s\tCNY\t2022-11-01\n" % (a, a)
                 for a in (b"1.00", b"2.00", b"9.00")),
              "payout": b"A\tright\t-\t3.00\t-3.00\tCNY\t2022-11-02\n"},
             [ITEMS_DAY[:-1] + ["orders"]], keeps=("two.res", "state")),
    Scenario("roll-repair", NEXT_DAY[:-1] + REPAIR + ["--keep", "9",
                                                      "next.res"],
             {**SIDES, **M_FILES, **REPAIRS}, JOINED + SECOND + [ITEMS_DAY],
             keeps=("two.res", "state")),
    Scenario("roll-repair-filter", [
        "recon-roll", "--open", "one.open", "--open-out", "new.res", "-d",
        "2022-11-02", *REPAIR, "next.res"],
             {**SIDES, **M_FILES, **REPAIRS}, JOINED + SECOND + [
                 ["recon-roll", "--open-out", "one.open", "-d", "2022-11-01",
                  "--no-total", "-o", "one.res", "items"]],
             keeps=("new.res",)),
    Scenario("roll-repair-replay", ["recon-roll", "-s", "state", "--replay",
                                    "--no-total"],
             {**SIDES, **M_FILES, **REPAIRS,
              "more": b"A\tleft\t1.00\t-\t1.00\tCNY\t2022-11-01\n"
                      b"C\tleft\t3.00\t-\t3.00\tCNY\t2022-11-01\n"},
             JOINED + SECOND + [
                 ITEMS_DAY[:-1] + ["--keep", "9", "items"],
                 NEXT_DAY[:-1] + REPAIR + ["--keep", "9", "next.res"],
                 ITEMS_DAY[:-1] + FORCED + ["--keep", "9", "more"]],
             keeps=("state",)),
    Scenario("roll-import", ["recon-roll", "-s", "state", "-d", "2022-10-31",
                             "--import", "day.res", *FORCED[1:]], SIDES, JOINED,
             keeps=("state",), midway={"state/manifest": NO_DAYS}),
    Scenario("roll-prune", ["recon-roll", "-s", "state", "--prune", "0"],
             {**SIDES, **M_FILES}, JOINED + SECOND + [FIRST_DAY, NEXT_DAY],
             keeps=("state",)),
    Scenario("roll-overdue", ["recon-roll", "-s", "state", "--overdue", "0",
                              "--holidays", "calendar", "-o", "late"],
             {**SIDES, "calendar": b"2022-11-01 a day off\n"},
             JOINED + [FIRST_DAY], keeps=("late",)),
    Scenario("roll-verify", ["recon-roll", "-s", "state", "--verify"],
             {**SIDES, **M_FILES}, JOINED + SECOND + [FIRST_DAY, NEXT_DAY]),
    Scenario("roll-filter", ["recon-roll", "--open", "old.res", "--open-out",
                             "new.res", "-d", "2022-11-02", "next.res"],
             {**SIDES, **M_FILES}, JOINED + SECOND + [
                 ["recon-roll", "--open-out", "old.res", "-d", "2022-11-01",
                  "-o", "one.res", "day.res"]], keeps=("new.res",)),
    Scenario("fetch-file", ["recon-fetch", "-o", "out", "--keep", "kept",
                            "--digest", ".sum",
                            "file:///proc/self/cwd/in.csv"],
             {"in.csv": PLAIN["bill.csv"],
              "in.csv.sum": (hashlib.sha256(PLAIN["bill.csv"]).hexdigest() + "\n").encode(),
              "out": b"before\n"}, keeps=("out",), by_library=True, waits=True),
    Scenario("fetch-command", ["recon-fetch", "-o", "out", "cmd:cat in.csv"],
             {"in.csv": PLAIN["bill.csv"]}, keeps=("out",), by_child=True),
    Scenario("notify", ["recon-notify", "day.res"], SIDES, JOINED),
    Scenario("notify-tee", ["recon-notify", "--tee", "-o", "out", "--by",
                            "note", "day.res"], SIDES, JOINED,
             keeps=("out",)),
    Scenario("notify-html", ["recon-notify", "--format", "html", "--since",
                             "day.res", "next.res"],
             {**SIDES, **M_FILES}, JOINED + SECOND),
    Scenario("report", ["recon-report", "-d", "2022-11-02", "--by", "note",
                        "--history", "2022-11-01*.res", "--stages", "*.facts",
                        "-o", "out", "next.res"],
             {**SIDES, **M_FILES}, JOINED + SECOND + [
                 ["recon-sort", "--facts", "1.facts", "-o", "2022-11-01.res",
                  "day.res"]], keeps=("out",)),
    Scenario("report-proof", ["recon-report", "-d", "2022-11-01", "--proof",
                              "--stages", "*.facts", "-s", "state",
                              "-o", "out"],
             {**SIDES, **M_FILES}, JOINED + [
                 [*FIRST_DAY[:-1], "--facts", "1.facts", "day.res"]],
             keeps=("out",)),
    Scenario("cut-split", CUT_SPLIT + ["--facts", "facts", "day.cut", "R.rec"],
             {**SIDES, **CUT_BOOK}, SIDES_MADE + CUT_OPENED + CUT_SEALED,
             keeps=("parts", "facts"), by_library=True,
             by_database=True, midway=ENDED_BADLY),
]
