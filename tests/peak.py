"""peak.py BYTES COMMAND...: runs it and passes its output on; says on stderr
how many KiB of memory it had at most. BYTES is the size of the output, many
megabytes: a last piece of it, more than a pipe can hold, is left until the
system has been asked."""

import re
import subprocess
import sys

left = int(sys.argv[1]) - 2500000
p = subprocess.Popen(sys.argv[2:], stdout=subprocess.PIPE)
while left > 0:
    piece = p.stdout.read1(min(left, 1 << 20))
    if not piece:
        sys.exit("peak.py: less output than was told")
    sys.stdout.buffer.write(piece)
    left -= len(piece)
with open(f"/proc/{p.pid}/status") as f:
    peak = re.search(r"VmHWM:\s*(\d+) kB", f.read())[1]
sys.stdout.buffer.write(p.stdout.read())
print(peak, file=sys.stderr)
sys.exit(p.wait())
