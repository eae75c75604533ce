"""A directory with a database in it, and a run that changes it with one of its
system calls failing: what the proofs of databases share."""
import errno
import os
import shutil

from faults import ERRORS, MUST_ONCE
from harness import spread, try_all


class Scene:
    def __init__(self, bench):
        self.bench, self.start = bench, bench.fresh()
        os.mkdir(self.start)

    def copy(self):
        to = self.bench.fresh()
        shutil.copytree(self.start, to)
        return to

    def good(self, argv, place):
        status, out, err = self.bench.run(argv, place)
        if status:
            raise RuntimeError("%s: %s: %s" % (argv, status, err.decode()))
        return out

    def counts(self, argv):
        """How many system calls there are of each kind."""
        place = self.copy()
        to = os.path.join(place, "counts")
        self.bench.run(argv, place, [self.bench.inject, "count", to])
        with open(to, encoding="ascii") as f:
            n = {k: int(v) for k, v in (line.split() for line in f)}
        del n["changes"]
        return n

    def fail(self, argv, place, case):
        """Runs it with the call of the case failing: its status, and what is
        wrong with that, or None."""
        kind, n, mode, error = case
        status, _, err = self.bench.run(
            argv, place, [self.bench.inject, "fail", kind, str(n), mode,
                          str(getattr(errno, error))])
        if status not in (0, 2, 65, 75):
            return status, "status %s: %s" % (status, err.decode())
        if status and err.count(b"\n") != 1 and kind != "write":
            return status, "says %s" % err.decode()
        return status, None


def prove_scene(scene, argv, most, least):
    """Tries most cases of argv, or all, by scene.judge; whether one went wrong,
    or there were fewer than least: then the calls were not seen."""
    cases = [(kind, n, mode, error)
             for kind, calls in scene.counts(argv).items() if kind != "mmap"
             for n in range(1, calls + 1)
             for error in ERRORS[kind]
             for mode in ("once", "on")
             if not (mode == "on" and error in MUST_ONCE)]
    # half a minute is waited for a lock that is refused on and on
    quick = [c for c in cases if c[2:] != ("on", "ENOLCK")]
    chosen = spread(cases if most is None else quick, most)
    bad = try_all(scene.judge, chosen)
    print("%d of %d cases: %d with a wrong end" % (
        len(chosen), len(cases), bad))
    return bad > 0 or len(cases) < least
