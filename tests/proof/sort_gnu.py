#!/usr/bin/env python3
"""sort_gnu.py BUILD [CASES [SEED]]: 2000 inputs that a sorter may stumble
over, in one file or several, in any -S, -j and -m. What recon-sort writes has
to be what LC_ALL=C sort writes, byte for byte, and -c has to say what sort -c
says.
"""
import collections
import os
import random
import subprocess
import sys
import tempfile

ANY = bytes(b for b in range(256) if b != 10)
LETTERS = [ANY, b"\0\1", b"\x7f\x80\xff", b"\t a", b"0123456789", b"ab", b"\0"]
SIZES = ["64K", "100K", "256K", "1M", "5M", "16M", "64M"]
LONG = 1 << 20


def text(rng, letters, longest):
    return bytes(rng.choices(letters, k=rng.randint(0, longest)))


def short(rng):
    """Any bytes, the empty line among them."""
    letters, longest = rng.choice(LETTERS), rng.choice([0, 1, 3, 8, 17, 60])
    return [text(rng, letters, longest)
            for _ in range(rng.choice([0, 1, 2, 300, 20000]))]


def common_beginnings(rng):
    """One beginning of up to 5000 bytes, or a part of it, before each."""
    letters, cut = rng.choice(LETTERS), rng.random() < 0.5
    begin = text(rng, ANY, rng.choice([7, 8, 9, 16, 64, 300, 5000]))
    return [(begin[:rng.randint(0, len(begin))] if cut else begin)
            + text(rng, letters, 9) for _ in range(rng.choice([300, 2000]))]


def one_byte_differs(rng):
    """Lines of one length, but for a byte where words and blocks end."""
    base = bytearray(text(rng, ANY, 0) + bytes(rng.choices(ANY, k=200)))
    made = []
    for _ in range(rng.choice([500, 5000])):
        line = bytearray(base)
        line[rng.choice([0, 7, 8, 15, 16, 31, 32, 63, 64, 199])] = \
            rng.choice(ANY)
        made.append(bytes(line[:rng.choice([200, 200, 200, 64, 8])]))
    return made


def long_lines(rng):
    """Some of a megabyte, that differ in the last byte or in none."""
    base = bytes(rng.choices(rng.choice(LETTERS), k=97)) * (LONG // 97 + 2)
    made = short(rng)[:300]
    for _ in range(rng.randint(1, 6)):
        line = base[:LONG + rng.randint(-2, 2)]
        made.insert(rng.randint(0, len(made)), line + text(rng, ANY, 1))
    return made


def records(rng):
    """As those of a day, and now and then a line that is none."""
    tail = rng.choice([b"\tCNY\tL\t2022-11-01", b"\tCNY\tR\t-\tstatus=paid"])
    begin, count = b"2022110142", rng.choice([2000, 60000, 150000])
    odd = rng.choice([0, 0.0001, 0.01])
    digits = rng.choice([6, 14])
    return [text(rng, ANY, 60) if odd and rng.random() < odd else
            begin + b"%0*d\t%d.%02d" % (
                digits, rng.randrange(10**digits), rng.randrange(1000),
                rng.randrange(100)) + tail for _ in range(count)]


def growing(rng):
    """In order but for some lines, or in the opposite order."""
    made = records(rng)
    made.sort(reverse=rng.random() < 0.3)
    for _ in range(rng.choice([0, 1, 50])):
        i, j = rng.randrange(len(made)), rng.randrange(len(made))
        made[i], made[j] = made[j], made[i]
    return made


def repeated(rng):
    """Few different lines, each many times."""
    few = short(rng)[:rng.choice([1, 2, 30])] or [b""]
    return rng.choices(few, k=rng.choice([10, 100000]))


SHAPES = [short, common_beginnings, one_byte_differs, long_lines, records,
          growing, repeated]


def plain(line):
    """What begins with # is a control line, or bad data, where it is more than
    a comment."""
    if line.startswith(b"#") and (b"\t" in line or line[:6] == b"#recon"):
        return b"$" + line[1:]
    return line


class Case(collections.namedtuple("Case", "shape names options merge")):
    def __str__(self):
        return "%s in %d files, recon-sort %s" % (
            self.shape, len(self.names), " ".join(self.options))


def make(rng, top):
    """The files of a case, each with or without a last LF."""
    shape = rng.choice(SHAPES)
    lines = [plain(line) for line in shape(rng)]
    merge = rng.random() < 0.3
    files = rng.choice([1, 1, 2, 5]) if not merge else rng.choice([1, 2, 9])
    names = []
    for i in range(files):
        part = lines[i::files]
        if merge:
            part.sort()
        body = b"".join(line + b"\n" for line in part)
        if part and part[-1] and rng.random() < 0.3:
            body = body[:-1]
        names.append(os.path.join(top, "in%d" % i))
        with open(names[-1], "wb") as f:
            f.write(body)
    options = ["-S", rng.choice(SIZES), "-j", str(rng.choice([1, 2, 3, 8]))]
    return Case(shape.__name__, names, options + ["-m"] * merge, merge)


def run(argv, top, **more):
    env = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TMPDIR": top}
    return subprocess.run(argv, env=env, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, **more)


def judge(program, case, top):
    """What is wrong, or None."""
    want = run(["sort"] + case.names, top, check=True).stdout
    argv = [program, "--allow-empty"] + case.options
    if len(case.names) == 1:
        with open(case.names[0], "rb") as f:
            got = run(argv, top, stdin=f)
    else:
        got = run(argv + case.names, top)
    if got.returncode:
        return "status %d: %s" % (got.returncode, got.stderr.decode())
    if got.stdout != want:
        return "not what sort(1) writes"
    for name in case.names:
        ours = run([program, "--allow-empty", "-c", name], top).returncode
        if ours != run(["sort", "-c", name], top).returncode:
            return "-c: status %d" % ours
    return None


def main(build, count=2000, seed=1):
    program = os.path.join(build, "bin", "recon-sort")
    shapes, size, bad = collections.Counter(), 0, 0
    for i in range(int(count)):
        with tempfile.TemporaryDirectory(prefix="recon-sort-") as top:
            case = make(random.Random("%s %d" % (seed, i)), top)
            size += sum(map(os.path.getsize, case.names))
            wrong = judge(program, case, top)
        shapes[case.shape] += 1
        if wrong:
            bad += 1
            print("case %d, %s: %s" % (i, case, wrong))
    print("%d inputs, %d MB: %d not as from sort(1): %s" % (
        sum(shapes.values()), size >> 20, bad,
        ", ".join("%d %s" % (n, s) for s, n in sorted(shapes.items()))))
    return bad > 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
