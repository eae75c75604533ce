#!/usr/bin/env python3
"""stream_digest.py [add] <STREAM: the digest of its lines, as xxh3= of #total
has it, by libxxhash itself. add: the stream, with it where it is not told."""
import ctypes
import sys

xxh = ctypes.CDLL("libxxhash.so.0")
xxh.XXH3_64bits.restype = ctypes.c_uint64
xxh.XXH3_64bits.argtypes = [ctypes.c_char_p, ctypes.c_size_t]


def digest(lines):
    return b"%016x" % (sum(xxh.XXH3_64bits(line, len(line)) for line in lines
                           if not line.startswith(b"#")) % 2**64)


def add(text):
    """The text of a stream, bytes."""
    lines = text.split(b"\n")
    told = b"\txxh3=" + digest(lines[:-1])
    return b"\n".join(
        line + told if line.startswith(b"#total\t") and b"\txxh3=" not in line
        else line for line in lines)


if __name__ == "__main__":
    stream = sys.stdin.buffer.read()
    if sys.argv[1:] == ["add"]:
        sys.stdout.buffer.write(add(stream))
    else:
        print(digest(stream.split(b"\n")[:-1]).decode())
