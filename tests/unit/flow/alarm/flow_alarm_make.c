#include "flow/alarm/flow_alarm_make.h"

#include "schedules.h"

static struct buf texts;

/* Of the start that is due on 2026-11-30 08:30 in Shanghai. */
static void
start_says(enum flow_alarm_reason reason, const char *found, const char *now,
    bool begun, const char *want)
{
	struct schedules s;
	struct flow_due_row row = { .found = moment(found), .begun = begun };
	struct flow_alarm_note a;

	schedules_open(&s,
	    "at = 08:30\nzone = Asia/Shanghai\ndone-by = 09:00\ngrace = 15m");
	EXPECT(
	    flow_due_time_parse(&s.times, SPAN("2026-11-30 08:30"), &row.due));
	a = flow_alarm_of_start(reason, &s.times, &row, moment(now), &texts);
	EXPECT(a.reason == reason && a.count == 1);
	EXPECT(a.since == moment(now) && a.last == a.since);
	EXPECT_STR(a.schedule, "s");
	EXPECT_STR(a.due, "2026-11-30 08:30");
	EXPECT_STR(a.what, want);
	EXPECT(!a.flow && !a.run && !a.node);
	schedules_close(&s);
}

static void
starts(void)
{
	start_says(FLOW_ALARM_MISSED, "2026-12-02T03:40:59Z",
	    "2026-12-02T03:41:00Z", false,
	    "it was due at 2026-11-30T00:30:00Z, and found 2d 3h later");
	start_says(FLOW_ALARM_LATE, "2026-11-30T00:30:00Z",
	    "2026-11-30T00:45:01Z", false,
	    "it was due at 2026-11-30T00:30:00Z, 15m 1s ago");
	start_says(FLOW_ALARM_LATE, "2026-11-30T00:30:00Z",
	    "2026-11-30T01:30:59Z", false,
	    "it was due at 2026-11-30T00:30:00Z, 1h ago");
	start_says(FLOW_ALARM_UNFINISHED, "2026-11-30T00:30:00Z",
	    "2026-11-30T01:00:00Z", true,
	    "it was to be done by 2026-11-30T01:00:00Z");
	start_says(FLOW_ALARM_UNFINISHED, "2026-11-30T00:30:00Z",
	    "2026-11-30T01:00:00Z", false,
	    "it was to be done by 2026-11-30T01:00:00Z, and has not begun");
}

static void
schedule_says(enum flow_due_stands stands, const struct told *faults,
    const struct err *why, enum flow_alarm_reason reason, const char *want)
{
	struct flow_alarm_note a = flow_alarm_of_schedule(
	    stands, "morning", "/f/day.flow", faults, why, 5, &texts);

	EXPECT(a.reason == reason && a.since == 5);
	EXPECT_STR(a.schedule, "morning");
	EXPECT_STR(a.path, "/f/day.flow");
	EXPECT_STR(a.what, want);
}

static void
schedules(void)
{
	struct told told = { 0 };
	struct err why = { ST_FAIL, "/f/day.flow: Permission denied" };

	schedule_says(
	    FLOW_DUE_FLOW_GONE, NULL, NULL, FLOW_ALARM_GONE, "/f/day.flow");
	schedule_says(FLOW_DUE_SCHEDULE_GONE, &told, NULL,
	    FLOW_ALARM_UNSCHEDULED, "/f/day.flow");
	schedule_says(FLOW_DUE_FLOW_BROKEN, NULL, &why, FLOW_ALARM_BROKEN,
	    "/f/day.flow: Permission denied");
	told_add(&told, "/f/day.flow", 3, "a circle");
	schedule_says(FLOW_DUE_FLOW_BROKEN, &told, NULL, FLOW_ALARM_BROKEN,
	    "/f/day.flow:3: a circle");
	told_free(&told);
	told_add(&told, "/f/day.flow", 0, "there is no node");
	schedule_says(FLOW_DUE_FLOW_BROKEN, &told, NULL, FLOW_ALARM_BROKEN,
	    "/f/day.flow: there is no node");
	told_free(&told);
}

static void
clocks(void)
{
	EXPECT_STR(flow_alarm_of_clock(7260, 5, &texts).what,
	    "forward by 2h 1m, or the machine slept");
	EXPECT_STR(flow_alarm_of_clock(-3601, 5, &texts).what, "back by 1h");
	EXPECT(
	    flow_alarm_of_clock(-3601, 5, &texts).reason == FLOW_ALARM_CLOCK);
}

int
main(void)
{
	scratch_begin();
	test("a start that is missed, late or not done in time", starts);
	test("a schedule that does not stand", schedules);
	test("a clock that jumped", clocks);
	buf_free(&texts);
	scratch_end();
	return test_done();
}
