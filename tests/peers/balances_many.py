#!/usr/bin/env python3
"""Accounts in PostgreSQL, changed by many processes at once.

balances_many.py URL ACCOUNTS POSTINGS SECONDS SEED

Eight processes post, each what is its own of POSTINGS, half of them one posting
a commit; two turn the accounts meanwhile. For SECONDS they are killed at random;
then all run to their end. Each posting must be there once, each account have
one closing, of all that was posted by its date, each balance be what its
postings add up to, and nobody have been told of a deadlock.
"""
import os
import random
import signal
import subprocess
import sys
import time

URL, ACCOUNTS, POSTINGS = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
POSTERS = 8
DAY, NEXT = "2026-11-27", "2026-11-28"
TURN = ["recon-cut", "balance", "--db", URL, "--turn", DAY]


def text(cents):
    sign = "-" if cents < 0 else ""
    return f"{sign}{abs(cents) // 100}.{abs(cents) % 100:02d}"


def write(name, postings):
    with open(name, "w", encoding="ascii") as f:
        for known, day, entries in postings:
            for account, cents in entries:
                f.write(f"a{account}\t{text(cents)}\tCNY\tL\t{day}\t"
                        f"id={known}\n")


def make_postings(r):
    """One in four has four entries; a few accounts are in many, and some open
    while the others are turned."""
    made = []
    for i in range(POSTINGS):
        n = 4 if i % 4 == 0 else 1
        of = r.choice((ACCOUNTS, ACCOUNTS + ACCOUNTS // 50, 50))
        made.append((f"P{i}", r.choice((DAY, DAY, NEXT)),
                     [(a, r.randrange(-10**6, 10**6))
                      for a in r.sample(range(of), n)]))
    return made


def poster(i, errors):
    together = "1" if i % 2 else "50"
    with open(f"posting.{i}", "rb") as f:
        return subprocess.Popen(
            ["recon-cut", "post", "--db", URL, "--date", DAY, "--late", "roll",
             "--together", together, "-o", f"refused.{i}"],
            stdin=f, stdout=subprocess.DEVNULL, stderr=errors)


def start(what, errors):
    if what[0] == "post":
        return poster(what[1], errors)
    return subprocess.Popen(TURN, stdout=subprocess.DEVNULL, stderr=errors)


WHATS = [("post", i) for i in range(POSTERS)] + [("turn", i) for i in (0, 1)]


def kill_for(seconds, r):
    """Returns how many were killed at work."""
    killed, running = 0, {}
    begun = time.monotonic()
    with open(os.devnull, "wb") as nowhere:
        while time.monotonic() < begun + seconds:
            late = time.monotonic() > begun + seconds / 3
            for what in WHATS:
                if what not in running and (late or what[0] == "post"):
                    running[what] = start(what, nowhere)
            time.sleep(r.random() * r.choice((0.05, 0.2, 0.5)))
            for what in r.sample(sorted(running),
                                 r.randrange(1, len(running) + 1)):
                process = running.pop(what)
                process.send_signal(signal.SIGKILL)
                killed += process.wait() == -signal.SIGKILL
        for process in running.values():
            process.kill()
            process.wait()
    return killed


def run_to_end():
    """All of them at once; the batch begins when the others are at work."""
    with open("errors", "wb") as errors:
        running = []
        for what in WHATS:
            if what == ("turn", 0):
                time.sleep(0.2)
            running.append(start(what, errors))
        statuses = [process.wait() for process in running]
    with open("errors", encoding="utf-8") as f:
        said = f.read()
    if any(statuses) or "deadlock" in said:
        sys.exit(f"statuses {statuses}: {said}")


def rows(sql):
    out = subprocess.run(["psql", "-X", "-q", "-A", "-t", "-F", "\t", "-c", sql,
                          URL], check=True, capture_output=True, text=True)
    return [line.split("\t") for line in out.stdout.splitlines()]


def expect(what, got, want):
    if got != want:
        sys.exit(f"{what}: {got}, want {want}")


def check(postings, opened):
    kept = dict(rows("SELECT id, date FROM posting"))
    expect("postings", len(kept), len(postings) + len(opened))
    sums = {}
    for name, day, entries in opened + postings:
        expect(f"the date of {name}", kept[name] in
               ((DAY, NEXT) if day == DAY else (NEXT,)), True)
        for account, cents in entries:
            both = sums.setdefault(f"a{account}", [0, 0])
            both[kept[name] == NEXT] += cents
    closings = dict(rows(f"SELECT account, balance FROM closing WHERE date = "
                         f"'{DAY}'"))
    accounts = rows("SELECT account, turned_to, day, next FROM account")
    expect("accounts", len(accounts), len(sums))
    for account, turned_to, day, after in accounts:
        expect(f"{account}: turned to", turned_to, NEXT)
        expect(f"{account}: the closing", int(closings.pop(account, 0)),
               sums[account][0])
        expect(f"{account}: the balance", (int(day), int(after)),
               (sum(sums[account]), 0))
    expect("closings without an account", closings, {})
    late = sum(kept[name] != day for name, day, _ in postings)
    return late, sum(day == DAY for day in kept.values()) - len(opened)


def main():
    seconds, r = float(sys.argv[4]), random.Random(int(sys.argv[5]))
    opened = [(f"O{a}", DAY, [(a, 100000)]) for a in range(ACCOUNTS)]
    write("opened", opened)
    subprocess.run(["recon-cut", "post", "--db", URL, "--date", DAY,
                    "--together", "1000", "-o", "refused", "opened"],
                   check=True, stderr=subprocess.DEVNULL)
    postings = make_postings(r)
    for i in range(POSTERS):
        write(f"posting.{i}", postings[i::POSTERS])
    killed = kill_for(seconds, r)
    run_to_end()
    late, before = check(postings, opened)
    print(f"{killed} killed; {before} postings of {DAY}, {late} late")
    if seconds and killed < 10:
        sys.exit("nothing was killed at work")


main()
