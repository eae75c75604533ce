"""recon_spark: the filters of recon in the partitions of PySpark.

    run = Run(sc, "2022-11-01", parts=200)
    left = sc.textFile("left.rec", use_unicode=False)
    right = sc.textFile("right.rec", use_unicode=False)
    expected = totals(left, right)
    join(run, left, right, options=["-g"]).saveAsTextFile("results")
    merge(run, "results", expected, "results.rec")

Records are lines of recon-record(5), as bytes or text, in an RDD or in the one
column of a DataFrame; control lines among them are those of their sources.

Each task of the source adds up what it sends to each part, before the shuffle,
and sends that along: a part looks whether the frames of all senders came, and
recon-join whether all records did. It runs without a shell, once a part, and a
part is a whole stream that names itself, also where no key fell into it. What
goes wrong fails the job, with the words of the program.
"""

import glob
import os
import subprocess
import tempfile
import threading
import zlib

CHUNK = 1 << 14  # bytes of lines that are sent as one


class Run:
    """How a run is parted, and what a task of it may take.

    name: tells its parts from those of other runs: letters, digits, . _ : -
    parts: each has some keys. What one task then sorts should fit in memory.
    memory: -S of each program in a task, and there may be two.
    seconds: how long one of them may take.
    programs: where they are on each worker; "" is its PATH.
    """

    def __init__(self, context, name, parts, memory="64M", seconds=3600,
                 programs=""):
        self.name, self.parts = name, parts
        self.memory, self.seconds, self.programs = memory, seconds, programs
        if __file__.split("/")[-1] not in map(os.path.basename,
                                              context.listFiles):
            context.addPyFile(__file__)

    def part(self, k):
        return f"{k + 1}/{self.parts}@{self.name}"

    def program(self, name):
        return os.path.join(self.programs, name)


def part_of(key, parts):
    """Of which part a key is, its bytes: CRC-32, as in every process and in
    Java, which Python's hash() is not."""
    return zlib.crc32(key) % parts


def bytes_of(lines):
    """An RDD of lines as bytes, from one of lines or a DataFrame."""
    rdd = lines
    if hasattr(lines, "columns"):
        if len(lines.columns) != 1:
            raise ValueError("a DataFrame of lines has one column")
        rdd = lines.rdd.map(lambda row: row[0])
    return rdd.map(lambda l: l.encode() if isinstance(l, str) else bytes(l))


class Figures:
    """What lines add up to, exactly: how many, and the sums of each side and
    currency as integers by their decimals."""

    def __init__(self):
        self.lines, self.sums = 0, {}

    def add(self, side, currency, amount):
        whole, _, decimals = amount.partition(b".")
        sums = self.sums.setdefault((side, currency), {})
        places = len(decimals)
        sums[places] = sums.get(places, 0) + int(whole + decimals)

    def add_line(self, line, kind):
        """ValueError where that is no such line."""
        self.lines += 1
        fields = line.split(b"\t", 7)
        if kind == "record":
            self.add(fields[3], fields[2], fields[1])
            return
        for side, amount in ((b"L", fields[2]), (b"R", fields[3])):
            if amount != b"-":
                self.add(side, fields[5], amount)

    def total(self):
        """The #total line, without a digest."""
        out = [b"#total", b"records=%d" % self.lines]
        for (side, currency), sums in sorted(self.sums.items()):
            places = max(sums)
            n = sum(v * 10 ** (places - p) for p, v in sums.items())
            digits = b"%0*d" % (places + 1, abs(n))
            point = len(digits) - places
            out.append(side + b"." + currency + b"=" + b"-" * (n < 0) +
                       digits[:point] + b"." * (places > 0) + digits[point:])
        return b"\t".join(out)


def data_lines(lines):
    """Without control lines and comments; what failed before fails here."""
    for line in lines:
        if not line.startswith(b"#"):
            yield line
        elif line.startswith(b"#failed\t"):
            raise RuntimeError(line.decode())
        elif b"\t" in line and not line.startswith(b"#total\t"):
            raise ValueError(f"neither a record nor a control line: {line!r}")


def frames(run, kind, sender, lines):
    """What one task sends: (part, (kind, chunk of lines)), and to each part a
    frame: that it sent what, without a digest, of which Python knows none."""
    chunks = [[] for _ in range(run.parts)]
    sizes = [0] * run.parts
    figures = [Figures() for _ in range(run.parts)]
    for line in data_lines(lines):
        k = part_of(line[:line.find(b"\t")], run.parts)
        try:
            figures[k].add_line(line, kind)
        except (IndexError, ValueError):
            raise ValueError(f"not a {kind}: {line!r}") from None
        chunks[k].append(line)
        sizes[k] += len(line)
        if sizes[k] > CHUNK:
            yield k, (kind, b"\n".join(chunks[k]))
            chunks[k], sizes[k] = [], 0
    for k in range(run.parts):
        if chunks[k]:
            yield k, (kind, b"\n".join(chunks[k]))
        yield k, (kind, b"#recon %s 1\n%s\tsender=%d" % (
            kind.encode(), figures[k].total(), sender))


def send(run, **lines):
    """Lines framed and shuffled, by their kind: record=RDD, result=RDD. Gives
    an RDD of (part, (kind, chunk)), part K in partition K, and how many
    senders there are of each kind."""
    sent, senders = None, {}
    for kind, rdd in lines.items():
        framed = bytes_of(rdd).mapPartitionsWithIndex(
            lambda sender, it, kind=kind: frames(run, kind, sender, it))
        senders[kind] = framed.getNumPartitions()
        sent = sent.union(framed) if sent else framed
    return sent.partitionBy(run.parts, int), senders


def received(part, pairs, senders):
    """(kind, chunk) of what came to a part; RuntimeError at the end unless one
    frame of each sender was among it."""
    missing = {(kind, n) for kind, count in senders.items()
               for n in range(count)}
    for _, (kind, chunk) in pairs:
        if chunk.startswith(b"#recon "):
            frame = kind, int(chunk.rpartition(b"sender=")[2])
            if frame not in missing:
                raise RuntimeError(f"part {part}: the frame of {kind} sender "
                                   f"{frame[1]} comes twice")
            missing.remove(frame)
        yield kind, chunk
    for kind, n in sorted(missing):
        raise RuntimeError(f"part {part}: the frame of {kind} sender {n} "
                           f"of {senders[kind]} is missing")


def total_of(chunk, part):
    """The #total line of the part in a chunk, or nothing."""
    for at in (chunk.find(b"#total\t"), chunk.rfind(b"\n#total\t") + 1):
        line = chunk[at:].partition(b"\n")[0] if at >= 0 else b""
        if line.startswith(b"#total\t") and \
                b"part=" + part.encode() in line.split(b"\t"):
            return line
    return b""


def run_filter(run, part, command, chunks):
    """Runs a program on chunks of lines; yields what it writes, in chunks of
    whole lines without the last LF. RuntimeError where it does not end well or
    in time, does not read all, or leaves no #total of this part. timeout(1)
    ends it also where this process is killed."""
    failures = []
    with tempfile.TemporaryFile() as err:
        child = subprocess.Popen(
            ["timeout", "-k", "5", str(run.seconds)] + command, stderr=err,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE)

        def feed():
            try:
                with child.stdin as out:
                    for chunk in chunks:
                        out.write(chunk + b"\n")
            except Exception as failure:  # told below, by who waits for it
                failures.append(failure)
                if not isinstance(failure, BrokenPipeError):
                    child.terminate()

        feeder = threading.Thread(target=feed, daemon=True)
        feeder.start()
        try:
            rest, whole = b"", False
            while block := child.stdout.read(1 << 18):
                lines, cut, rest = (rest + block).rpartition(b"\n")
                if cut:
                    whole = whole or total_of(lines, part)
                    yield lines
            status = child.wait()
            feeder.join()
        finally:
            child.terminate()
        where = f"part {part}: {os.path.basename(command[0])}"
        for failure in failures:
            if not isinstance(failure, BrokenPipeError):
                raise failure
        if status in (124, 137):
            raise RuntimeError(f"{where}: did not end within {run.seconds} s")
        if status < 0:
            raise RuntimeError(f"{where}: killed by signal {-status}")
        if status not in (0, 1):
            err.seek(0)
            said = err.read().decode(errors="replace").strip().split("\n")[-1]
            raise RuntimeError(f"{where}: status {status}: {said}")
        if failures:
            raise RuntimeError(f"{where}: did not read its input")
        if rest or not whole:
            raise RuntimeError(f"{where}: its output is not whole")


def join_command(run, part, options):
    return [run.program("recon-join"), "--sort", "-j", "1", "-S", run.memory,
            "--require-total", "--part", part, *options]


def joined(run, sent, senders, options=()):
    """Results of records that send() has sent: an RDD of chunks of lines, one
    stream a partition, which saveAsTextFile writes as it is."""
    def task(k, pairs):
        part = run.part(k)
        came = received(part, pairs, senders)
        return run_filter(run, part, join_command(run, part, options),
                          (chunk for _, chunk in came))
    return sent.mapPartitionsWithIndex(task)


def join(run, left, right, options=()):
    """Results of the records of both sides, as joined() gives them."""
    both = bytes_of(left).union(bytes_of(right))
    return joined(run, *send(run, record=both), options)


def lines_of(chunks):
    """The lines of chunks, as text."""
    return chunks.flatMap(lambda chunk: chunk.decode().split("\n"))


def totals(*sources):
    """What the sources hold, as #total lines: their own, where they have any,
    which have the digest of the lines; otherwise they are added up. Reads all."""
    def task(lines):
        told, figures = [], Figures()

        def others():
            for line in lines:
                if line.startswith(b"#total\t"):
                    told.append(line)
                yield line
        for line in data_lines(others()):
            figures.add_line(line, "record")
        yield told, figures.total()
    out = []
    for source in sources:
        found = bytes_of(source).mapPartitions(task).collect()
        out += [line for told, _ in found for line in told] or \
            [total for _, total in found]
    return out


def merge(run, directory, expected=(), out=None):
    """Looks whether all parts that saveAsTextFile left in a directory of this
    machine are there, and hold what was expected, #total lines; makes one
    sorted stream of them, out. Without it they are left as parts: for results
    of billions of lines, or where what is next takes parts as well."""
    parts = sorted(glob.glob(os.path.join(glob.escape(directory), "part-*")))
    if not parts:
        raise RuntimeError(f"{directory}: has no parts")
    with tempfile.NamedTemporaryFile() as totals_file:
        command = [run.program("recon-sort"), "-S", run.memory, "--parts",
                   f"{run.parts}@{run.name}"]
        command += ["-m", "-o", out] if out else ["-c"]
        if expected:
            totals_file.write(b"\n".join(expected) + b"\n")
            totals_file.flush()
            command += ["--expect-total", totals_file.name]
        done = subprocess.run(command + ["--"] + parts, timeout=run.seconds,
                              stdin=subprocess.DEVNULL,
                              stderr=subprocess.PIPE, check=False)
    if done.returncode != 0:
        said = done.stderr.decode(errors="replace").strip()
        raise RuntimeError(f"{directory}: {said}")
