#include "cut/book/cut_days.h"

#include "cut_book_made.h"
#include "scratch.h"
#include "test.h"
#include "value/time/date.h"

static int32_t
day(const char *text)
{
	int32_t d = 0;

	EXPECT(date_parse(span_str(text), &d));
	return d;
}

/* A moment of UTC, "2026-03-29 01:00". */
static int64_t
at(const char *text)
{
	int h = (text[11] - '0') * 10 + text[12] - '0';
	int m = (text[14] - '0') * 10 + text[15] - '0';
	int32_t d = 0;

	EXPECT(date_parse((struct span){ text, DATE_LEN }, &d));
	return (int64_t)d * 86400 + h * 3600 + m * 60;
}

/* A book of one system. */
static struct cut_book
book(const char *zone, const char *cut, const char *fold, const char *calendar)
{
	return cut_book_made("", zone, cut, fold, calendar);
}

/* Is the moment the last of the date but for a second, and is the next one in
 * the date behind it? */
static void
ends(struct cut_book *c, const char *date, const char *moment)
{
	int32_t before = 0, behind = 0, next = 0;
	int64_t end = cut_days_end(c, day(date));
	struct err e;

	if (end != at(moment)) {
		test_broken = 1;
		printf("# %s ends at %jd, not at %s (%jd)\n", date,
		    (intmax_t)end, moment, (intmax_t)at(moment));
	}
	EXPECT(cut_days_at(c, end - 1, &before, &e) == 0);
	EXPECT(cut_days_at(c, end, &behind, &e) == 0);
	EXPECT(cut_days_next(c, day(date), &next, &e) == 0);
	EXPECT(before == day(date));
	EXPECT(behind == next);
}

static void
cut_offs(void)
{
	static const struct {
		const char *cut, *date, *end;
	} rows[] = {
		{ "23:00", "2026-11-28", "2026-11-28 15:00" },
		{ "12:00", "2026-11-28", "2026-11-28 04:00" },
		{ "00:00", "2026-11-28", "2026-11-28 16:00" },
		{ "04:00", "2026-11-28", "2026-11-28 20:00" },
		{ "11:59", "2026-11-28", "2026-11-29 03:59" },
		{ "23:00", "2026-12-31", "2026-12-31 15:00" },
		{ "00:00", "2028-02-28", "2028-02-28 16:00" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct cut_book c =
		    book("Asia/Shanghai", rows[i].cut, "refuse", "every-day");

		ends(&c, rows[i].date, rows[i].end);
		cut_book_free(&c);
	}
}

/* 02:30 is skipped in spring and comes twice in autumn. */
static void
summer_time(void)
{
	static const struct {
		const char *zone, *fold, *date, *end;
	} rows[] = {
		{ "Europe/Berlin", "refuse", "2026-03-27", "2026-03-28 01:30" },
		{ "Europe/Berlin", "refuse", "2026-03-28", "2026-03-29 01:00" },
		{ "Europe/Berlin", "later", "2026-03-28", "2026-03-29 01:00" },
		{ "Europe/Berlin", "refuse", "2026-03-29", "2026-03-30 00:30" },
		{ "Europe/Berlin", "refuse", "2026-10-24", "2026-10-25 00:30" },
		{ "Europe/Berlin", "earlier", "2026-10-24",
		    "2026-10-25 00:30" },
		{ "Europe/Berlin", "later", "2026-10-24", "2026-10-25 01:30" },
		{ "Europe/Berlin", "later", "2026-10-25", "2026-10-26 01:30" },
		{ "America/New_York", "refuse", "2026-03-07",
		    "2026-03-08 07:00" },
		{ "America/New_York", "later", "2026-03-07",
		    "2026-03-08 07:00" },
		{ "America/New_York", "refuse", "2026-10-31",
		    "2026-11-01 07:30" },
		{ "America/New_York", "earlier", "2026-10-31",
		    "2026-11-01 07:30" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct cut_book c =
		    book(rows[i].zone, "02:30", rows[i].fold, "every-day");

		ends(&c, rows[i].date, rows[i].end);
		cut_book_free(&c);
	}
}

/* 01:30 comes twice there: clocks are put back from 02:00. */
static void
new_york_twice(void)
{
	struct cut_book c =
	    book("America/New_York", "01:30", "earlier", "every-day");

	ends(&c, "2026-10-31", "2026-11-01 05:30");
	cut_book_free(&c);
	c = book("America/New_York", "01:30", "later", "every-day");
	ends(&c, "2026-10-31", "2026-11-01 06:30");
	cut_book_free(&c);
}

static int32_t
next_of(const struct cut_book *c, const char *date)
{
	int32_t next = 0;
	struct err e;

	EXPECT(cut_days_next(c, day(date), &next, &e) == 0);
	return next;
}

static int32_t
of(const struct cut_book *c, const char *date)
{
	int32_t to = 0;
	struct err e;

	EXPECT(cut_days_of(c, day(date), &to, &e) == 0);
	return to;
}

/* 1 to 3 October 2026 are off, Saturday the 10th is worked. */
static void
days_off(void)
{
	static const char days[] = "2026-10-01\n2026-10-02\nwork 2026-10-10\n";
	struct cut_book c;
	struct err e;
	int32_t date;

	scratch_write("days", days, sizeof days - 1);
	c = book("Asia/Shanghai", "23:00", "refuse", "days");
	EXPECT(cut_days_is(&c, day("2026-09-30")));
	EXPECT(!cut_days_is(&c, day("2026-10-01")));
	EXPECT(!cut_days_is(&c, day("2026-10-03")));
	EXPECT(cut_days_is(&c, day("2026-10-05")));
	EXPECT(cut_days_is(&c, day("2026-10-10")));
	EXPECT(!cut_days_is(&c, day("2026-10-11")));
	EXPECT(!cut_days_is(&c, day("2026-01-02")));
	EXPECT(next_of(&c, "2026-09-30") == day("2026-10-05"));
	EXPECT(next_of(&c, "2026-10-02") == day("2026-10-05"));
	EXPECT(next_of(&c, "2026-10-09") == day("2026-10-10"));
	EXPECT(next_of(&c, "2026-10-10") == day("2026-10-12"));
	EXPECT(next_of(&c, "2025-05-05") == day("2026-01-05"));
	EXPECT(of(&c, "2026-10-01") == day("2026-10-05"));
	EXPECT(of(&c, "2026-10-10") == day("2026-10-10"));
	EXPECT(of(&c, "2026-01-02") == day("2026-01-02"));
	EXPECT(of(&c, "2026-01-04") == day("2026-01-05"));
	/* what is of days off ends with the date behind them */
	EXPECT(cut_days_at(&c, at("2026-10-02 04:00"), &date, &e) == 0);
	EXPECT(date == day("2026-10-05"));
	ends(&c, "2026-10-05", "2026-10-05 15:00");
	ends(&c, "2026-09-30", "2026-09-30 15:00");
	cut_book_free(&c);
}

static void
expect_unknown(int r, const struct err *e)
{
	EXPECT(r == -1 && e->status == ST_DATA);
	EXPECT_STR(e->text,
	    "pay.ini: calendar: it names no day of 2027, so nobody knows which "
	    "are off");
}

static void
unknown_years(void)
{
	struct cut_book c = book("UTC", "00:00", "refuse", "days");
	int32_t date = 7;
	struct err e;

	EXPECT(!cut_days_is(&c, day("2027-01-04")));
	expect_unknown(cut_days_next(&c, day("2026-12-31"), &date, &e), &e);
	expect_unknown(cut_days_of(&c, day("2027-01-04"), &date, &e), &e);
	expect_unknown(cut_days_at(&c, at("2027-01-04 12:00"), &date, &e), &e);
	EXPECT(date == 7);
	cut_book_free(&c);
	c = book("UTC", "00:00", "refuse", "every-day");
	EXPECT(cut_days_next(&c, DATE_LAST, &date, &e) == -1);
	EXPECT_STR(e.text, "there is no accounting date until 9999");
	EXPECT(next_of(&c, "2026-12-31") == day("2027-01-01"));
	cut_book_free(&c);
}

/* Moments of two years, each in the date whose end is the next one. */
static void
every_moment(void)
{
	static const char *const zones[] = { "Europe/Berlin",
		"America/New_York", "Asia/Shanghai", "UTC" };
	static const char *const cuts[] = { "00:00", "02:30", "04:00",
		"23:00" };
	struct err e;

	for (size_t z = 0; z < 16; z++) {
		struct cut_book c = book(zones[z / 4], cuts[z % 4],
		    z % 2 ? "later" : "earlier", "every-day");
		int64_t m = cut_days_end(&c, c.first);
		int64_t last = at("2028-01-01 00:00");
		int32_t date = 0;

		for (; m < last && !test_broken; m += 1800 + 7) {
			EXPECT(cut_days_at(&c, m, &date, &e) == 0);
			EXPECT(m < cut_days_end(&c, date) &&
			    m >= cut_days_end(&c, date - 1));
		}
		cut_book_free(&c);
	}
}

int
main(void)
{
	scratch_begin();
	test("a date ends at its cut-off, or on the day behind it", cut_offs);
	test("a cut-off that clocks skip or show twice is one moment",
	    summer_time);
	test("of two moments fold = takes one", new_york_twice);
	test("days off belong to the next date, and some are worked", days_off);
	test("a year that the calendar does not know has no dates",
	    unknown_years);
	test("every moment is in one date", every_moment);
	scratch_end();
	return test_done();
}
