"""sized_lines.py BYTES LOW HIGH [NOW_AND_THEN]: that many bytes of lines that
are LOW to HIGH bytes long, in no order; one of a thousand may be longer, up to
NOW_AND_THEN bytes."""

import random
import sys

r = random.Random(1)
left, low, high, *rare = map(int, sys.argv[1:])
letters = bytes(r.choice(b"0123456789abcdef") for _ in range(1 << 21))
while left > 0:
    most = rare[0] if rare and r.randrange(1000) == 0 else high
    size = r.randint(low, most)
    at = r.randrange(len(letters) - size)
    sys.stdout.buffer.write(letters[at:at + size] + b"\n")
    left -= size + 1
