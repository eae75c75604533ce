#include "schedules.h"

#include <inttypes.h>

#include "base/buf.h"
#include "io/lines.h"
#include "text/tsv.h"
#include "value/time/date.h"

/* What is due with after < at <= until, "NOMINAL=MOMENT" each. */
static const struct row {
	const char *of, *keys, *after, *until, *want;
} rows[] = {
	{ "nothing is due at the moment of the look before, at this one it is",
	    "at = 08:30\nzone = Asia/Shanghai", "2026-11-29T00:30:00Z",
	    "2026-11-30T00:30:00Z", "2026-11-30 08:30=2026-11-30T00:30:00Z\n" },
	{ "several times of a day are in order, whatever order they stand in",
	    "at = 23:59, 00:00\nat = 12:00\nzone = UTC", "2026-12-31T00:00:00Z",
	    "2027-01-01T00:00:00Z",
	    "2026-12-31 12:00=2026-12-31T12:00:00Z\n"
	    "2026-12-31 23:59=2026-12-31T23:59:00Z\n"
	    "2027-01-01 00:00=2027-01-01T00:00:00Z\n" },
	{ "Berlin, an hour forward: a time that is skipped is due behind it",
	    "at = 01:59, 02:00, 02:30, 03:00\nzone = Europe/Berlin",
	    "2026-03-29T00:00:00Z", "2026-03-29T12:00:00Z",
	    "2026-03-29 01:59=2026-03-29T00:59:00Z\n"
	    "2026-03-29 02:00=2026-03-29T01:00:00Z\n"
	    "2026-03-29 02:30=2026-03-29T01:00:00Z\n"
	    "2026-03-29 03:00=2026-03-29T01:00:00Z\n" },
	{ "Berlin, an hour back: a time that comes twice is due the first time",
	    "at = 01:59, 02:00, 02:30, 03:00\nzone = Europe/Berlin",
	    "2026-10-24T12:00:00Z", "2026-10-25T12:00:00Z",
	    "2026-10-25 01:59=2026-10-24T23:59:00Z\n"
	    "2026-10-25 02:00=2026-10-25T00:00:00Z\n"
	    "2026-10-25 02:30=2026-10-25T00:30:00Z\n"
	    "2026-10-25 03:00=2026-10-25T02:00:00Z\n" },
	{ "Berlin, an hour back: a look in the second hour finds it no more",
	    "at = 02:30\nzone = Europe/Berlin", "2026-10-25T00:45:00Z",
	    "2026-10-26T00:00:00Z", "" },
	{ "New York, an hour forward", "at = 02:30\nzone = America/New_York",
	    "2026-03-07T12:00:00Z", "2026-03-09T12:00:00Z",
	    "2026-03-08 02:30=2026-03-08T07:00:00Z\n"
	    "2026-03-09 02:30=2026-03-09T06:30:00Z\n" },
	{ "New York, an hour back", "at = 01:30\nzone = America/New_York",
	    "2026-10-31T12:00:00Z", "2026-11-02T12:00:00Z",
	    "2026-11-01 01:30=2026-11-01T05:30:00Z\n"
	    "2026-11-02 01:30=2026-11-02T06:30:00Z\n" },
	{ "half an hour of Lord Howe Island",
	    "at = 02:15\nzone = Australia/Lord_Howe", "2026-10-03T00:00:00Z",
	    "2026-10-04T00:00:00Z", "2026-10-04 02:15=2026-10-03T15:30:00Z\n" },
	{ "a day that Samoa did not have is due behind it",
	    "at = 09:00\nzone = Pacific/Apia", "2011-12-29T12:00:00Z",
	    "2011-12-31T00:00:00Z",
	    "2011-12-29 09:00=2011-12-29T19:00:00Z\n"
	    "2011-12-30 09:00=2011-12-30T10:00:00Z\n"
	    "2011-12-31 09:00=2011-12-30T19:00:00Z\n" },
	{ "29 February is there in leap years", "at = 00:00\nzone = UTC",
	    "2028-02-28T12:00:00Z", "2028-03-01T00:00:00Z",
	    "2028-02-29 00:00=2028-02-29T00:00:00Z\n"
	    "2028-03-01 00:00=2028-03-01T00:00:00Z\n" },
	{ "and not in others", "at = 00:00\nzone = UTC", "2026-02-28T00:00:00Z",
	    "2026-03-01T00:00:00Z", "2026-03-01 00:00=2026-03-01T00:00:00Z\n" },
	{ "only the days of the week that are said, by the schedule's zone",
	    "at = 00:30\nzone = +08:00\ndays = Mon", "2026-11-28T00:00:00Z",
	    "2026-12-06T23:00:00Z",
	    "2026-11-30 00:30=2026-11-29T16:30:00Z\n"
	    "2026-12-07 00:30=2026-12-06T16:30:00Z\n" },
	{ "only business days of a calendar",
	    "at = 09:00\nzone = Asia/Shanghai\ncalendar = days",
	    "2026-09-30T12:00:00Z", "2026-10-12T00:00:00Z",
	    "2026-10-02 09:00=2026-10-02T01:00:00Z\n"
	    "2026-10-05 09:00=2026-10-05T01:00:00Z\n"
	    "2026-10-06 09:00=2026-10-06T01:00:00Z\n"
	    "2026-10-07 09:00=2026-10-07T01:00:00Z\n"
	    "2026-10-08 09:00=2026-10-08T01:00:00Z\n"
	    "2026-10-09 09:00=2026-10-09T01:00:00Z\n"
	    "2026-10-10 09:00=2026-10-10T01:00:00Z\n" },
	{ "both, where both are said",
	    "at = 09:00\nzone = Asia/Shanghai\ncalendar = days\ndays = Sat-Sun",
	    "2026-09-30T12:00:00Z", "2026-10-12T00:00:00Z",
	    "2026-10-10 09:00=2026-10-10T01:00:00Z\n" },
	{ "a look back finds nothing", "at = 08:30\nzone = UTC",
	    "2026-11-30T12:00:00Z", "2026-11-28T12:00:00Z", "" },
};

static void
list(struct flow_due_times *t, int64_t after, int64_t until, struct buf *b)
{
	struct flow_due_walk w;
	struct flow_due_time due;
	char nominal[FLOW_DUE_TIME_LEN + 1], at[CLOCK_TEXT_CAP];

	flow_due_walk_begin(&w, t, after, until);
	while (flow_due_walk_next(&w, &due)) {
		flow_due_time_format(&due, nominal);
		clock_format(due.at, at);
		buf_printf(b, "%s=%s\n", nominal, at);
	}
	buf_byte(b, '\0');
}

static const struct row *now;

static void
one_row(void)
{
	struct schedules s;
	struct buf b = { 0 };

	schedules_open(&s, now->keys);
	list(&s.times, moment(now->after), moment(now->until), &b);
	EXPECT_STR(b.p, now->want);
	buf_free(&b);
	schedules_close(&s);
}

static void
next_one(void)
{
	struct schedules s;
	struct flow_due_time due = { 0 };

	schedules_open(
	    &s, "at = 09:00\nzone = UTC\ncalendar = days\ndays = Sat");
	EXPECT(flow_due_times_next(
	    &s.times, moment("2026-01-01T00:00:00Z"), &due));
	EXPECT(due.at == moment("2026-10-10T09:00:00Z"));
	due.minute = 7;
	EXPECT(!flow_due_times_next(&s.times, due.at, &due));
	EXPECT(due.minute == 7);
	schedules_close(&s);
	schedules_open(&s, "at = 00:00\nzone = UTC");
	EXPECT(flow_due_times_next(&s.times, INT64_MIN, &due));
	EXPECT(!flow_due_times_next(&s.times, INT64_MAX, &due));
	schedules_close(&s);
}

static void
done_by(void)
{
	struct schedules s;
	int32_t day = 0;
	int64_t at = 0;

	EXPECT(date_parse(SPAN("2026-03-28"), &day));
	schedules_open(
	    &s, "at = 22:00\nzone = Europe/Berlin\ndone-by = 02:30 +1 day");
	EXPECT(flow_due_times_done_by(&s.times, day, &at));
	EXPECT(at == moment("2026-03-29T01:00:00Z"));
	schedules_close(&s);
	schedules_open(&s, "at = 08:30\nzone = Europe/Berlin\ndone-by = 09:00");
	EXPECT(flow_due_times_done_by(&s.times, day, &at));
	EXPECT(at == moment("2026-03-28T08:00:00Z"));
	schedules_close(&s);
	schedules_open(&s, "at = 08:30\nzone = Europe/Berlin");
	EXPECT(!flow_due_times_done_by(&s.times, day, &at));
	schedules_close(&s);
}

static void
texts(void)
{
	static const char *const bad[] = { "", "2026-03-29", "2026-03-29 2:30",
		"2026-03-29 02:60", "2026-03-29 24:00", "2026-02-29 02:30",
		"2026-03-29 02:30 ", "2026-03-29T02:30", "2026-03-29 02.30",
		"2026-03-29 0a:30", "0000-01-01 02:30", "9999-12-31 02:30" };
	struct schedules s;
	struct flow_due_time due = { 0 };
	char text[FLOW_DUE_TIME_LEN + 1];

	schedules_open(&s, "at = 22:00\nzone = Europe/Berlin");
	EXPECT(flow_due_time_parse(&s.times, SPAN("2026-03-29 02:30"), &due));
	EXPECT(due.minute == 150);
	EXPECT(due.at == moment("2026-03-29T01:00:00Z"));
	flow_due_time_format(&due, text);
	EXPECT_STR(text, "2026-03-29 02:30");
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		if (flow_due_time_parse(&s.times, span_str(bad[i]), &due))
			printf("# taken: %s\n", bad[i]);
		EXPECT(due.minute == 150);
	}
	schedules_close(&s);
}

static void
not_there(void)
{
	struct schedules s;
	struct flow_due_times t;
	struct err e;

	schedules_open(&s, "at = 22:00\nzone = UTC\ncalendar = days");
	s.flow.schedules[0].calendar = "gone";
	EXPECT(
	    flow_due_times_open(&t, &s.flow, &s.flow.schedules[0], &e) == -1);
	EXPECT_STR(e.text, "gone: No such file or directory");
	s.flow.schedules[0].zone = "Mars/Olympus";
	EXPECT(
	    flow_due_times_open(&t, &s.flow, &s.flow.schedules[0], &e) == -1);
	schedules_close(&s);
}

/*
 * Lines "ZONE DAYS AT AFTER UNTIL NOMINAL=MOMENT,..." from elsewhere: what is
 * due is the same here. Moments are numbers; DAYS and AT as a flow has them.
 */
static bool
case_agrees(const struct span f[6])
{
	struct schedules s;
	struct flow_due_walk w;
	struct flow_due_time due;
	struct buf b = { 0 };
	char keys[400], after[32], until[32], text[FLOW_DUE_TIME_LEN + 1];
	bool same;

	snprintf(keys, sizeof keys, "zone = %.*s\ndays = %.*s\nat = %.*s",
	    (int)f[0].len, f[0].p, (int)f[1].len, f[1].p, (int)f[2].len,
	    f[2].p);
	snprintf(after, sizeof after, "%.*s", (int)f[3].len, f[3].p);
	snprintf(until, sizeof until, "%.*s", (int)f[4].len, f[4].p);
	schedules_open(&s, keys);
	flow_due_walk_begin(
	    &w, &s.times, strtoll(after, NULL, 10), strtoll(until, NULL, 10));
	while (flow_due_walk_next(&w, &due)) {
		flow_due_time_format(&due, text);
		buf_printf(&b, "%s%s=%" PRId64, b.len ? "," : "", text, due.at);
	}
	same = span_eq(buf_span(&b), f[5]);
	if (!same)
		printf("%s: got %.*s\n", keys, (int)b.len, b.len ? b.p : "");
	buf_free(&b);
	schedules_close(&s);
	return same;
}

static int
check_cases(const char *name)
{
	struct lines l;
	struct err e;
	struct span line;
	uint64_t good = 0, bad = 0;

	if (lines_open(&l, name, &e))
		return 2;
	scratch_begin();
	while (lines_next(&l, &line, &e) == LINE_OK) {
		struct span f[6], rest = line;

		for (int i = 0; i < 6; i++)
			if (!tsv_next(&rest, &f[i]))
				f[i] = SPAN("");
		if (case_agrees(f)) {
			good++;
		} else {
			bad++;
			printf("%.*s\n", (int)line.len, line.p);
		}
	}
	lines_close(&l);
	scratch_end();
	printf("%" PRIu64 " agree, %" PRIu64 " differ\n", good, bad);
	return bad != 0;
}

int
main(int argc, char **argv)
{
	static const char days[] = "2026-10-01\nwork 2026-10-10\n";

	if (argc > 1)
		return check_cases(argv[1]);
	scratch_begin();
	scratch_write("days", days, sizeof days - 1);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		now = &rows[i];
		test(now->of, one_row);
	}
	test("the next one is found, or that there is none", next_one);
	test("what is to be done by a time of the due day, or later", done_by);
	test("a due time is known by a text", texts);
	test("a zone or calendar that is not there is told", not_there);
	scratch_end();
	return test_done();
}
