#include "cut/book/cut_turned.h"

#include "cut/book/cut_days.h"
#include "cut_book_made.h"
#include "scratch.h"
#include "test.h"
#include "value/time/date.h"

static struct err e;

static int32_t
hour(const char *text)
{
	int32_t h = 0;

	EXPECT(cut_cycle_parse(CUT_CYCLE_HOUR, span_str(text), &h));
	return h;
}

/* A moment of UTC, "2026-03-29T01:30". */
static int64_t
at(const char *text)
{
	int minutes = (text[14] - '0') * 10 + text[15] - '0';
	int32_t h = 0;

	EXPECT(cut_cycle_parse(
	    CUT_CYCLE_HOUR, (struct span){ text, CUT_CYCLE_LEN }, &h));
	return (int64_t)h * 3600 + minutes * 60;
}

/* A book of one system that turns hours. */
static struct cut_book
book(const char *zone, const char *cut, const char *fold, const char *calendar)
{
	return cut_book_made("cycle = hour\n", zone, cut, fold, calendar);
}

static void
expect_hour(int32_t got, const char *want)
{
	char text[CUT_CYCLE_LEN + 1];

	cut_cycle_format(CUT_CYCLE_HOUR, got, text);
	EXPECT_STR(text, want);
}

static void
expect_date(struct cut_book *c, const char *of, const char *want)
{
	char text[DATE_LEN + 1];
	int32_t day = 0;

	EXPECT(cut_turned_day(c, hour(of), &day, &e) == 0);
	date_format(day, text);
	EXPECT_STR(text, want);
}

/* The date of an hour changes at the cut-off; the first is behind one. */
static void
cut_offs(void)
{
	static const struct {
		const char *cut, *first, *last, *next;
	} rows[] = {
		{ "23:00", "2026-01-04T23", "2026-01-05T22", "2026-01-05T23" },
		{ "12:00", "2026-01-04T12", "2026-01-05T11", "2026-01-05T12" },
		{ "00:00", "2026-01-05T00", "2026-01-05T23", "2026-01-06T00" },
		{ "04:00", "2026-01-05T04", "2026-01-06T03", "2026-01-06T04" },
		{ "11:00", "2026-01-05T11", "2026-01-06T10", "2026-01-06T11" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct cut_book c =
		    book("Asia/Shanghai", rows[i].cut, "refuse", "every-day");
		bool ends = false;
		int32_t next = 0;

		expect_hour(cut_turned_first(&c), rows[i].first);
		EXPECT(cut_turned_is(&c, hour(rows[i].first)));
		EXPECT(!cut_turned_is(&c, hour(rows[i].first) - 1));
		EXPECT(cut_turned_next(&c, 0, &next, &e) == 0);
		expect_hour(next, rows[i].first);
		expect_date(&c, rows[i].first, "2026-01-05");
		expect_date(&c, rows[i].last, "2026-01-05");
		expect_date(&c, rows[i].next, "2026-01-06");
		EXPECT(cut_turned_ends_day(&c, hour(rows[i].last), &ends, &e) ==
		    0);
		EXPECT(ends);
		EXPECT(cut_turned_ends_day(
			   &c, hour(rows[i].first), &ends, &e) == 0);
		EXPECT(!ends);
		cut_book_free(&c);
	}
}

static void
gap(void)
{
	struct cut_book c =
	    book("Europe/Berlin", "00:00", "refuse", "every-day");
	int32_t h = hour("2026-03-29T01"), next = 0;

	EXPECT(cut_turned_end(&c, h) == at("2026-03-29T01:00"));
	EXPECT(!cut_turned_is(&c, hour("2026-03-29T02")));
	EXPECT(cut_turned_next(&c, h, &next, &e) == 0);
	expect_hour(next, "2026-03-29T03");
	EXPECT(cut_turned_end(&c, next) == at("2026-03-29T02:00"));
	cut_book_free(&c);
}

static void
twice(void)
{
	struct cut_book c =
	    book("Europe/Berlin", "02:00", "later", "every-day");

	EXPECT(cut_turned_end(&c, hour("2026-10-25T01")) ==
	    at("2026-10-25T01:00"));
	EXPECT(cut_turned_end(&c, hour("2026-10-25T02")) ==
	    at("2026-10-25T02:00"));
	cut_book_free(&c);
	c = book("Europe/Berlin", "02:00", "earlier", "every-day");
	EXPECT(cut_turned_end(&c, hour("2026-10-25T01")) ==
	    at("2026-10-25T00:00"));
	EXPECT(cut_turned_end(&c, hour("2026-10-25T02")) ==
	    at("2026-10-25T02:00"));
	cut_book_free(&c);
	c = book("Australia/Lord_Howe", "00:00", "earlier", "every-day");
	/* half an hour is shown twice on 5 April, and skipped on 4 October */
	EXPECT(cut_turned_end(&c, hour("2026-04-05T00")) ==
	    at("2026-04-04T14:00"));
	EXPECT(cut_turned_end(&c, hour("2026-04-05T01")) ==
	    at("2026-04-04T15:30"));
	EXPECT(cut_turned_end(&c, hour("2026-10-04T01")) ==
	    at("2026-10-03T15:30"));
	EXPECT(cut_turned_end(&c, hour("2026-10-04T02")) ==
	    at("2026-10-03T16:00"));
	cut_book_free(&c);
}

static void
days_off(void)
{
	static const char days[] = "2026-10-01\n2026-10-02\n";
	struct cut_book c;
	int32_t next = 0;
	bool ends = true;

	scratch_write("days", days, sizeof days - 1);
	c = book("Asia/Shanghai", "23:00", "refuse", "days");
	/* Thursday and Friday are off, and so is the weekend */
	expect_date(&c, "2026-09-30T22", "2026-09-30");
	expect_date(&c, "2026-09-30T23", "2026-10-05");
	expect_date(&c, "2026-10-03T12", "2026-10-05");
	expect_date(&c, "2026-10-05T22", "2026-10-05");
	expect_date(&c, "2026-10-05T23", "2026-10-06");
	EXPECT(cut_turned_is(&c, hour("2026-10-03T12")));
	EXPECT(cut_turned_ends_day(&c, hour("2026-10-02T22"), &ends, &e) == 0);
	EXPECT(!ends);
	/* and nobody knows what is off in 2027 */
	EXPECT(!cut_turned_is(&c, hour("2027-01-04T12")));
	EXPECT(cut_turned_next(&c, hour("2026-12-31T22"), &next, &e) == -1);
	EXPECT(e.status == ST_DATA);
	EXPECT_STR(e.text,
	    "pay.ini: calendar: it names no day of 2027, so nobody knows which "
	    "are off");
	cut_book_free(&c);
}

static void
edges(void)
{
	struct cut_book c = book("UTC", "00:00", "refuse", "every-day");
	int32_t to = 7;

	EXPECT(cut_turned_next(&c, DATE_LAST * 24 + 23, &to, &e) == -1);
	EXPECT_STR(e.text, "there is no accounting date until 9999");
	EXPECT(!cut_turned_is(&c, DATE_LAST * 24 + 24));
	EXPECT(to == 7);
	cut_book_free(&c);
}

/* The hours of a year and a half, one behind the other: each ends behind the one
 * before, and those that end a date end with it. */
static void
walk(struct cut_book *c)
{
	int32_t h = cut_turned_first(c), end = hour("2027-06-01T00");
	int64_t last = cut_turned_end(c, h);
	int32_t date = c->first, next = 0;
	bool ends = false;

	while (h < end && !test_broken) {
		int32_t day = 0;

		EXPECT(cut_turned_day(c, h, &day, &e) == 0);
		EXPECT(day == date);
		EXPECT(cut_turned_ends_day(c, h, &ends, &e) == 0);
		EXPECT((last == cut_days_end(c, date)) == ends);
		if (ends)
			EXPECT(cut_days_next(c, date, &date, &e) == 0);
		EXPECT(cut_turned_next(c, h, &next, &e) == 0);
		EXPECT(cut_turned_is(c, next));
		h = next;
		EXPECT(cut_turned_end(c, h) > last);
		last = cut_turned_end(c, h);
	}
}

static void
walks(void)
{
	static const char *const zones[] = { "UTC", "Asia/Shanghai",
		"Europe/Berlin", "America/New_York", "Australia/Lord_Howe",
		"Africa/Cairo", "Asia/Kathmandu" };
	static const char *const cuts[] = { "00:00", "01:00", "02:00", "03:00",
		"04:00", "12:00", "23:00" };
	static const char *const folds[] = { "earlier", "later" };

	for (size_t z = 0; z < sizeof zones / sizeof *zones; z++)
		for (size_t k = 0; k < sizeof cuts / sizeof *cuts; k++)
			for (size_t f = 0; f < 2; f++) {
				struct cut_book c = book(
				    zones[z], cuts[k], folds[f], "every-day");

				walk(&c);
				if (test_broken)
					printf("# %s %s %s\n", zones[z],
					    cuts[k], folds[f]);
				cut_book_free(&c);
			}
}

static void
by_days(void)
{
	struct cut_book c = book("UTC", "23:00", "refuse", "every-day");
	int32_t to = 0, d = c.first;
	bool ends = false;

	c.cycle = CUT_CYCLE_DAY;
	EXPECT(cut_turned_first(&c) == d);
	EXPECT(cut_turned_is(&c, d));
	EXPECT(!cut_turned_is(&c, d - 1));
	EXPECT(cut_turned_next(&c, d, &to, &e) == 0);
	EXPECT(to == d + 1);
	EXPECT(cut_turned_end(&c, d) == cut_days_end(&c, d));
	EXPECT(cut_turned_day(&c, d, &to, &e) == 0);
	EXPECT(to == d);
	EXPECT(cut_turned_ends_day(&c, d, &ends, &e) == 0);
	EXPECT(ends);
	cut_book_free(&c);
}

int
main(void)
{
	scratch_begin();
	test("the date of an hour changes at the cut-off, and the first hour "
	     "is behind one",
	    cut_offs);
	test("an hour that clocks skip is none", gap);
	test("an hour that clocks show twice is one", twice);
	test(
	    "hours of days off are turned, and are of the next date", days_off);
	test("before the first hour and behind the last there is none", edges);
	test("whatever clocks do, hours follow one another and dates end with "
	     "one",
	    walks);
	test("a book of days turns its dates", by_days);
	scratch_end();
	return test_done();
}
