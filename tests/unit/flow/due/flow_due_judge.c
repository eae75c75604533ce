#include "due_rows.h"

#include "chance.h"
#include "io/lines.h"
#include "text/tsv.h"

/*
 * The runner was away for so many days, then looks a minute after today's run
 * is due. A letter a start, the oldest first: S starts, w waits, m stays
 * missed, k is skipped; the second column is while a run goes on that had begun
 * before.
 */
static const struct row {
	int missed;
	const char *catch_up, *overlap, *want, *want_going;
} rows[] = {
	{ 0, "none", "wait", "S", "w" },
	{ 0, "none", "skip", "S", "k" },
	{ 0, "none", "run", "S", "S" },
	{ 0, "last", "wait", "S", "w" },
	{ 0, "last", "skip", "S", "k" },
	{ 0, "last", "run", "S", "S" },
	{ 0, "all max 7", "wait", "S", "w" },
	{ 0, "all max 7", "skip", "S", "k" },
	{ 0, "all max 7", "run", "S", "S" },
	{ 1, "none", "wait", "mS", "mw" },
	{ 1, "none", "skip", "mS", "mk" },
	{ 1, "none", "run", "mS", "mS" },
	{ 1, "last", "wait", "Sw", "ww" },
	{ 1, "last", "skip", "Sk", "wk" },
	{ 1, "last", "run", "SS", "SS" },
	{ 1, "all max 7", "wait", "Sw", "ww" },
	{ 1, "all max 7", "skip", "Sk", "wk" },
	{ 1, "all max 7", "run", "SS", "SS" },
	{ 8, "none", "wait", "mmmmmmmmS", "mmmmmmmmw" },
	{ 8, "none", "skip", "mmmmmmmmS", "mmmmmmmmk" },
	{ 8, "none", "run", "mmmmmmmmS", "mmmmmmmmS" },
	{ 8, "last", "wait", "mmmmmmmSw", "mmmmmmmww" },
	{ 8, "last", "skip", "mmmmmmmSk", "mmmmmmmwk" },
	{ 8, "last", "run", "mmmmmmmSS", "mmmmmmmSS" },
	{ 8, "all max 7", "wait", "Swwwwwwmw", "wwwwwwwmw" },
	{ 8, "all max 7", "skip", "Swwwwwwmk", "wwwwwwwmk" },
	{ 8, "all max 7", "run", "SSSSSSSmS", "SSSSSSSmS" },
};

static const char letters[] = { [FLOW_DUE_WAITS] = 'w',
	[FLOW_DUE_STARTS] = 'S',
	[FLOW_DUE_MISSED] = 'm',
	[FLOW_DUE_SKIPPED] = 'k' };

static void
judged(const struct row *r, bool going, const char *want)
{
	enum { MOST = 10 };
	struct schedules s;
	struct flow_due_look l = { 0 };
	struct flow_due_row list[MOST] = { { .begun = going } };
	struct flow_due_verdict v[MOST];
	char keys[200], got[MOST + 1] = "";
	const int64_t now = moment("2026-11-30T00:31:00Z");
	const int64_t before = now - r->missed * 86400 - 86400 + 60;
	size_t first = going ? 1 : 0;

	snprintf(keys, sizeof keys,
	    "at = 08:30\nzone = Asia/Shanghai\ncatch-up = %s\noverlap = %s",
	    r->catch_up, r->overlap);
	schedules_open(&s, keys);
	flow_due_look(&l, &s.times, &before, now);
	EXPECT(l.whole && (int)l.n == r->missed + 1);
	for (size_t i = 0; i < l.n && i < MOST - 1; i++)
		list[first + i] =
		    (struct flow_due_row){ .due = l.list[i], .found = now };
	flow_due_judge(&s.times, list, first + l.n, now, v);
	EXPECT(!going || v[0].does == FLOW_DUE_GOES_ON);
	for (size_t i = 0; i < l.n && i < MOST - 1; i++)
		got[i] = letters[v[first + i].does];
	if (strcmp(got, want))
		printf("# %d %s\n", r->missed, keys);
	EXPECT_STR(got, want);
	flow_due_look_free(&l);
	schedules_close(&s);
}

static void
table(void)
{
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		judged(&rows[i], false, rows[i].want);
		judged(&rows[i], true, rows[i].want_going);
	}
}

/* A schedule looked at; what comes of each look. */
struct looks {
	struct schedules s;
	struct due_rows d;
};

static void
begin(struct looks *l, const char *keys, const char *utc)
{
	*l = (struct looks){ 0 };
	schedules_open(&l->s, keys);
	l->d.times = &l->s.times;
	due_rows_look(&l->d, moment(utc));
	EXPECT_STR(l->d.trace.p, "");
}

static void
look(struct looks *l, const char *utc, const char *want)
{
	due_rows_look(&l->d, moment(utc));
	EXPECT_STR(l->d.trace.p, want);
}

static void
end(struct looks *l)
{
	due_rows_free(&l->d);
	schedules_close(&l->s);
}

static void
first_look(void)
{
	struct looks l;

	begin(&l, "at = 08:30\nzone = UTC\ncatch-up = all max 7",
	    "2026-11-30T08:30:00Z");
	look(&l, "2026-12-01T08:29:59Z", "");
	look(&l, "2026-12-01T08:30:00Z", "starts 2026-12-01 08:30\n");
	look(&l, "2026-12-01T08:30:00Z", "");
	end(&l);
}

static void
one_after_another(void)
{
	struct looks l;

	begin(&l, "at = 08:30\nzone = UTC\ncatch-up = all max 2",
	    "2026-11-27T00:00:00Z");
	look(&l, "2026-11-30T08:30:01Z",
	    "starts 2026-11-27 08:30\nmissed 2026-11-29 08:30\n");
	look(&l, "2026-11-30T08:31:00Z", "");
	due_rows_end(&l.d);
	look(&l, "2026-11-30T08:40:00Z", "starts 2026-11-28 08:30\n");
	due_rows_end(&l.d);
	look(&l, "2026-11-30T12:00:00Z", "starts 2026-11-30 08:30\n");
	end(&l);
}

static void
what_is_missed(void)
{
	struct looks l;

	begin(&l, "at = 08:30\nzone = UTC", "2026-11-28T00:00:00Z");
	look(&l, "2026-11-28T08:31:00Z", "starts 2026-11-28 08:30\n");
	due_rows_end(&l.d);
	look(&l, "2026-11-29T08:31:01Z", "missed 2026-11-29 08:30\n");
	end(&l);
	begin(
	    &l, "at = 08:30\nzone = UTC\ngrace = 15m", "2026-11-28T00:00:00Z");
	look(&l, "2026-11-28T08:45:00Z", "starts 2026-11-28 08:30\n");
	due_rows_end(&l.d);
	look(&l, "2026-11-29T08:45:01Z", "missed 2026-11-29 08:30\n");
	end(&l);
	begin(&l, "at = 08:30\nzone = UTC\ngrace = 1s", "2026-11-28T00:00:00Z");
	look(&l, "2026-11-28T08:31:00Z",
	    "starts 2026-11-28 08:30\nlate 2026-11-28 08:30\n");
	end(&l);
}

static void
alarms_once(void)
{
	struct looks l;

	begin(&l,
	    "at = 08:30, 08:45\nzone = UTC\ngrace = 15m\ndone-by = 09:30\n"
	    "catch-up = last",
	    "2026-11-30T08:00:00Z");
	look(&l, "2026-11-30T08:30:00Z", "starts 2026-11-30 08:30\n");
	look(&l, "2026-11-30T09:00:00Z", "");
	look(&l, "2026-11-30T09:00:01Z", "late 2026-11-30 08:45\n");
	look(&l, "2026-11-30T09:29:59Z", "");
	look(&l, "2026-11-30T09:30:00Z",
	    "unfinished 2026-11-30 08:30\nunfinished 2026-11-30 08:45\n");
	look(&l, "2026-11-30T10:00:00Z", "");
	due_rows_end(&l.d);
	look(&l, "2026-11-30T10:00:01Z", "starts 2026-11-30 08:45\n");
	due_rows_end(&l.d);
	look(&l, "2026-12-01T08:30:00Z", "starts 2026-12-01 08:30\n");
	due_rows_end(&l.d);
	look(&l, "2026-12-01T09:30:01Z",
	    "starts 2026-12-01 08:45\n"
	    "late 2026-12-01 08:45\nunfinished 2026-12-01 08:45\n");
	end(&l);
}

static void
put_back_an_hour(void)
{
	struct looks l;

	begin(&l, "at = 08:30\nzone = UTC\noverlap = run",
	    "2026-11-30T08:00:00Z");
	look(&l, "2026-11-30T08:30:00Z", "starts 2026-11-30 08:30\n");
	look(&l, "2026-11-30T07:40:00Z", "");
	look(&l, "2026-11-30T08:30:00Z", "");
	look(&l, "2026-11-30T08:40:00Z", "");
	look(&l, "2026-12-01T08:30:00Z", "starts 2026-12-01 08:30\n");
	end(&l);
}

static void
put_forward_an_hour(void)
{
	struct looks l;

	begin(&l, "at = 08:30\nzone = UTC\ncatch-up = last",
	    "2026-11-30T08:00:00Z");
	look(&l, "2026-11-30T09:00:00Z", "starts 2026-11-30 08:30\n");
	end(&l);
}

static void
a_year_ahead(void)
{
	struct looks l;

	begin(&l, "at = 08:30\nzone = UTC", "2026-11-30T08:00:00Z");
	due_rows_look(&l.d, moment("2027-11-30T08:00:00Z"));
	EXPECT(l.d.n == 365);
	look(&l, "2026-11-30T08:01:00Z", "");
	EXPECT(l.d.n == 0);
	look(&l, "2026-11-30T08:30:00Z", "starts 2026-11-30 08:30\n");
	end(&l);
}

/* 48 a day for 60 days are three looks, and each of them is there once. */
static void
many(void)
{
	struct looks l;
	struct buf keys = { 0 };

	buf_str(&keys, "zone = Europe/Berlin\nat = 00:00");
	for (int i = 1; i < 48; i++)
		buf_printf(&keys, ", %02d:%02d", i / 2, i % 2 * 30);
	buf_byte(&keys, '\0');
	begin(&l, keys.p, "2026-03-01T00:00:00Z");
	due_rows_look(&l.d, moment("2026-04-30T00:00:00Z"));
	EXPECT(
	    l.d.n == 60 * 48 + 2); /* local time is an hour ahead at the end */
	for (size_t i = 1; i < l.d.n; i++)
		EXPECT(l.d.list[i - 1].row.due.at <= l.d.list[i].row.due.at);
	buf_free(&keys);
	end(&l);
}

static void
a_chunk_is_whole(void)
{
	struct schedules s;
	struct flow_due_look l = { 0 };
	int64_t before = moment("2016-01-01T00:00:00Z");
	int64_t now = moment("2026-01-01T00:00:00Z");
	size_t n = 0;

	schedules_open(
	    &s, "zone = Europe/Berlin\nat = 02:00, 02:15, 02:30, 02:45, 03:00");
	do {
		flow_due_look(&l, &s.times, &before, now);
		EXPECT(l.n < FLOW_DUE_LOOK_MAX + 5);
		EXPECT(l.n && l.list[0].at > before);
		before = l.looked;
		n += l.n;
	} while (!l.whole && l.n);
	EXPECT(before == now);
	EXPECT(n == 3653 * 5);
	flow_due_look_free(&l);
	schedules_close(&s);
}

static void
wakes(void)
{
	struct schedules s;
	struct flow_due_row rows_[2] = { { .begun = true },
		{ .begun = false } };
	int64_t t = moment("2026-11-30T08:30:00Z");

	schedules_open(
	    &s, "at = 08:30\nzone = UTC\ngrace = 15m\ndone-by = 09:30");
	EXPECT(flow_due_wake(&s.times, NULL, 0, t - 1) == t);
	EXPECT(flow_due_wake(&s.times, NULL, 0, t) == t + 86400);
	EXPECT(flow_due_time_parse(
	    &s.times, SPAN("2026-11-30 08:30"), &rows_[0].due));
	rows_[1].due = rows_[0].due;
	EXPECT(flow_due_wake(&s.times, rows_, 1, t) == t + 3600);
	EXPECT(flow_due_wake(&s.times, rows_, 2, t) == t + 901);
	rows_[1].told_late = true;
	EXPECT(flow_due_wake(&s.times, rows_, 2, t) == t + 3600);
	rows_[0].told_unfinished = rows_[1].told_unfinished = true;
	EXPECT(flow_due_wake(&s.times, rows_, 2, t) == t + 86400);
	schedules_close(&s);
	schedules_open(
	    &s, "at = 08:30\nzone = UTC\ndays = Sat\ncalendar = days");
	EXPECT(flow_due_wake(&s.times, NULL, 0, t) == INT64_MAX);
	schedules_close(&s);
}

static void
jumps(void)
{
	struct flow_clock a = { 1000000, 500 }, b;

	b = (struct flow_clock){ 1000000 + 3600999, 500 };
	EXPECT(flow_clock_jumped(&a, &b) == 0);
	b.wall_ms++;
	EXPECT(flow_clock_jumped(&a, &b) == 3601);
	b.monotonic_ms += 3601000; /* so much time has passed */
	EXPECT(flow_clock_jumped(&a, &b) == 0);
	b = (struct flow_clock){ 1000000 - 3601000, 500 };
	EXPECT(flow_clock_jumped(&a, &b) == -3601);
	EXPECT(flow_clock_jumped_since(10000, 10000 + 86400) == 0);
	EXPECT(flow_clock_jumped_since(10000, 10000 - 3600) == 0);
	EXPECT(flow_clock_jumped_since(10000, 10000 - 3601) == -3601);
}

static void
stands(void)
{
	struct schedules s;
	const struct flow *f = &s.flow;

	schedules_open(&s, "at = 08:30\nzone = UTC");
	EXPECT(flow_due_stands(true, f, 0, "s") == FLOW_DUE_STANDS);
	EXPECT(flow_due_stands(true, f, 0, "t") == FLOW_DUE_SCHEDULE_GONE);
	EXPECT(flow_due_stands(true, f, 1, "s") == FLOW_DUE_FLOW_BROKEN);
	EXPECT(flow_due_stands(true, NULL, 0, "s") == FLOW_DUE_FLOW_BROKEN);
	EXPECT(flow_due_stands(false, NULL, 0, "s") == FLOW_DUE_FLOW_GONE);
	schedules_close(&s);
}

/* Every due time that has passed since the first look is a row, once, and none
 * began twice. */
static void
check_all_seen(struct due_rows *d, int64_t first, int64_t now)
{
	struct flow_due_walk w;
	struct flow_due_time due;
	size_t want = 0, got = 0;

	flow_due_walk_begin(&w, d->times, first, now);
	while (flow_due_walk_next(&w, &due)) {
		size_t there = 0;

		want++;
		for (size_t i = 0; i < d->n; i++)
			there += d->list[i].row.due.day == due.day &&
			    d->list[i].row.due.minute == due.minute;
		EXPECT(there == 1);
	}
	for (size_t i = 0; i < d->n; i++) {
		got += d->list[i].row.due.at <= now &&
		    d->list[i].row.due.at > first;
		EXPECT(d->list[i].starts <= 1);
	}
	EXPECT(got == want);
}

static void
random_looks(void)
{
	static const char *const zones[] = { "UTC", "Europe/Berlin",
		"America/New_York", "Australia/Lord_Howe", "Asia/Shanghai" };
	static const char *const catches[] = { "none", "last", "all max 3" };
	static const char *const overlaps[] = { "wait", "skip", "run" };

	for (int i = 0; i < 300; i++) {
		struct looks l;
		char keys[300];
		int64_t first = moment("2026-03-01T00:00:00Z") +
		    (int64_t)chance(300 * 86400);
		int64_t now = first;

		snprintf(keys, sizeof keys,
		    "at = 02:00, 02:30, %02u:%02u\nzone = %s\ncatch-up = %s\n"
		    "overlap = %s\ngrace = %um\ndone-by = 23:59 +1 day",
		    3 + chance(20), chance(60), zones[chance(5)],
		    catches[chance(3)], overlaps[chance(3)], 1 + chance(90));
		l = (struct looks){ 0 };
		schedules_open(&l.s, keys);
		l.d.times = &l.s.times;
		due_rows_look(&l.d, now);
		for (int k = 0; k < 60; k++) {
			now += chance(4) ? (int64_t)chance(7200)
			    : chance(3)  ? (int64_t)chance(5 * 86400)
					 : -(int64_t)chance(2 * 86400);
			if (now < first)
				now = first;
			due_rows_look(&l.d, now);
			if (chance(3) == 0)
				due_rows_end(&l.d);
			check_all_seen(&l.d, first, now);
		}
		end(&l);
	}
}

/*
 * A file of lines "schedule KEYS", keys with ";" between, "look MOMENT" and
 * "end": what comes of each look is printed, behind a line "look MOMENT".
 */
static int
follow(const char *name)
{
	struct looks l = { 0 };
	struct lines in;
	struct err e;
	struct span line;

	if (lines_open(&in, name, &e))
		return 2;
	scratch_begin();
	while (lines_next(&in, &line, &e) == LINE_OK) {
		char *text = mem_dup(line), *p;

		if (!strncmp(text, "schedule ", 9)) {
			if (l.d.times)
				end(&l);
			while ((p = strchr(text, ';')))
				*p = '\n';
			l = (struct looks){ 0 };
			schedules_open(&l.s, text + 9);
			l.d.times = &l.s.times;
		} else if (!strncmp(text, "look ", 5)) {
			due_rows_look(&l.d, strtoll(text + 5, NULL, 10));
			printf("%s\n%s", text, l.d.trace.p);
		} else {
			due_rows_end(&l.d);
		}
		free(text);
	}
	if (l.d.times)
		end(&l);
	lines_close(&in);
	scratch_end();
	return test_broken;
}

int
main(int argc, char **argv)
{
	static const char days[] = "2026-10-01\n";

	if (argc > 1)
		return follow(argv[1]);
	scratch_begin();
	scratch_write("days", days, sizeof days - 1);
	test("0, 1 and 8 missed days under each catch-up and overlap", table);
	test("a schedule that is seen for the first time begins now",
	    first_look);
	test("what is caught up goes one after another, the oldest first",
	    one_after_another);
	test("missed is what was found behind a minute, or the grace",
	    what_is_missed);
	test("what is late, or not done in time, is told once", alarms_once);
	test("an hour back begins nothing twice", put_back_an_hour);
	test("an hour forward leaves nothing unseen", put_forward_an_hour);
	test("a clock that was a year ahead leaves nothing behind",
	    a_year_ahead);
	test("more than a look finds at once are found one by one", many);
	test(
	    "what is due at one moment is found in one look", a_chunk_is_whole);
	test("when to look again", wakes);
	test("a clock that jumped over an hour is told", jumps);
	test("a schedule that is gone, or cannot be read, is told", stands);
	test("random looks, jumps too: each due time once, none twice",
	    random_looks);
	scratch_end();
	return test_done();
}
