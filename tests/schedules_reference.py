#!/usr/bin/env python3
"""Schedules of flows again, slow and plain, by zoneinfo.

usage: schedules_reference.py times COUNT SEED
       schedules_reference.py looks COUNT SEED SCRIPT WANT

times writes cases: a schedule, a stretch of time and what is due in it. looks
writes a script of looks at schedules, with a clock that jumps and runs that
end, and what is to come of each look.

The clocks of a place are watched, minute by minute: a time is due when they
first show it or a later one.
"""
import datetime
import random
import sys
import zoneinfo

UTC = datetime.timezone.utc
WEEK = "Mon Tue Wed Thu Fri Sat Sun".split()
ZONES = ("UTC", "Asia/Shanghai", "Europe/Berlin", "America/New_York",
         "Australia/Lord_Howe", "America/St_Johns", "Pacific/Apia",
         "Africa/Casablanca", "Asia/Kathmandu", "Europe/Dublin")
# Clocks change near these days somewhere; the last is a leap day.
NEAR = ("2026-03-08", "2026-03-29", "2026-04-05", "2026-10-04", "2026-10-25",
        "2026-11-01", "2011-12-30", "2026-02-18", "2026-03-22", "2028-02-29")

DAYS = 8  # that looks are spread over


def minute(day):
    """Minutes since 1970 of a day in UTC."""
    d = datetime.datetime.fromisoformat(day).replace(tzinfo=UTC)
    return int(d.timestamp()) // 60


def shown(zone, at):
    """What clocks show, as minutes since 1970."""
    d = datetime.datetime.fromtimestamp(at * 60, UTC).astimezone(zone)
    return int(d.replace(tzinfo=UTC).timestamp()) // 60


class Schedule:
    def __init__(self, zone, days, at):
        self.zone, self.days, self.at = zone, days, sorted(at)

    def keys(self):
        days = ", ".join(WEEK[d] for d in self.days)
        at = ", ".join("%02d:%02d" % divmod(m, 60) for m in self.at)
        return self.zone, days, at

    def due(self, first, last):
        """(nominal, minute) of all that is due from the minute first on, up to
        the minute last; self.when has the minute of each local one."""
        zone = zoneinfo.ZoneInfo(self.zone)
        # what was shown until then, also before clocks were put back
        latest = max(shown(zone, first - m) for m in range(1, 27 * 60))
        found, self.when = [], {}
        for at in range(first, last + 1):
            local = shown(zone, at)
            while latest < local:
                latest += 1
                self.when[latest] = at
                day, of_day = divmod(latest, 1440)
                date = datetime.date(1970, 1, 1) + datetime.timedelta(day)
                if of_day in self.at and date.weekday() in self.days:
                    found.append(("%s %02d:%02d" % (
                        date, *divmod(of_day, 60)), at))
        return found


def some_schedule(chance):
    at = {chance.choice((0, 90, 120, 150, 180, 1439))}
    while chance.random() < .6:
        at.add(chance.randrange(1440))
    days = range(7)
    if chance.random() < .3:
        days = sorted(chance.sample(range(7), chance.randrange(1, 7)))
    return Schedule(chance.choice(ZONES), list(days), at)


def times(count, chance):
    for _ in range(count):
        s = some_schedule(chance)
        first = minute(chance.choice(NEAR)) + chance.randrange(-2880, 1440)
        last = first + chance.randrange(3 * 1440)
        due = ",".join("%s=%d" % (n, at * 60) for n, at in s.due(first, last))
        # behind the second before the first minute, up to the last
        print(*s.keys(), first * 60 - 1, last * 60 + chance.randrange(60), due,
              sep="\t")


class Row:
    def __init__(self, nominal, at, missed):
        self.nominal, self.at, self.missed = nominal, at, missed
        self.state = "open"
        self.told = set()


class Model:
    """Looks at a schedule; moments are seconds."""

    def __init__(self, due, when, catch_up, overlap, grace, done_by):
        self.due, self.when = due, when
        self.catch_up, self.overlap = catch_up, overlap
        self.grace, self.done_by = grace, done_by
        self.rows, self.looked = {}, None

    def find(self, now):
        if self.looked is not None and now < self.looked:
            self.rows = {n: r for n, r in self.rows.items()
                         if r.at <= now or r.state in ("begun", "ended")}
        elif self.looked is not None:
            for nominal, at in self.due:
                if self.looked < at * 60 <= now and nominal not in self.rows:
                    late = now - at * 60 > max(60, self.grace)
                    self.rows[nominal] = Row(nominal, at * 60, late)
        self.looked = now

    def is_late(self, row, now):
        at = self.when.get(minute(row.nominal[:10]) + self.done_by)
        return self.done_by and at is not None and now >= at * 60

    def going(self):
        return any(r.state == "begun" for r in self.rows.values())

    def look(self, now):
        self.find(now)
        lines = []
        rows = [self.rows[n] for n in sorted(self.rows)
                if self.rows[n].state in ("open", "begun")]
        missed = [r for r in rows if r.missed and r.state == "open"]
        if self.catch_up == "none":
            left = missed
        elif self.catch_up == "last":
            left = missed[:-1]
        else:
            left = missed[int(self.catch_up.split()[-1]):]
        for r in rows:
            told = []
            was_open = r.state == "open"
            if r in left:
                r.state = "missed"
                lines.append("missed " + r.nominal)
                continue
            if was_open:
                if self.overlap == "run" or not self.going():
                    r.state = "begun"
                    lines.append("starts " + r.nominal)
                elif self.overlap == "skip" and not r.missed:
                    r.state = "skipped"
                    lines.append("skipped " + r.nominal)
                    continue
                if self.grace and now - r.at > self.grace:
                    told.append("late")
            if self.is_late(r, now):
                told.append("unfinished")
            for what in told:
                if what not in r.told:
                    r.told.add(what)
                    lines.append(what + " " + r.nominal)
        return lines

    def end(self):
        for n in sorted(self.rows):
            if self.rows[n].state == "begun":
                self.rows[n].state = "ended"
                return


def looks(count, chance, script, want):
    for _ in range(count):
        s = some_schedule(chance)
        catch_up = chance.choice(("none", "last", "all max 1", "all max 4"))
        overlap = chance.choice(("wait", "skip", "run"))
        grace = chance.choice((0, 1, 900, 7200, 20000))
        done_by = chance.choice((0, 1440 + 12 * 60, 2 * 1440 + 15 * 60))
        zone, days, at = s.keys()
        keys = ["zone = " + zone, "days = " + days, "at = " + at,
                "catch-up = " + catch_up, "overlap = " + overlap]
        if grace:
            keys.append("grace = %ds" % grace)
        if done_by:
            keys.append("done-by = %02d:%02d +%d day" % (
                *divmod(done_by % 1440, 60), done_by // 1440))
        script.write("schedule " + ";".join(keys) + "\n")
        first = minute(chance.choice(NEAR)) - 1440
        due = s.due(first, first + DAYS * 1440)
        model = Model(due, s.when, catch_up, overlap, grace, done_by)
        now = first * 60 + chance.randrange(1440 * 60)
        for _ in range(100):
            script.write("look %d\n" % now)
            want.write("look %d\n" % now)
            for line in model.look(now):
                want.write(line + "\n")
            while chance.random() < .1:
                script.write("end\n")
                model.end()
            kind = chance.random()
            if kind < .7:
                now += chance.randrange(chance.choice((120, 7200)))
            elif kind < .85:
                now += chance.randrange(2 * 86400)
            else:
                now -= chance.choice((3600, chance.randrange(86400)))
            now = min(max(now, first * 60), (first + DAYS * 1440) * 60)


def main():
    kind, count, chance = sys.argv[1], int(sys.argv[2]), random.Random(
        int(sys.argv[3]))
    if kind == "times":
        times(count, chance)
        return
    with open(sys.argv[4], "w") as script, open(sys.argv[5], "w") as want:
        looks(count, chance, script, want)


main()
