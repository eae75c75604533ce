#!/usr/bin/env python3
"""stream_digest.py [add] <STREAM: the digest of its lines, as xxh3= of #total
has it, by libxxhash itself. add: the stream, with it where it is not told."""
import ctypes
import sys

xxh = ctypes.CDLL("libxxhash.so.0")
xxh.XXH3_64bits.restype = ctypes.c_uint64
xxh.XXH3_64bits.argtypes = [ctypes.c_char_p, ctypes.c_size_t]

lines = sys.stdin.buffer.read().split(b"\n")
digest = b"%016x" % (sum(xxh.XXH3_64bits(line, len(line))
                         for line in lines[:-1]
                         if not line.startswith(b"#")) % 2**64)
if sys.argv[1:] == ["add"]:
    lines = [line + b"\txxh3=" + digest
             if line.startswith(b"#total\t") and b"\txxh3=" not in line
             else line for line in lines]
    sys.stdout.buffer.write(b"\n".join(lines))
else:
    print(digest.decode())
