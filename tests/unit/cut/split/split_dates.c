#include "cut/split/split_dates.h"

#include "cut/book/cut_days.h"

#include "split_case.h"
#include "sys/clock.h"

/* The date of a record that carries this, as text, or the reason. */
static const char *
date(struct split_dates *d, const char *carried)
{
	static char line[256], text[DATE_LEN + 1];
	struct record r;
	int32_t got;

	snprintf(line, sizeof line, "A\t1.00\tCNY\tL\t%s", carried);
	if (record_parse(span_str(line), &r, &e) ||
	    split_dates_of(d, &r, &got, &e))
		return e.text;
	date_format(got, text);
	return text;
}

static void
own_date(void)
{
	struct split_dates d;

	split_dates_init(&d, &book, NULL, &iso);
	EXPECT_STR(date(&d, "2026-11-28"), "2026-11-28");
	EXPECT_STR(date(&d, "2026-11-28\tpaid=2026-01-01"), "2026-11-28");
	EXPECT_STR(date(&d, "-"),
	    "the record has no DATE: say with --time which field has its "
	    "time");
}

static void
times(void)
{
	struct split_dates d;

	split_dates_init(&d, &book, "paid", &iso);
	EXPECT_STR(date(&d, "-\tpaid=2026-11-28T22:59:59"), "2026-11-28");
	EXPECT_STR(date(&d, "-\tpaid=2026-11-28T23:00:00"), "2026-11-29");
	EXPECT_STR(date(&d, "-\tpaid=2026-11-28T14:59:59Z"), "2026-11-28");
	EXPECT_STR(date(&d, "-\tpaid=2026-11-28T15:00:00Z"), "2026-11-29");
	EXPECT_STR(
	    date(&d, "2026-11-20\tpaid=2026-11-28T15:00:00Z"), "2026-11-29");
	EXPECT_STR(date(&d, "-\tx=1"), "the record has no paid");
	EXPECT_STR(date(&d, "-\tpaid=-"), "the record has no paid");
	EXPECT_STR(date(&d, "-\tpaid="), "the record has no paid");
	EXPECT_STR(
	    date(&d, "-\tpaid=1\tx=1\tpaid=2"), "paid: is carried twice");
	EXPECT_STR(date(&d, "-\tpaid=2026-11-28"),
	    "paid: \"2026-11-28\" has no time of day, which the cut-off needs");
	EXPECT_STR(date(&d, "-\tpaid=28.11.2026"),
	    "paid: \"28.11.2026\" is not a time like 2022-11-01 23:59:59; say "
	    "what it is with --date-format");
	/* behind one that is bad */
	EXPECT_STR(date(&d, "-\tpaid=2026-11-28T15:00:00Z"), "2026-11-29");
}

static void
formats(void)
{
	struct accounting_day clock = ACCOUNTING_DAY_NONE;
	struct split_dates d;

	clock.n_formats = 1;
	EXPECT(time_format_parse(&clock.formats[0], "%Y%m%d%H%M%S", &e) == 0);
	split_dates_init(&d, &book, "paid", &clock);
	EXPECT_STR(date(&d, "-\tpaid=20261128225959"), "2026-11-28");
	EXPECT_STR(date(&d, "-\tpaid=20261128230000"), "2026-11-29");
	EXPECT_STR(date(&d, "-\tpaid=2026"),
	    "paid: \"2026\" is not a time of the form of --date-format");
}

static void
days_off(void)
{
	struct split_dates d;

	book.every_day = false;
	scratch_write("days", "2026-05-01\n", 11);
	EXPECT(calendar_read(&book.calendar, "days", &e) == 0);
	split_dates_init(&d, &book, NULL, &iso);
	EXPECT_STR(date(&d, "2026-11-27"), "2026-11-27");
	EXPECT_STR(date(&d, "2026-11-28"), "2026-11-30");
	EXPECT_STR(date(&d, "2026-11-29"), "2026-11-30");
	EXPECT_STR(date(&d, "2026-11-30"), "2026-11-30");
	/* before the first of the book */
	EXPECT_STR(date(&d, "2026-11-13"), "2026-11-13");
	EXPECT_STR(date(&d, "2026-11-14"), "2026-11-16");
	book.first = day_of("2026-11-23");
	EXPECT_STR(date(&d, "2026-11-22"), "2026-11-23");
	EXPECT_STR(date(&d, "2026-11-20"), "2026-11-20");
	EXPECT_STR(date(&d, "2027-01-01"),
	    "day: calendar: it names no day of 2027, so nobody knows which are "
	    "off");
	calendar_free(&book.calendar);
	book.every_day = true;
	book.first = day_of("2026-11-20");
}

/* Berlin's clocks are put back at 03:00, in the middle of which is the cut-off. */
static void
repeated_hour(void)
{
	struct zone shanghai = book.zone;
	struct split_dates d;
	int cut = book.cut;

	EXPECT(zone_load(&book.zone, "Europe/Berlin", &e) == 0);
	EXPECT(accounting_day_set_cut(&iso, "02:30"));
	book.cut = iso.cut;
	split_dates_init(&d, &book, "paid", &iso);
	EXPECT_STR(date(&d, "-\tpaid=2026-10-25T02:10:00+02:00"), "2026-10-24");
	EXPECT_STR(date(&d, "-\tpaid=2026-10-25T02:10:00+01:00"), "2026-10-25");
	EXPECT_STR(date(&d, "-\tpaid=2026-10-25T02:10:00"),
	    "paid: \"2026-10-25T02:10:00\" occurred twice, on two accounting "
	    "dates: the clocks of the book's zone were put back; say "
	    "fold = earlier or fold = later in the book");
	EXPECT_STR(date(&d, "-\tpaid=2026-03-29T02:30:00"),
	    "paid: \"2026-03-29T02:30:00\" did not occur: the clocks of the "
	    "book's zone were put forward past it");
	book.choice = ACCOUNTING_DAY_EARLIER;
	split_dates_init(&d, &book, "paid", &iso);
	EXPECT_STR(date(&d, "-\tpaid=2026-10-25T02:10:00"), "2026-10-24");
	book.choice = ACCOUNTING_DAY_REFUSE;
	zone_free(&book.zone);
	book.zone = shanghai;
	book.cut = cut;
}

/* Every half of an hour of a year, and the second before it. */
static void
expect_clock(struct split_dates *d)
{
	enum { HALF_S = 1800, YEAR = 365 * 48 };
	int64_t moment = (int64_t)day_of("2026-01-01") * 86400;
	char text[64];
	int32_t want;

	for (int i = 0; i < 2 * YEAR; i++) {
		int64_t m = moment + i / 2 * HALF_S - i % 2;
		char when[CLOCK_TEXT_CAP], was[DATE_LEN + 1];

		clock_format(m, when);
		snprintf(text, sizeof text, "-\tpaid=%s", when);
		EXPECT(cut_days_at(&book, m, &want, &e) == 0);
		date_format(want, was);
		EXPECT_STR(date(d, text), was);
	}
}

static void
as_the_clock(void)
{
	static const char *const cuts[] = { "00:00", "02:00", "02:30", "03:00",
		"12:00", "23:00" };
	struct cut_book was = book;
	struct split_dates d;

	EXPECT(zone_load(&book.zone, "Europe/Berlin", &e) == 0);
	book.first = day_of("2026-02-01");
	book.every_day = false;
	scratch_write("days", "2026-05-01\n2027-01-01\n", 22);
	EXPECT(calendar_read(&book.calendar, "days", &e) == 0);
	for (size_t i = 0; i < sizeof cuts / sizeof *cuts; i++)
		for (int later = 0; later < 2; later++) {
			EXPECT(accounting_day_set_cut(&iso, cuts[i]));
			book.cut = iso.cut;
			book.choice = later ? ACCOUNTING_DAY_LATER
					    : ACCOUNTING_DAY_EARLIER;
			split_dates_init(&d, &book, "paid", &iso);
			expect_clock(&d);
		}
	calendar_free(&book.calendar);
	zone_free(&book.zone);
	book = was;
}

int
main(void)
{
	split_case_begin();
	test("without a time the DATE of a record is its date", own_date);
	test("a time is of a date by the cut-off of the book", times);
	test("times have the forms that were said", formats);
	test("a day that is off is of the next date", days_off);
	test("a cut-off that clocks show twice is one moment", repeated_hour);
	test("a moment is of the date in which it lies", as_the_clock);
	split_case_end();
	return test_done();
}
