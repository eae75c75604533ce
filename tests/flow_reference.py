#!/usr/bin/env python3
"""flow_reference.py SEED CASES DIRECTORY UNIT: random flows taken through random
steps, and a model of recon-flow(5), "Runs", that says what becomes of each node
then. UNIT is build/unit/flow/run/run_steps. It prints how many states agree."""

import os
import random
import subprocess
import sys

SEED, CASES, DIR, UNIT = int(sys.argv[1]), int(sys.argv[2]), *sys.argv[3:5]
r = random.Random(SEED)
ENDED = ("done", "differs", "failed", "skipped", "cancelled")
NAMES = ["a", "b-1", "核对", "d_4", "É", "f", "g", "下载"]


def chance(p):
    return r.random() < p


class Node:
    """What the file says of a node, and what is known of it in the run."""

    def __init__(self, name):
        self.name = name
        self.kind = r.choice(["run"] * 5 + ["sh", "send", "send", "approve",
                                            "wait"])
        tried = self.tried = self.kind in ("run", "sh", "send")
        self.after = []
        self.join = "all"
        self.approve = self.kind == "approve" or chance(.12)
        self.delay = r.choice([0, 60]) if self.kind == "wait" else (
            60 if chance(.1) else 0)
        self.when = chance(.12)
        self.retry = r.choice([0, 0, 1, 2]) if tried else 0
        self.backoff = (10, 2, 15) if self.retry and chance(.6) else None
        self.every = tried and chance(.25)
        self.times = self.deadline = 0
        if self.every:
            if chance(.5):
                self.times = r.randrange(1, 4)
            if not self.times or chance(.3):
                self.deadline = r.choice([60, 130])
        self.until = self.every and chance(.5)
        command = self.kind in ("run", "sh")
        self.differs = [3] if command and chance(.3) else []
        self.never = [4] if command and chance(.3) else []
        self.idempotent = command and chance(.4)
        self.fail = tried and chance(.5)
        self.reset()
        self.generation, self.tries, self.hold = 1, 0, False
        self.state, self.waits, self.wake = "waiting", "parents", None

    def reset(self):
        self.failures = self.polls = 0
        self.first = None
        self.begun = self.approved = self.delayed = self.asked = False
        self.stopping = self.lost = self.passed = self.older = False
        self.outs = {}
        self.part = "main"

    def text(self):
        t = ["[node %s]" % self.name]
        if self.kind != "approve" and self.kind != "wait":
            t.append("%s = x" % self.kind)
            t.append("out = n amount, t text")
        for parent, condition, _ in self.after:
            t.append("after = %s%s" % (parent.name, " if " + condition
                                       if condition else ""))
        if self.after:
            t.append("join = " + self.join)
        if self.approve:
            t.append("approve = g")
        if self.delay or self.kind == "wait":
            t.append("delay = %ds" % self.delay)
        if self.when:
            t.append("when-run = x")
        if self.retry:
            t.append("retry = %d" % self.retry)
        if self.backoff:
            t.append("backoff = %ds x%d max %ds" % self.backoff)
        if self.every:
            t.append("every = 60s")
        if self.times:
            t.append("times = %d" % self.times)
        if self.deadline:
            t.append("deadline = %ds" % self.deadline)
        if self.until:
            t.append("repeat-until = %s.out.n > 5" % self.name)
        if self.differs:
            t.append("differs = 3")
        if self.never:
            t.append("never = 4")
        if self.idempotent:
            t.append("idempotent = yes")
        if self.fail:
            t.append("give-up = fail")
        return "\n".join(t) + "\n"

    def has_ended(self):
        return self.state in ENDED


class NoValue(Exception):
    pass


def status(node):
    if not node.has_ended():
        raise NoValue
    return node.state


def out(node, name):
    if not node.has_ended() or name not in node.outs:
        raise NoValue
    return node.outs[name]


def condition_of(parent, sure):
    """A condition of an edge from parent: its text, what it is, and of which
    nodes it sees the status."""
    p, other = parent, r.choice(sure)
    choice = [
        ("%s.status = done" % p.name, lambda: status(p) == "done", [p]),
        ("%s.status = failed" % p.name, lambda: status(p) == "failed", [p]),
        ("%s.status != skipped" % p.name, lambda: status(p) != "skipped", [p]),
        ("not %s.status = done" % p.name, lambda: status(p) != "done", [p]),
        ("%s.status != done and %s.status = failed" % (p.name, other.name),
         lambda: (status(p) != "done") & (status(other) == "failed"),
         [p, other]),
        ("%s.status = failed or p = y" % other.name,
         lambda: status(other) == "failed", [other]),
        ("p != {%s.status}" % other.name, lambda: status(other) != "x",
         [other]),
    ]
    if p.tried:
        choice += [
            ("%s.out.n > 5" % p.name, lambda: out(p, "n") > 5, []),
            ("not %s.out.n > 5" % p.name, lambda: not out(p, "n") > 5, []),
            ("%s.out.t = {p}" % p.name, lambda: out(p, "t") == "x", []),
            ("%s.out.t != x" % p.name, lambda: out(p, "t") != "x", []),
            ("%s.status != x or %s.out.t = y" % (p.name, p.name), None, []),
            ("%s.status = failed or %s.out.t = x" % (p.name, p.name),
             lambda: (out(p, "t") == "x") | (status(p) == "failed"), [p]),
            ("%s.out.t = x or %s.out.n == 4.0" % (p.name, p.name),
             lambda: (out(p, "t") == "x") | (out(p, "n") == 4), []),
        ]
    text, is_so, sees = r.choice([c for c in choice if c[1]])
    return text, (is_so, sees)


class Run:
    def __init__(self):
        self.nodes = []
        sure = {}  # of each node those that have ended when it begins
        for i in range(r.randrange(1, 8)):
            n = Node(NAMES[i])
            parents = r.sample(self.nodes, min(len(self.nodes),
                                               r.choice([0, 1, 1, 2, 3])))
            n.join = r.choice(["all", "all", "some", "any", "ended"])
            each = [sure[p] | {p} for p in parents]
            sure[n] = set() if not each else (
                set.intersection(*each) if n.join == "any"
                else set.union(*each))
            for p in parents:
                known = sure[p] | {p} if n.join == "any" else sure[n]
                text, what = None, None
                if n.join != "ended" and chance(.5):
                    text, what = condition_of(
                        p, sorted(known, key=lambda x: x.name))
                n.after.append((p, text, what))
            self.nodes.append(n)
        self.state, self.stopping, self.began = "waiting", False, False
        self.now, self.ended, self.refused = 1, [], False
        self.differs = self.passed = False
        self.find_children()

    def find_children(self):
        self.children = {n: [] for n in self.nodes}
        for n in self.nodes:
            for p, _, _ in n.after:
                if n not in self.children[p]:
                    self.children[p].append(n)

    def below(self, node, through=lambda n: True):
        """All that is after node, over such as through takes."""
        seen, todo = [], [node]
        while todo:
            for c in self.children[todo.pop(0)]:
                if c not in seen:
                    seen.append(c)
                    if through(c):
                        todo.append(c)
        return seen

    # -- edges

    def holds(self, edge):
        parent, _, what = edge
        good = parent.state in ("done", "differs")
        if not what:
            return good
        is_so, sees = what
        if not good and parent not in sees:
            return False
        try:
            return bool(is_so())
        except NoValue:
            return False

    def judge(self, n):
        """What becomes of one that waits for others, by all of its edges."""
        open_ = [e for e in n.after if not e[0].has_ended()]
        hold = [e for e in n.after if e[0].has_ended() and self.holds(e)]
        if n.join == "any" and hold:
            return self.go(n)
        if open_:
            return self.wait(n, "parents")
        begins = {"all": len(hold) == len(n.after), "some": bool(hold),
                  "any": bool(hold), "ended": True}[n.join] or not n.after
        if begins:
            self.go(n)
        else:
            self.move(n, "skipped")

    def follow(self):
        """What is after those that ended."""
        while self.ended:
            now, self.ended = self.ended, []
            for n in self.nodes:
                fresh = [e for e in n.after if e[0] in now]
                if not fresh or (n.state, n.waits) != ("waiting", "parents"):
                    continue
                if n.join == "any" and any(self.holds(e) for e in fresh):
                    self.go(n)
                elif all(e[0].has_ended() for e in n.after):
                    self.judge(n)
        if self.state not in ENDED and all(n.has_ended() for n in self.nodes):
            self.finish()

    def finish(self):
        taken = set()
        for n in self.nodes:
            if n.state in ("skipped", "cancelled"):
                continue
            for e in n.after:
                if n.join == "ended":
                    taken.add(e[0])
                elif e[2] and self.holds(e):
                    taken.update(e[2][1])
        failed = [n for n in self.nodes
                  if n.state == "failed" and n not in taken]
        self.state = ("cancelled" if self.stopping else
                      "failed" if failed else "done")
        self.differs = any(n.state == "differs" for n in self.nodes)
        self.passed = any(n.passed for n in self.nodes)

    def reopen(self):
        if self.state in ENDED:
            self.state, self.stopping = "going", False
            self.differs = self.passed = False

    # -- moves

    def move(self, n, state, waits=None, wake=None):
        if n.hold and state not in ENDED and state != "running":
            state, waits, wake = "held", None, None
        n.state, n.waits, n.wake = state, waits, wake
        if state in ENDED:
            n.hold = n.stopping = False
            self.ended.append(n)

    def wait(self, n, what, seconds=None):
        self.move(n, "waiting", what, self.now + seconds if seconds else None)

    def go(self, n):
        n.begun, n.part = True, "main"
        if n.approve and not n.approved:
            self.wait(n, "person")
        elif n.delay and not n.delayed:
            self.wait(n, "delay", n.delay)
        elif n.when and not n.asked:
            n.part = "when"
            self.move(n, "ready")
        elif n.tried or n.hold:
            self.move(n, "ready")
        else:
            self.move(n, "done")

    # -- ends of attempts

    def give_up(self, n):
        if n.stopping:
            self.move(n, "cancelled")
        else:
            self.move(n, "failed" if n.fail else "held")

    def failed(self, n, tries, least=0):
        n.failures += 1
        if n.failures > tries:
            return self.give_up(n)
        pause = least
        if n.backoff:
            first, factor, most = n.backoff
            pause = max(pause, min(first * factor ** (n.failures - 1), most))
        if pause:
            self.wait(n, "retry", pause)
        else:
            self.move(n, "ready")

    def was_lost(self, n, alive):
        n.lost = True
        if n.stopping and not alive:
            self.move(n, "cancelled")
        elif n.idempotent and not alive:
            self.failed(n, n.retry + 3)
        else:
            self.move(n, "held")

    def again(self, n):
        n.polls += 1
        if (n.times and n.polls >= n.times) or (
                n.deadline and self.now + 60 > n.first + n.deadline):
            self.give_up(n)
        else:
            self.wait(n, "poll", 60)

    def well(self, n, state, outs):
        names = [k for k, _ in outs if k in ("n", "t")]
        n.outs = {}
        if len(names) != len(set(names)) or ("n", "bad") in outs:
            n.failures += 1
            return self.give_up(n)
        n.outs = {k: float(v) if k == "n" else v for k, v in outs
                  if k in ("n", "t")}
        if not n.until or n.outs.get("n", 0) > 5:
            return self.move(n, state)
        n.outs = {}
        if n.stopping:
            self.move(n, "cancelled")
        else:
            self.again(n)

    def end_main(self, n, how, number, outs):
        if how in ("exit", "recon"):
            recon = how == "recon"
            if number == 0:
                return self.well(n, "done", outs)
            if number in n.differs:
                return self.well(n, "differs", outs)
            bad = number in n.never or number in (126, 127) or (
                recon and number in (65, 70))
            if recon and number == 1 and not bad:
                return self.well(n, "differs", outs)
            if n.stopping:
                return self.move(n, "cancelled")
            if number == 75 and n.every:
                return self.again(n)
            return self.failed(n, 0 if bad else n.retry)
        if how == "ok":
            return self.well(n, "done", outs)
        if how in ("lost", "alive"):
            return self.was_lost(n, how == "alive")
        if how == "cancelled" or n.stopping:
            return self.move(n, "cancelled")
        if how == "trouble":
            return self.move(n, "held")
        if how == "retry":
            return self.failed(n, n.retry, max(number, 0))
        self.failed(n, n.retry if how in ("signal", "timeout", "output")
                    else 0)

    def end_when(self, n, how, number):
        if how in ("lost", "alive"):
            self.was_lost(n, how == "alive")
        elif how == "cancelled" or n.stopping:
            self.move(n, "cancelled")
        elif how in ("exit", "recon") and number == 0:
            n.asked = True
            self.go(n)
        elif how in ("exit", "recon") and number == 1:
            self.move(n, "skipped")
        else:
            self.move(n, "held")

    # -- what people say

    def renew(self, n):
        n.generation += 1
        n.reset()
        self.wait(n, "parents")

    def can_redo(self, n):
        return not any(c.state == "running" for c in self.below(n))

    def far(self, n):
        return (n.state, n.waits) != ("waiting", "parents")

    def redo(self, n, after):
        if n.state not in ENDED and n.state != "held":
            return False
        if not self.can_redo(n):
            return False
        n.hold = False
        self.reopen()
        self.renew(n)
        if after:
            again, older = self.below(n), []
        else:
            again = [c for c in self.below(n, lambda c: not c.has_ended())
                     if not c.has_ended()]
            older = [c for c in self.below(n) if c.has_ended()]
        for c in again:
            if self.far(c):
                self.renew(c)
        for c in older:
            c.older = True
        self.judge(n)
        return True

    def may(self, n, uid, group):
        return uid != "1000" and group == "g"

    def decide(self, n, state, uid, group):
        if state == "done" and n.approve and not n.approved and \
                not self.may(n, uid, group):
            return False
        if n.state in ("running", "done", "differs", state):
            return False
        if n.has_ended():
            if not self.can_redo(n):
                return False
            self.reopen()
            for c in self.below(n):
                if self.far(c):
                    self.renew(c)
        n.passed, n.lost, n.outs = state == "done", False, {}
        self.move(n, state)
        return True

    def cancel(self, n):
        if n.state == "running":
            n.stopping = True
        elif not n.has_ended():
            self.move(n, "cancelled")

    def go_on(self, n):
        if n.has_ended():
            return False
        if n.state == "held":
            n.hold = n.lost = False
            n.failures = n.polls = 0
            n.first = None
            if n.begun:
                self.go(n)
            else:
                self.judge(n)
            return True
        if n.state == "waiting":
            if n.waits == "delay":
                n.delayed = True
                self.go(n)
            elif n.waits in ("retry", "poll"):
                self.move(n, "ready")
            else:
                return False
            return True
        if not n.hold:
            return False
        n.hold = False
        return True

    def order_run(self, what):
        if what == "cancel":
            if self.state in ENDED:
                return False
            self.stopping = True
            for n in self.nodes:
                self.cancel(n)
            return True
        if self.stopping and self.state not in ENDED:
            return False
        if what == "hold" and self.state == "going":
            self.state = "held"
            return True
        if what == "go" and self.state == "held":
            self.state = "going"
            return True
        return False

    def order(self, what, n, uid, group):
        if self.stopping and self.state not in ENDED and what != "cancel":
            return False
        if what == "hold":
            if n.has_ended() or n.hold:
                return False
            n.hold = True
            if n.state not in ("running", "held"):
                self.move(n, "held")
            return True
        if what == "go":
            return self.go_on(n)
        if what == "cancel":
            if n.has_ended():
                return False
            self.cancel(n)
            return True
        if what in ("redo", "redo-after"):
            return self.redo(n, what == "redo-after")
        if what in ("pass", "skip"):
            return self.decide(n, {"pass": "done", "skip": "skipped"}[what],
                               uid, group)
        if not n.approve or n.waits != "person" or \
                not self.may(n, uid, group):
            return False
        if what == "approve":
            n.approved = True
            self.go(n)
        else:
            self.move(n, "failed")
        return True

    # -- steps

    def begin(self):
        self.state = "going"
        for n in self.nodes:
            if not n.after:
                self.judge(n)
        self.follow()
        return "begin"

    def end(self, n):
        words = ["exit 0"] * 6 + ["exit 1", "exit 2", "exit 3", "exit 4",
                                  "exit 65", "exit 75", "exit 75", "exit 126",
                                  "signal 9", "timeout", "output",
                                  "not-begun 127", "bad", "lost", "alive",
                                  "trouble", "cancelled"]
        if n.kind == "run" or n.part == "when":
            words += ["recon 0", "recon 1", "recon 1", "recon 2", "recon 65",
                      "recon 70", "recon 75"]
        if n.kind == "send" and n.part == "main":
            words = ["ok"] * 6 + ["retry -1", "retry 7", "retry 90", "fail",
                                  "trouble", "cancelled"]
        how = r.choice(words)
        outs = [("n", r.choice(["4", "6", "6", "6"] + ["bad"] * chance(.1))),
                ("t", r.choice("xy")), ("other", "1"), ("other", "2")]
        outs = r.sample(outs, r.randrange(5))
        if outs and chance(.03):
            outs.append(outs[0])
        word, _, number = how.partition(" ")
        number = int(number or 0)
        if n.part == "when":
            self.end_when(n, word, number)
        else:
            self.end_main(n, word, number, outs)
        return "end %s %s %s" % (n.name, how, " ".join("%s=%s" % o
                                                       for o in outs))

    def say(self):
        what = r.choice(["hold", "go", "go", "cancel", "redo", "redo",
                         "redo-after", "pass", "skip", "approve", "approve",
                         "refuse"])
        uid, group = r.choice(["7", "7", "1000"]), r.choice(["g", "g", "h"])
        if what in ("hold", "go", "cancel") and chance(.2):
            self.refused = not self.order_run(what)
            return "%s - %s" % (what, uid)
        n = r.choice(self.nodes)
        self.refused = not self.order(what, n, uid, group)
        return "%s %s %s %s" % (what, n.name, uid, group)

    def step(self, orders):
        self.refused = False
        can = [n for n in self.nodes
               if n.state in ("ready", "running") or n.wake or
               n.waits == "person"]
        if not can or chance(orders):
            text = self.say()
        else:
            n = r.choice(can)
            if n.waits == "person":
                self.refused = not self.order("approve", n, "7", "g")
                text = "approve %s 7 g" % n.name
            elif n.wake:
                self.now = max(self.now, n.wake)
                text = "wake " + n.name
                if n.waits == "delay":
                    n.delayed = True
                    self.go(n)
                else:
                    self.move(n, "ready")
            elif n.state == "ready":
                n.tries += 1
                n.stopping = False
                if n.part == "main" and n.every and n.first is None:
                    n.first = self.now
                self.move(n, "running")
                text = "try " + n.name
            elif chance(.03):
                self.move(n, "cancelled" if n.stopping else "ready")
                text = "back " + n.name
            elif chance(.1):
                seconds = r.randrange(1, 100)
                self.now += seconds
                text = "later %d" % seconds
            else:
                text = self.end(n)
        self.follow()
        return text

    def line(self):
        t = self.state + (" differs" if self.differs else "") + (
            " passed" if self.passed else "") + (
            " refused" if self.refused else "")
        for n in self.nodes:
            t += " | %s %s" % (n.name, n.state)
            if n.waits:
                t += ":" + n.waits
            t += " g%d t%d f%d p%d" % (n.generation, n.tries, n.failures,
                                       n.polls)
            if n.wake:
                t += " w%d" % (n.wake - self.now)
            for word in ("older", "passed", "lost", "stopping"):
                if getattr(n, word):
                    t += " " + word
        return t


def main():
    cases, want, where = [], [], []
    for case in range(CASES):
        run = Run()
        text = "[param p]\ntype = text\ndefault = x\n" + "".join(
            n.text() for n in run.nodes)
        steps = [run.begin()]
        want.append(run.line())
        orders = r.choice([0, .05, .3])
        for _ in range(r.randrange(5, 60)):
            steps.append(run.step(orders))
            want.append(run.line())
            if run.state in ENDED and chance(.3):
                break
        where += [(case, i) for i in range(len(steps))]
        cases.append((text, steps))
    path = os.path.join(DIR, "cases")
    with open(path, "w") as f:
        for text, steps in cases:
            f.write(text + "%\n" + "\n".join(steps) + "\n%%\n")
    got = subprocess.run([UNIT, path], stdout=subprocess.PIPE, check=True,
                         encoding="utf-8").stdout.splitlines()
    for w, g, (case, i) in zip(want, got, where):
        if w != g:
            text, steps = cases[case]
            print("seed %d, case %d:\n%s%%\n%s\nwant %s\ngot  %s" % (
                SEED, case, text, "\n".join(steps[:i + 1]), w, g))
            sys.exit(1)
    if len(got) != len(want):
        sys.exit("%d states, want %d" % (len(got), len(want)))
    print("%d states of %d runs agree" % (len(want), CASES))


main()
