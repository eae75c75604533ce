#!/usr/bin/env python3
"""Cases with the answers that Python gives, for the unit tests that check
cases from elsewhere (build/unit/value/NAME FILE).

    exact_cases.py amount COUNT    sums, differences, order and rounding of
                                   random amounts, by decimal
    exact_cases.py money COUNT     cells of random form, read in every way
                                   that a regular expression allows
    exact_cases.py zone COUNT      offsets and moments by zoneinfo, for each
                                   zone: around its changes and at random
    exact_cases.py timeform COUNT  times printed by strftime
    exact_cases.py date            every day, numbered from 1970-01-01
"""
import calendar
import datetime
import decimal
import random
import re
import sys
import zoneinfo
from decimal import Decimal

decimal.setcontext(decimal.Context(prec=120))
LARGEST = 2**127 - 1
random.seed(20221101)
out = sys.stdout.write

MODES = {
    "half-even": decimal.ROUND_HALF_EVEN,
    "half-up": decimal.ROUND_HALF_UP,
    "down": decimal.ROUND_DOWN,
    "up": decimal.ROUND_UP,
}


def text(number, scale):
    """The canonical text of an amount, or "overflow"."""
    minor = int(number.scaleb(scale))
    if abs(minor) > LARGEST:
        return "overflow"
    if minor == 0:
        number = abs(number)
    return format(number.quantize(Decimal(1).scaleb(-scale)), "f")


def random_amount():
    scale = random.choice((0, 0, 1, 2, 2, 2, 2, 3, 5, 18))
    edge = random.random()
    if edge < 0.02:
        minor = LARGEST - random.randrange(3)
    elif edge < 0.5:
        minor = random.randrange(10 ** random.randrange(1, 9))
    else:
        minor = random.randrange(10 ** random.randrange(1, 39))
    if random.random() < 0.4:
        minor = -minor
    return Decimal(minor).scaleb(-scale), scale


def amount_case(i):
    (a, sa), (b, sb) = random_amount(), random_amount()
    op = random.choice(("add", "subtract", "compare", "exact", *MODES))
    scale = max(sa, sb)
    if op == "add":
        wide = max(abs(a), abs(b)).scaleb(scale) > LARGEST
        want = "overflow" if wide else text(a + b, scale)
    elif op == "subtract":
        wide = max(abs(a), abs(b)).scaleb(scale) > LARGEST
        want = "overflow" if wide else text(a - b, scale)
    elif op == "compare":
        want = str((a > b) - (a < b))
    else:
        sb = random.randrange(0, 19)
        b, scale = Decimal(sb), sb
        unit = Decimal(1).scaleb(-scale)
        r = a.quantize(unit, MODES.get(op, decimal.ROUND_DOWN))
        want = text(r, scale)
        if op == "exact" and r != a:
            want = "inexact"
        sb = 0
    out(f"{i}\t{op}\t{text(a, sa)}\t{text(b, sb)}\t{want}\n")


# Every way to read digits and marks: what parts thousands, what the decimals.
def readings(core, decimal_mark, thousands):
    found = set()
    decimals = [decimal_mark] if decimal_mark else [".", ","]
    parts = [thousands] if thousands else [".", ",", " ", "'"]
    if decimal_mark and not thousands:
        parts = [p for p in parts if p != decimal_mark]
    for d in decimals:
        if d == thousands:
            continue
        tails = [f"(?:{re.escape(d)}([0-9]+))?"]
        if decimal_mark:
            tails.append(f"{re.escape(d)}()")
        for tail in tails:
            heads = ["([0-9]+)"]
            if tail.endswith(")?"):
                heads.append("()(?=.)")
            for t in parts:
                if t == d:
                    continue
                q = re.escape(t)
                heads.append(f"([1-9][0-9]{{0,2}}(?:{q}[0-9]{{3}})+)")
                heads.append(f"([1-9][0-9]?(?:{q}[0-9]{{2}})+{q}[0-9]{{3}})")
            for head in heads:
                m = re.fullmatch(head + tail, core)
                if not m:
                    continue
                whole = re.sub("[^0-9]", "", m[1])
                if whole == "" and not m[2]:
                    continue
                padded = len(whole) > 1 and whole[0] == "0" and m[2] is None
                if padded and not decimal_mark:
                    found.add("padded")
                    continue
                found.add((Decimal(f"{whole or 0}.{m[2] or 0}"),
                           len(m[2] or "")))
    return found


def money_case():
    decimal_mark = random.choice(("", "", ".", ","))
    thousands = random.choice(("", "", ",", ".", " ", "'"))
    if decimal_mark == thousands:
        thousands = ""
    core = "".join(random.choice("00112345..,,  '") if random.random() < 0.3
                   else random.choice("0123456789")
                   for _ in range(random.randrange(1, 11)))
    core = core.strip()
    before, after, sign = random.choice((
        ("", "", 1), ("", "", 1), ("-", "", -1), ("", "-", -1),
        ("(", ")", -1), ("+", "", 1), ("- $", "", -1), ("$", "", 1),
        ("($", ")", -1), ("", " EUR", 1), ("D", "", -1), ("", " CR", 1),
        ("", " kr", 1), ("--", "", 0), ("-", "-", 0), ("(", "", 0),
        ("", ")", 0), ("", "x", 0), ("", "%", 0), ("CR", "-", 0)))
    found = readings(core, decimal_mark, thousands)
    want = "bad"
    if sign and len(found) == 1 and "padded" not in found:
        number, scale = found.pop()
        want = text(number * sign, scale)
    out("\t".join((decimal_mark or "undeclared", thousands or "undeclared",
                   "-", before + core + after, want)) + "\n")


EPOCH = datetime.datetime(1970, 1, 1)


def seconds(moment):
    return (moment - EPOCH) // datetime.timedelta(seconds=1)


def offset(zone, utc):
    at = EPOCH + datetime.timedelta(seconds=utc)
    there = at.replace(tzinfo=datetime.timezone.utc).astimezone(zone)
    return int(there.utcoffset().total_seconds())


def moments(zone, local):
    """The moments at which clocks showed local."""
    at = EPOCH + datetime.timedelta(seconds=local)
    found = set()
    for fold in (0, 1):
        there = at.replace(tzinfo=zone, fold=fold)
        utc = local - int(there.utcoffset().total_seconds())
        if utc + offset(zone, utc) == local:
            found.add(utc)
    return sorted(found)


def changes(zone, first, last):
    """About when the offset changes, found by halving months."""
    step = 30 * 86400
    for t in range(first, last, step):
        a, b = t, t + step
        if offset(zone, a) == offset(zone, b):
            continue
        while b - a > 1:
            m = (a + b) // 2
            if offset(zone, m) == offset(zone, a):
                a = m
            else:
                b = m
        yield b


def zone_cases(name, count):
    zone = zoneinfo.ZoneInfo(name)
    some = [random.randrange(-4 * 10**9, 16 * 10**9) for _ in range(count)]
    for b in changes(zone, 10**9, 2 * 10**9 + 10**8):
        some += [b - 1, b, b + random.randrange(-7200, 7200)]
    for utc in some:
        out(f"at\t{name}\t{utc}\t{offset(zone, utc)}\n")
        local = utc + offset(zone, utc) + random.randrange(-7200, 7200)
        found = moments(zone, local)
        out("\t".join(map(str, ["local", name, local, len(found), *found]))
            + "\n")


FORMATS = ("%Y-%m-%d %H:%M:%S", "%d.%m.%Y %H:%M:%S", "%m/%d/%y %I:%M:%S %p",
           "%Y%m%d%H%M%S", "%a, %d %b %Y %H:%M:%S", "%A %d %B %Y %H:%M:%S",
           "%Y-%j %H:%M:%S", "%Y-%m-%dT%H:%M:%S.%f")


def time_format_case():
    at = datetime.datetime(1969, 1, 1) + datetime.timedelta(
        seconds=random.randrange(99 * 365 * 86400))
    form = random.choice(FORMATS)
    of_day = at.hour * 3600 + at.minute * 60 + at.second
    out(f"{form}\t{at.strftime(form)}\t{at:%Y-%m-%d} {of_day} -\n")


def main():
    kind = sys.argv[1]
    if kind == "date":
        first = datetime.date(1970, 1, 1).toordinal()
        for year in range(1, 10000):
            n = datetime.date(year, 1, 1).toordinal()
            days = 366 if calendar.isleap(year) else 365
            out("".join(f"{i - first} {datetime.date.fromordinal(i)}\n"
                        for i in range(n, n + days)))
        return
    count = int(sys.argv[2])
    if kind == "zone":
        # posixrules and Factory are no places; right/ counts leap seconds
        for name in sorted(zoneinfo.available_timezones()):
            if name not in ("posixrules", "Factory", "localtime"):
                zone_cases(name, count)
        return
    case = {"money": money_case, "time_format": time_format_case}
    for i in range(count):
        amount_case(i) if kind == "amount" else case[kind]()


main()
