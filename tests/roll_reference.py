#!/usr/bin/env python3
"""recon-roll's rules again, slow and plain, and random weeks to try both on.

usage: roll_reference.py BIN-DIR SCRATCH-DIR SEED WEEKS

Many weeks, each with keys of its own, go through the programs at once.
"""
import bisect
import collections
import datetime
import hashlib
import os
import random
import subprocess
import sys
from fractions import Fraction

BATCH = 200  # weeks that are run together, at most
LEGS = ("id", "first", "l.id", "r.id", "l.first", "r.first", "l.date",
        "r.date", "age", "ln", "rn")
OPEN = ("left", "right", "amount", "field", "duplicate", "ambiguous")

import stream_digest


def cents(text):
    return None if text == "-" else round(Fraction(text) * 100)


def money(c):
    return "%s%d.%02d" % ("-" if c < 0 else "", abs(c) // 100, abs(c) % 100)


def later(day, n):
    return (datetime.date.fromisoformat(day)
            + datetime.timedelta(n)).isoformat()


class Leg:
    """One side of an open line; fields are those that it carries along."""

    def __init__(self, line, right, before, today, place):
        f = line.split("\t")
        named = dict(c.split("=", 1) for c in f[7:])
        two = f[2] != "-" and f[3] != "-"
        mine, other = ("r.", "l.") if right else ("l.", "r.")
        about = mine if two else ""
        self.key, self.cls, self.currency = f[0], f[1], f[5]
        self.side = "LR"[right]
        self.amount = cents(f[3] if right else f[2])
        self.before, self.amends, self.place = before, False, place
        self.open = True
        self.fields = [c for c in f[7:] if c.split("=")[0] not in LEGS
                       and not (two and c.startswith(other))]
        self.counted = "ln" in named or "rn" in named
        self.count = int(named.get("rn" if right else "ln", 1))
        date = named.get(mine + "date", f[6]) if two else f[6]
        self.id = named.get(about + "id")
        self.first = named.get(about + "first") or (
            min(date if date != "-" else "9999", later(today, -1))
            if before else today)
        self.date = date if date != "-" else self.first

    def age(self):
        return (self.date, self.first, self.amount, self.place)

    def alike(self):
        return (self.key, self.currency, self.side, money(self.amount),
                self.date, self.first)


def tail(legs, today):
    """What an open line ends with."""
    date = min(l.date for l in legs)
    days = (datetime.date.fromisoformat(today)
            - datetime.date.fromisoformat(date)).days
    if len(legs) == 1:
        end = ["id=" + legs[0].id, "first=" + legs[0].first]
    else:
        end = ["%s.%s=%s" % (s, what, getattr(l, what))
               for what in ("date", "id", "first")
               for s, l in zip("lr", legs)
               if what != "date" or legs[0].date != legs[1].date]
    return date, end + ["age=%d" % max(days, 0)]


def as_it_stood(line, legs, today):
    f = line.split("\t")
    date, end = tail(legs, today)
    keep = [c for c in f[7:] if c.split("=")[0] in ("ln", "rn")
            or c.split("=")[0] not in LEGS]
    return "\t".join(f[:6] + [date] + keep + end)


def counts(legs):
    if not any(l.counted for l in legs):
        return []
    return ["%sn=%d" % (s.lower(), sum(l.count for l in legs if l.side == s))
            for s in "LR"]


def amounts(legs):
    sums = [sum(l.amount for l in legs if l.side == s) for s in "LR"]
    there = {l.side for l in legs}
    return [money(a) if s in there else "-" for s, a in zip("LR", sums)] \
        + [money(sums[0] - sums[1])]


def side_of(field):
    return field[:2] if field[:2] in ("l.", "r.") else ""


def shown(legs, today):
    """The line of one open leg, or of a left and a right one."""
    if len(legs) == 1:
        only = legs[0]
        cls = only.cls if only.cls in ("duplicate", "ambiguous") \
            else {"L": "left", "R": "right"}[only.side]
        fields = only.fields
    else:
        cls = "amount"
        fields = [c for l in legs for c in l.fields if side_of(c)]
        for leg, other in (legs, legs[::-1]):
            for c in leg.fields:
                if side_of(c):
                    continue
                if c not in other.fields:
                    fields.append(leg.side.lower() + "." + c)
                elif leg.side == "L":
                    fields.append(c)
    date, end = tail(legs, today)
    return "\t".join([legs[0].key, cls] + amounts(legs)
                     + [legs[0].currency, date] + counts(legs) + fields + end)


def rolled(legs, today):
    for l in legs:
        l.open = False
    legs = sorted(legs, key=Leg.age)
    of = {s: [l for l in legs if l.side == s] for s in "LR"}
    text = [money(sum(l.amount for l in of[s])) for s in "LR"]
    diff = cents(text[0]) - cents(text[1])
    fields = []
    for prefix, concerned in (("l.", of["L"]), ("r.", of["R"]), ("", legs)):
        fields += [c for c in (concerned[0].fields if concerned else [])
                   if side_of(c) == prefix
                   and all(c in l.fields for l in concerned)]
    dates = [min(l.date for l in of[s]) for s in "LR" if of[s]]
    if len(set(dates)) == 2:
        fields += ["l.date=" + dates[0], "r.date=" + dates[1]]
    return diff, "\t".join(
        [legs[0].key, "rolled"] + text + [money(diff)]
        + [legs[0].currency, min(dates)] + counts(legs) + fields
        + ["closes=" + ",".join(l.id for l in legs if l.before),
           "closed=" + today])


class Tolerance:
    """What a word of --tolerance allows: (of L < R, of L > R)."""

    def __init__(self, words):
        self.of = {}
        for word in words:
            currency, _, text = word.rpartition("=")
            low, dots, high = text.partition("..")
            self.of[currency] = (self.limit(low.lstrip("-")),
                                 self.limit(high.lstrip("+"))) if dots \
                else (self.limit(text),) * 2

    @staticmethod
    def limit(text):
        fixed = percent = 0
        for part in text.split(","):
            if part.endswith("%"):
                percent = Fraction(part[:-1])
            else:
                fixed = cents(part)
        return fixed, percent

    def covers(self, currency, left, right):
        both = self.of.get(currency, self.of.get(""))
        if both is None:
            return False
        fixed, percent = both[left > right]
        d = abs(left - right)
        return d <= fixed or 100 * d <= percent * max(abs(left), abs(right))


def close_equal(free, today, out):
    for amount in sorted({l.amount for l in free}):
        while True:
            rest = sorted((l for l in free if l.open and l.amount == amount),
                          key=Leg.age)
            of = {s: [l for l in rest if l.side == s] for s in "LR"}
            if not of["L"] or not of["R"] or not any(l.before for l in rest):
                break
            if of["L"][0].before or of["R"][0].before:
                out.append(rolled([of["L"][0], of["R"][0]], today))
                continue
            for s, other in ("LR", "RL"):
                old = [l for l in of[s] if l.before]
                if old:
                    out.append(rolled([old[0], of[other][0]], today))


def close_near(free, tolerance, today, out):
    while True:
        pairs = [(abs(l.amount - r.amount), not (l.before and r.before),
                  l.age(), r.age(), l, r)
                 for l in free for r in free
                 if l.open and r.open and l.side + r.side == "LR"
                 and (l.before or r.before)
                 and tolerance.covers(l.currency, l.amount, r.amount)]
        if not pairs:
            return
        out.append(rolled(list(min(pairs, key=lambda p: p[:4])[4:]), today))


class Sums:
    """--sum-of MOST, --sum-of-after DAYS among the legs of a group."""

    def __init__(self, most, after):
        self.most, self.after = most, after

    def args(self):
        return ["--sum-of", str(self.most), "--sum-of-after",
                str(self.after), "--sum-of-steps", "4294967295"]

    def kind(self, leg, today):
        old = (datetime.date.fromisoformat(today)
               - datetime.date.fromisoformat(leg.date)).days
        return (leg.amount, leg.date, leg.side,
                not (leg.before and old >= self.after))

    def combinations(self, kinds, n):
        """(sum, kinds) of 2 to n of these, each as often as it is there; the
        largest first, and each before those that go on from it."""
        found = []

        def go_on(chosen, total, at):
            if len(chosen) > 1:
                found.append((total, chosen))
            for i in range(at, len(kinds)):
                k, most = kinds[i]
                if len(chosen) < n and chosen.count(k) < most:
                    go_on(chosen + (k,), total + k[0], i)
        go_on((), 0, 0)
        return found

    def all_sums(self, counts, tolerance, currency):
        """Every (whole, parts), wholes by kind."""
        sums = []
        ordered = {}
        for side in "LR":
            kinds = [(k, counts[k]) for k in sorted(counts, reverse=True)
                     if k[2] == side and k[0]]
            several = self.combinations(kinds, self.most)
            ordered[side] = sorted((total, n, parts) for n, (total, parts)
                                   in enumerate(several))
        for whole in sorted(k for k in counts if k[0]):
            reach = 10 + abs(whole[0]) // 20
            others = ordered["R" if whole[2] == "L" else "L"]
            near = others[bisect.bisect_left(others, (whole[0] - reach,)):
                          bisect.bisect_left(others, (whole[0] + reach,))]
            for total, _, parts in sorted(near, key=lambda o: o[1]):
                sides = (whole[0], total) if whole[2] == "L" \
                    else (total, whole[0])
                if (total == whole[0]
                    or tolerance.covers(currency, *sides)) \
                        and not (whole[3] and any(p[3] for p in parts)):
                    sums.append((whole, parts))
        return sums

    def close(self, free, tolerance, today, out):
        of = collections.defaultdict(list)
        for l in sorted((l for l in free if l.open), key=Leg.age):
            of[self.kind(l, today)].append(l)
        counts = {k: len(legs) for k, legs in of.items()}
        sums = self.all_sums(counts, tolerance, free[0].currency)
        needed = collections.Counter()
        times = []
        for whole, parts in sums:
            uses = collections.Counter((whole,) + parts)
            times.append(min(counts[k] // n for k, n in uses.items()))
            for k, n in uses.items():
                needed[k] += n * times[-1]
        scarce = {k for k in needed if needed[k] > counts[k]}
        doubtful = set(scarce)
        for (whole, parts), n in zip(sums, times):
            if scarce & {whole, *parts}:
                doubtful |= {whole, *parts}
                continue
            for _ in range(n):
                out.append(rolled([of[k].pop(0) for k in (whole,) + parts],
                                  today))
        for k in doubtful:
            for l in of[k]:
                l.cls = "ambiguous" if l.cls != "duplicate" else l.cls


def display(free, today):
    """Lines of what stays open of a group that was looked at."""
    rest = [l for l in free if l.open]
    lines = [shown([l], today) for l in rest
             if l.cls in ("duplicate", "ambiguous")]
    of = {s: sorted((l for l in rest if l.side == s and l.cls not in
                     ("duplicate", "ambiguous")),
                    key=lambda l: (l.amount, l.age())) for s in "LR"}
    for l in list(of["L"]):
        same = [r for r in of["R"] if r.amount == l.amount]
        if same:
            lines += [shown([l], today), shown([same[0]], today)]
            of["L"].remove(l)
            of["R"].remove(same[0])
    n = min(len(of["L"]), len(of["R"]))
    lines += [shown(list(p), today) for p in zip(of["L"], of["R"])]
    return lines + [shown([l], today) for s in "LR" for l in of[s][n:]]


def name(legs):
    """Gives ids to the legs of a group that have none."""
    seen = {}
    for l in legs:
        if l.id is None:
            seen[l.alike()] = seen.get(l.alike(), 0) + 1
            text = "\t".join(l.alike() + (str(seen[l.alike()]),))
            l.id = hashlib.sha256(text.encode()).hexdigest()[:20]


def roll(before, day, today, tolerance, amended=(), by_hand=None, sums=None):
    """(results, open, legs closed, differences) of sorted lines. amended are
    lines and their legs beside the day's; by_hand makes of a group the one
    that is left, and the lines and legs that it closed."""
    groups, passed = {}, []
    for old, lines in ((True, before), (False, day)):
        for n, line in enumerate(lines):
            f = line.split("\t")
            if f[1] not in OPEN:
                passed.append(line)
                continue
            legs = [Leg(line, right, old, today, (not old, n))
                    for right in (False, True) if f[2 + right] != "-"]
            groups.setdefault((f[0], f[5]), []).append((line, legs))
    for line, leg in amended:
        groups.setdefault((leg.key, leg.currency), []).append((line, [leg]))
    out, still, closed = [], [], []
    for group in groups.values():
        name([l for _, legs in group for l in legs])
        if by_hand:
            group, lines, legs = by_hand(group)
            passed += lines
            closed += legs
        everyone = [l for _, legs in group for l in legs]
        free = [l for l in everyone if l.cls != "field"]
        meet = any(l.before for l in free) and \
            any(l.amends or not l.before for l in free)
        still += [as_it_stood(line, legs, today) for line, legs in group
                  if not meet or legs[0].cls == "field"]
        if not meet:
            continue
        close_equal(free, today, out)
        close_near(free, tolerance, today, out)
        if sums:
            sums.close(free, tolerance, today, out)
        rest = [l for l in free if l.open]
        if any(l.before for l in rest) and \
                sum(l.amount * (1 if l.side == "L" else -1)
                    for l in rest) == 0:
            out.append(rolled(rest, today))
        still += display(free, today)
        closed += [l for l in free if not l.open]
    return (in_order(passed + [line for _, line in out] + still),
            in_order(still), closed,
            [(line.split("\t")[5], d) for d, line in out if d])


def in_order(lines):
    return sorted(lines, key=str.encode)


def total(lines):
    sums = {}
    for l in lines:
        f = l.split("\t")
        for side, text in (("L", f[2]), ("R", f[3])):
            if text != "-":
                n = side + "." + f[5]
                sums[n] = sums.get(n, 0) + cents(text)
    return "\t".join(["#total", "records=%d" % len(lines)]
                     + ["%s=%s" % (n, money(s))
                        for n, s in sorted(sums.items())])


def stream(lines):
    text = "\n".join(["#recon result 2"] + lines + [total(lines)]) + "\n"
    return stream_digest.add(text.encode()).decode()


def random_line(r, week, day, crowded):
    """crowded: few keys, amounts and dates, so that many legs compete."""
    key = week + r.choice(["a", "a|b", "b", "c1", "c10", "d"]
                          [:1 if crowded else 6])
    currency = r.choice(["CNY"] * 5 + ["USD"])
    cls = r.choice(["left"] * 6 + ["right"] * 6 + ["amount"] * 3
                   + ["matched", "rolled", "field", "duplicate", "ambiguous",
                      "adjusted"])
    if cls in ("duplicate", "ambiguous", "adjusted"):
        sides = r.choice("LR")
    else:
        sides = {"left": "L", "right": "R"}.get(cls, "LR")

    def amount():
        if r.random() < 0.03:
            return 0
        if crowded:
            return r.choice([100, 100, 101, 102, 104, 200, 203])
        return r.choice([1, 1, 1, -1]) * (r.randint(1, 3) * 100
                                          + r.choice([0, 0, 1, 3, 50]))

    def date():
        return r.choice([day, day, later(day, 1), "-",
                         later(day, -r.randint(0, 2 if crowded else 12))])
    left, right = [amount() if s in sides else None for s in "LR"]
    if cls in ("matched", "rolled", "field"):
        right = left
    dates = [date() if s in sides else None for s in "LR"]
    if sides == "LR" and (cls in ("matched", "rolled") or r.random() < 0.5):
        dates[1] = dates[0]
    when = min((d for d in dates if d not in (None, "-")), default="-")
    carried = []
    if r.random() < 0.3:
        carried += ["ln=%d" % ("L" in sides and r.randint(1, 3)),
                    "rn=%d" % ("R" in sides and r.randint(1, 3))]
    if cls == "field":
        carried += ["fields=who"]
    if sides == "LR" and dates[0] != dates[1]:
        carried += ["l.date=" + dates[0], "r.date=" + dates[1]]
    for s, prefix in zip("LR", "lr"):
        if s in sides and r.random() < 0.6:
            carried += [prefix + ".who=" + r.choice("xy")]
            carried += [prefix + ".at=" + r.choice("12")] * (s == "L")
    if r.random() < 0.1:
        carried += ["note=" + r.choice("pq")]
    return "\t".join(
        [key, cls] + [money(a) if a is not None else "-"
                      for a in (left, right)]
        + [money((left or 0) - (right or 0)), currency, when] + carried)


def check(what, got, want):
    if got == want:
        return
    if isinstance(got, str) and isinstance(want, str):
        got, want = got.splitlines(), want.splitlines()
    if isinstance(got, list) and isinstance(want, list):
        got, want = ([l for l in got if l not in want],
                     [l for l in want if l not in got])
    print("%s: got" % what, got, "want", want, sep="\n")
    sys.exit(1)


def legs_of(lines, classes):
    """(side, currency, amount) of each leg of lines of the classes."""
    return sorted((s, f[5], a) for f in (l.split("\t") for l in lines)
                  if f[1] in classes
                  for s, a in (("L", cents(f[2])), ("R", cents(f[3])))
                  if a is not None)


def mirror(line):
    """The line with its sides swapped, and nothing carried."""
    f = line.split("\t")[:7]
    f[1] = {"left": "right", "right": "left"}.get(f[1], f[1])
    f[2:5] = f[3], f[2], money(-cents(f[4]))
    return "\t".join(f)


def bare(line):
    return "\t".join(line.split("\t")[:7])


def mirror_word(word):
    low, dots, high = word.partition("..")
    if not dots:
        return word
    currency, _, low = low.rpartition("=")
    return currency + "=" * bool(currency) + "-" + high.lstrip("+") + "..+" \
        + low.lstrip("-")


class Programs:
    def __init__(self, bin_dir, scratch):
        self.bin, self.scratch = bin_dir, scratch

    def path(self, name):
        return os.path.join(self.scratch, name)

    def write(self, name, text):
        with open(self.path(name), "w") as f:
            f.write(text)
        return self.path(name)

    def clear(self, name):
        subprocess.run(["rm", "-rf", self.path(name)], check=True)

    def read(self, name):
        with open(self.path(name)) as f:
            return f.read()

    def run(self, name, args, text):
        """What it prints, and what it says."""
        p = subprocess.run([os.path.join(self.bin, name)] + args,
                           input=text.encode(), capture_output=True)
        if p.returncode:
            sys.exit("%s %s: status %d: %s" % (name, args, p.returncode,
                                               p.stderr.decode()))
        return p.stdout.decode(), p.stderr.decode().splitlines()

    def roll(self, before, day, today, words, open_out, sums=None):
        args = ["-v", "--open", self.write("old", stream(before)),
                "--open-out", open_out, "-d", today]
        for w in words:
            args += ["--tolerance", w]
        if sums:
            args += sums.args()
        return self.run("recon-roll", args, stream(day))


def told(differences):
    """What recon-roll says of differences within the tolerance."""
    by = {}
    for currency, d in differences:
        by.setdefault(currency, []).append(d)
    return ["recon-roll: matched within the tolerance: " + "; ".join(
        "%d of %s, which differ by %s in all, left minus right by %s"
        % (len(ds), c, money(sum(map(abs, ds))), money(sum(ds)))
        for c, ds in sorted(by.items()))] if by else []


def check_day(p, what, before, day, today, words, sums):
    """One day of a batch; returns what is open after it."""
    results, still, closed, differences = roll(
        before, day, today, Tolerance(words), sums=sums)
    got, said = p.roll(before, day, today, words, p.path("new"), sums)
    check(what, got, stream(results))
    check(what + ", open", p.read("new"), stream(still))
    came = [legs_of(before, OPEN), legs_of(day, OPEN)]
    went = sorted((l.side, l.currency, l.amount) for l in closed)
    stay = legs_of(still, OPEN)
    check(what + ", legs", sorted(stay + went), sorted(came[0] + came[1]))
    check(what + ", said", said, told(differences) + [
        "recon-roll: %s: %d open before, %d new, %d closed, %d open now"
        % (today, len(came[0]), len(came[1]), len(went), len(stay))])
    check_mirror(p, what, before, day, today, words, sums)
    return still


def check_mirror(p, what, before, day, today, words, sums):
    """Invariant 9: swapping the sides of what comes in mirrors what comes
    out."""
    got = []
    for swap, mirrored in ((bare, words), (mirror,
                                           [mirror_word(w) for w in words])):
        text, _ = p.roll(in_order(swap(l) for l in before),
                         in_order(swap(l) for l in day), today, mirrored,
                         "/dev/null", sums)
        got.append([l for l in text.splitlines() if l[0] != "#"])
    check(what + " mirrored", in_order(mirror(l) for l in got[1]),
          in_order(bare(l) for l in got[0]))


def check_state(p, what, days, words, sums):
    """The same days in a directory, each run twice."""
    state = p.path("state")
    p.clear("state")
    before = []
    args = sum((["--tolerance", w] for w in words),
               sums.args() if sums else [])
    for day, lines in days:
        results, still, _, _ = roll(before, lines, day, Tolerance(words),
                                    sums=sums)
        for _ in range(2):
            got, _ = p.run("recon-roll", ["-s", state, "-d", day] + args,
                           stream(lines))
            check(what + " in a state", got, stream(results))
            check(what + " kept", p.read("state/open-%s.1.res" % day),
                  stream(still))
        before = still
    p.run("recon-roll", ["-s", state, "--verify"], "")


WORDS = [[], ["0.02"], ["0.05", "USD=0.01"], ["2%"], ["1%,0.03"],
         ["-0.01..+0.04"], ["CNY=-2%..+0.01", "0.02"]]
SUMS = [None, Sums(2, 0), None, Sums(3, 1), Sums(2, 3)]
WAYS = 2 * len(WORDS)  # so many batches go through what there is


def weeks(p, seed, first, n, words, sums):
    r = random.Random("%s %d" % (seed, first))
    crowded = [r.random() < 0.5 for _ in range(n)]

    def lines_of(day):
        return in_order(random_line(r, "w%05d|" % (first + w), day,
                                    crowded[w])
                        for w in range(n)
                        for _ in range(r.choice([0, 1, 3, 8, 12])))
    # what recon-join or version 0.1.0 left, without ids
    before = [l for l in lines_of("2022-10-27") if l.split("\t")[1] in OPEN]
    days = []
    for d in range(r.randint(3, 7)):
        today = later("2022-10-28", d)
        lines = lines_of(today)
        before = check_day(p, "weeks from %d of %s, %s, tolerance %s, %s"
                           % (first, seed, today, words,
                              sums.args() if sums else "no sums"), before,
                           lines, today, words, sums)
        days.append((today, lines))
    check_state(p, "weeks from %d of %s" % (first, seed), days, words, sums)


def joined(p, records):
    text, _ = p.run("recon-join", ["--plain"],
                    "".join(l + "\n" for l in in_order(records)))
    return text.splitlines()


def together(p, seed, first, n):
    """What two days leave open is what they leave open joined as one. No
    amounts of these add up to another, so that only equal ones close."""
    r = random.Random("together %s %d" % (seed, first))
    days = [["\t".join(["w%05d" % (first + r.randrange(n)),
                        r.choice(["0.01", "1.00", "100.00", "-10000.00"]),
                        r.choice(["CNY", "USD"]), r.choice("LR"), day])
             for _ in range(5 * n)] for day in ("2022-11-01", "2022-11-02")]
    before = []
    for day, records in zip(("2022-11-01", "2022-11-02"), days):
        p.roll(before, joined(p, records), day, [], p.path("new"))
        before = [l for l in p.read("new").splitlines() if l[0] != "#"]
    check("weeks from %d of %s together" % (first, seed),
          legs_of(before, OPEN), legs_of(joined(p, days[0] + days[1]), OPEN))


def main():
    bin_dir, scratch, seed, n = sys.argv[1:]
    p = Programs(bin_dir, scratch)
    batch = min(BATCH, max(1, int(n) // WAYS))
    for i, first in enumerate(range(0, int(n), batch)):
        size = min(batch, int(n) - first)
        weeks(p, seed, first, size, WORDS[i % len(WORDS)],
              SUMS[i % len(SUMS)])
        together(p, seed, first, size)
    print("%s weeks" % n)


if __name__ == "__main__":
    main()
