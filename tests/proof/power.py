#!/usr/bin/env python3
"""power.py BUILD [MOST]: what each scenario that keeps something may leave when
the power fails, made from a record of its calls; and a run on that.

Of what was written and not synced any part may be there, or zeros where it
would be; of names made, moved and removed in a directory that was not synced
since, any may have happened. Whatever is left, each file is as it was or as a
good run leaves it, and a run behind gives what a good one gives, to the byte.
Once a run has ended well, all of it is there. MOST states are tried, or all.
"""
import collections
import os
import random
import shutil
import sys

from harness import is_temporary, prove, tree
from scenarios import SCENARIOS

EXCHANGE = 2   # RENAME_EXCHANGE of renameat2(2)
VARIANTS = 40  # of each moment at which power may fail

Case = collections.namedtuple("Case", "stage calls seed ended")
Case.__str__ = lambda c: "%s: power fails behind %d calls, variant %d" % (
    c.stage.scenario.name, len(c.calls), c.seed)


class File:
    def __init__(self, text=b""):
        self.synced = text
        self.now = bytearray(text)
        self.since = []  # (offset, bytes), or a length, not synced

    def write(self, at, text):
        self.since.append((at, text))
        put(self.now, at, text)

    def cut(self, length):
        self.since.append(length)
        put(self.now, length, b"")
        del self.now[length:]

    def sync(self):
        self.synced, self.since = bytes(self.now), []

    def after_crash(self, rng):
        """What may be there of it."""
        if not self.since or rng.random() < 0.3:
            return self.synced
        text = bytearray(self.synced)
        for change in self.since[:rng.randint(0, len(self.since))]:
            if isinstance(change, int):
                put(text, change, b"")
                del text[change:]
                continue
            at, piece = change
            kind = rng.randrange(4)
            if kind == 1:
                piece = piece[:rng.randint(0, len(piece))]
            elif kind == 2:
                piece = bytes(len(piece))
            elif kind == 3:
                continue
            put(text, at, piece)
        return bytes(text)


def put(text, at, piece):
    if len(text) < at:
        text.extend(bytes(at - len(text)))
    text[at:at + len(piece)] = piece


class Disk:
    """Names and files as they are, and what of it is sure."""

    def __init__(self, top):
        self.names = {name: File(text) for name, text in raw(top).items()}
        self.sure = dict(self.names)
        self.since = []  # (directory, what), not synced
        self.dirs = {"."} | {os.path.relpath(at, top)
                             for at, _, _ in os.walk(top)}
        self.open = {}   # descriptor: [file or directory's name, place]

    def name(self, path):
        return os.path.normpath(path)

    def note(self, name, *what):
        self.since.append((os.path.dirname(name) or ".", what))

    def do(self, call):
        kind, answer = call[0], int(call[1])
        getattr(self, "do_" + kind, lambda *_: None)(answer, *call[2:])

    def do_open(self, fd, flags, path):
        name, flags = self.name(path), int(flags)
        if name in self.dirs:
            self.open[fd] = [name, 0]
            return
        if name not in self.names:
            if not flags & os.O_CREAT:
                self.open.pop(fd, None)  # a file of the system
                return
            self.names[name] = File()
            self.note(name, "link", name, self.names[name])
        file = self.names[name]
        if flags & os.O_TRUNC:
            file.cut(0)
        self.open[fd] = [file, len(file.now) if flags & os.O_APPEND else 0]

    def do_write(self, _, fd, at, text=""):
        to = self.open.get(int(fd))
        text = bytes.fromhex(text)
        if not to:
            return
        at = int(at)
        to[0].write(to[1] if at < 0 else at, text)
        if at < 0:
            to[1] += len(text)

    def do_seek(self, place, fd, *_):
        if int(fd) in self.open:
            self.open[int(fd)][1] = place

    def do_truncate(self, _, fd, length):
        if int(fd) in self.open:
            self.open[int(fd)][0].cut(int(length))

    def do_close(self, _, fd, *__):
        self.open.pop(int(fd), None)

    def do_fsync(self, _, fd, *__):
        what = self.open.get(int(fd))
        if not what:
            return
        if isinstance(what[0], File):
            what[0].sync()
            return
        kept = []
        for at, change in self.since:
            if at == what[0]:
                happen(self.sure, change)
            else:
                kept.append((at, change))
        self.since = kept

    def do_rename(self, _, old, new, flags="0"):
        old, new = self.name(old), self.name(new)
        if old in self.dirs:
            self.move_dir(old, new, int(flags) == EXCHANGE)
            return
        file = self.names.pop(old)
        self.names[new] = file
        self.note(new, "move", old, new, file)

    def move_dir(self, old, new, both):
        """All that is in a directory moves at once; both: and what is in the
        other one moves back."""
        if any(at in (old, new) for at, _ in self.since):
            raise RuntimeError("%s moves, and what it holds is not sure" % old)
        what = "swap" if both else "moves"
        if not both:
            self.dirs.remove(old)
            self.dirs.add(new)
        happen(self.names, (what, old, new))
        self.note(new, what, old, new)

    def do_unlink(self, _, path):
        name = self.name(path)
        self.dirs.discard(name)
        if self.names.pop(name, None):
            self.note(name, "unlink", name)

    def do_mkdir(self, _, path):
        self.dirs.add(self.name(path))

    def after_crash(self, rng, top):
        """Makes in top what may be there."""
        names = dict(self.sure)
        chance = rng.choice([0, 0.5, 0.5, 1])
        moved = None
        for at, change in self.since:
            if moved and at in moved:
                raise RuntimeError("%s has changed, and did it move?" % at)
            if rng.random() < chance:
                happen(names, change)
            elif change[0] in ("swap", "moves"):
                moved = change[1:]
        for name, file in names.items():
            path = os.path.join(top, name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "wb") as f:
                f.write(file.after_crash(rng))


def happen(names, change):
    what, *rest = change
    if what in ("swap", "moves"):
        found = {other: {n: names.pop(n) for n in list(names)
                         if n.startswith(other + "/")} for other in rest}
        for at, to in (rest, rest[::-1]):
            for n, file in found[at].items():
                names[to + n[len(at):]] = file
    elif what == "link":
        names[rest[0]] = rest[1]
    elif what == "move":
        names.pop(rest[0], None)
        names[rest[1]] = rest[2]
    else:
        names.pop(rest[0], None)


def raw(top):
    found = {}
    for at, _, files in os.walk(top):
        for name in files:
            path = os.path.join(at, name)
            with open(path, "rb") as f:
                found[os.path.relpath(path, top)] = f.read()
    return found


def record(stage):
    place = stage.copy()
    to = os.path.join(stage.bench.dir, "record")
    stage.run(place, [stage.bench.inject, "record", to])
    shutil.rmtree(place)
    with open(to, encoding="utf-8") as f:
        return [line.rstrip("\n").replace(place + "/", "").split("\t")
                for line in f]


def cases_of(stage):
    calls = record(stage)
    for n in range(len(calls) + 1):
        if n and calls[n - 1][0] in ("close", "chmod", "open", "seek"):
            continue  # what may be left is as before
        for seed in range(VARIANTS):
            yield Case(stage, calls[:n], seed, False)
    for seed in range(VARIANTS):
        yield Case(stage, calls, seed, True)


def judge(case):
    stage = case.stage
    disk = Disk(stage.start)
    for call in case.calls:
        disk.do(call)
    place = stage.bench.fresh()
    os.mkdir(place)
    disk.after_crash(random.Random(case.seed), place)
    wrong = stage.what_is_left(place)
    if case.ended and not wrong:
        left = {k: v for k, v in tree(place).items() if not is_temporary(k)}
        if left != stage.new:
            wrong = "ended well, and not all of it is there"
    wrong = wrong or stage.what_comes_again(place)
    shutil.rmtree(place)
    return wrong


if __name__ == "__main__":
    KEPT = [s for s in SCENARIOS
            if s.keeps and s.name != "sort-disk" and not s.by_child]
    sys.exit(prove(judge, cases_of, KEPT, "states after a power failure",
                   *sys.argv[1:]))
