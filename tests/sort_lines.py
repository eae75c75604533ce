"""sort_lines.py SEED LINES: that many lines for a sorter to stumble over: any
byte but LF, long common beginnings, equal and empty lines, lines that differ
only in length."""

import random
import sys

r = random.Random(int(sys.argv[1]))
count = int(sys.argv[2])
any_byte = bytes(b for b in range(256) if b != 10)


def word(letters, longest):
    return bytes(r.choice(letters) for _ in range(r.randrange(longest + 1)))


letters = r.choice([b"ab", b"0123456789", b"\0\1", b"\0", any_byte, b"a\t\0"])
longest = r.choice([1, 3, 8, 16, 17, 24, 60])
pool = [word(letters, 40) for _ in range(r.choice([1, 3, 50]))]
prefix = word(any_byte, r.choice([0, 8, 9, 16, 40, 300]))
shape = r.randrange(5)
lines = []
for _ in range(count):
    line = word(letters, longest)
    if shape == 1:
        line = prefix + line
    elif shape == 2:
        line = r.choice(pool) + line
    elif shape == 3:
        line = prefix[:r.randrange(len(prefix) + 1)] + line
    elif shape == 4:
        line = r.choice(pool)
    lines.append(line)
order = r.randrange(6)
if order < 2:
    lines.sort(reverse=order == 1)
out = b"".join(line + b"\n" for line in lines)
if r.randrange(2) and not lines[-1:] == [b""]:
    out = out[:-1]
sys.stdout.buffer.write(out)
