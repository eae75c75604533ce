#!/usr/bin/env python3
"""Kills postings and the batch that turns accounts, at random, again and again.

balance_kills.py SECONDS SEED

Postings of two dates go into accounts, and the accounts are turned, each by
processes that are killed; in the end both run to their end. Then each posting
must be there once, each account have one closing, and each balance be what its
postings add up to.
"""
import random
import signal
import sqlite3
import subprocess
import sys
import time

POSTINGS = 4000
ACCOUNTS = 3000
DAY, NEXT = "2026-11-27", "2026-11-28"
POST = ["recon-cut", "post", "--db", "db", "--late", "roll", "--together",
        "25", "-o", "refused"]
TURN = ["recon-cut", "balance", "--db", "db", "--turn", DAY]


def make_postings(r):
    """Those of the next date come between the others."""
    postings = []
    for i in range(POSTINGS):
        cents = r.randrange(1, 10**6)
        two = r.sample(range(ACCOUNTS), 2)
        day = r.choice((DAY, DAY, NEXT))
        postings.append((f"P{i}", day, [(f"a{two[0]}", -cents),
                                        (f"a{two[1]}", cents)]))
    return postings


def text(cents):
    sign = "-" if cents < 0 else ""
    return f"{sign}{abs(cents) // 100}.{abs(cents) % 100:02d}"


def write(postings):
    with open("postings", "w", encoding="ascii") as f:
        for name, day, entries in postings:
            for account, cents in entries:
                f.write(f"{account}\t{text(cents)}\tCNY\tL\t{day}\t"
                        f"id={name}\n")


def begin(command, *more):
    return subprocess.Popen([*command, *more], stdout=subprocess.DEVNULL,
                            stderr=subprocess.DEVNULL)


def post():
    return begin(POST, "--date", DAY, "postings")


def kill_for(seconds, r):
    """Returns how many were killed at work. Accounts are turned from the middle
    on."""
    killed = 0
    running = {}
    begun = time.monotonic()
    while time.monotonic() < begun + seconds:
        if "post" not in running:
            running["post"] = post()
        if "turn" not in running and time.monotonic() > begun + seconds / 2:
            running["turn"] = begin(TURN)
        time.sleep(r.random() * r.choice((0.02, 0.1, 0.5)))
        for what in r.sample(sorted(running), r.randrange(1, len(running) + 1)):
            process = running.pop(what)
            process.send_signal(signal.SIGKILL)
            killed += process.wait() == -signal.SIGKILL
    for process in running.values():
        process.kill()
        process.wait()
    return killed


def run_to_end(command):
    done = subprocess.run(command, capture_output=True, text=True,
                          check=False)
    if done.returncode:
        sys.exit(f"{command}: status {done.returncode}: {done.stderr}")


def expect(what, got, want):
    if got != want:
        sys.exit(f"{what}: {got}, want {want}")


def check(postings):
    db = sqlite3.connect("db")
    kept = dict(db.execute("SELECT id, date FROM posting"))
    expect("postings", len(kept), len(postings))
    sums = {}
    for name, day, entries in postings:
        expect(f"the date of {name}",
               kept[name] in ((DAY, NEXT) if day == DAY else (NEXT,)), True)
        for account, cents in entries:
            both = sums.setdefault(account, [0, 0])
            both[kept[name] == NEXT] += cents
    closings = dict(db.execute("SELECT account, balance FROM closing WHERE "
                               "date = ?", (DAY,)))
    rows = list(db.execute("SELECT account, turned_to, day, next FROM "
                           "account"))
    expect("accounts", len(rows), len(sums))
    for account, turned_to, day, after in rows:
        expect(f"{account}: turned to", turned_to, NEXT)
        expect(f"{account}: the closing", closings.pop(account, 0),
               sums[account][0])
        expect(f"{account}: the balance", day + after, sum(sums[account]))
    expect("closings without an account", closings, {})
    expect("the integrity of the file",
           db.execute("PRAGMA integrity_check").fetchone(), ("ok",))
    late = sum(kept[name] != day for name, day, _ in postings)
    before = sum(day == DAY for day in kept.values())
    return late, before


def main():
    r = random.Random(int(sys.argv[2]))
    postings = make_postings(r)
    write(postings[:1000])
    run_to_end([*POST, "--date", DAY, "postings"])
    write(postings)
    killed = kill_for(float(sys.argv[1]), r)
    run_to_end([*POST, "--date", DAY, "postings"])
    run_to_end(TURN)
    late, before = check(postings)
    print(f"{killed} killed; {before} postings of {DAY}, {late} late")
    if killed < 3:
        sys.exit("nothing was killed at work")


main()
