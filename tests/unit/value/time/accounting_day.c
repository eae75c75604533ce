#include "value/time/accounting_day.h"
#include "value/time/date.h"
#include "test.h"

/* The date, or the reason; lives until the next call. */
static const char *
day(const struct accounting_day *c, const char *cell)
{
	static struct err e;
	static char text[DATE_LEN + 1];
	int32_t d;

	if (accounting_day_of(c, span_str(cell), &d, &e))
		return e.text;
	date_format(d, text);
	return text;
}

static void
as_written(void)
{
	struct accounting_day c = ACCOUNTING_DAY_NONE;

	EXPECT_STR(day(&c, "2022-11-01 23:59:59"), "2022-11-01");
	EXPECT_STR(day(&c, "2022-11-01"), "2022-11-01");
	EXPECT_STR(day(&c, "2022-11-01T00:00:00"), "2022-11-01");
	EXPECT_STR(day(&c, "2022-11-01 00:00:00Z"),
	    "tells its distance from "
	    "UTC: say with --zone where the accounting day is counted");
	EXPECT_STR(day(&c, "yesterday"),
	    "is not a time like 2022-11-01 "
	    "23:59:59; say what it is with --date-format");
}

static void
late_cut(void)
{
	struct accounting_day c = ACCOUNTING_DAY_NONE;

	EXPECT(accounting_day_set_cut(&c, "23:00"));
	EXPECT_STR(day(&c, "2022-11-01 22:59:59"), "2022-11-01");
	EXPECT_STR(day(&c, "2022-11-01 23:00:00"), "2022-11-02");
	EXPECT_STR(day(&c, "2022-12-31 23:30:00"), "2023-01-01");
	EXPECT_STR(day(&c, "2022-11-01"),
	    "has no time of day, which --cut "
	    "needs");
	EXPECT(accounting_day_set_cut(&c, "12:00"));
	EXPECT_STR(day(&c, "2022-11-01 11:59:59"), "2022-11-01");
	EXPECT_STR(day(&c, "2022-11-01 12:00:00"), "2022-11-02");
	EXPECT_STR(day(&c, "9999-12-31 12:00:00"),
	    "falls outside the years 0000 to 9999");
}

static void
early_cut(void)
{
	struct accounting_day c = ACCOUNTING_DAY_NONE;

	EXPECT(accounting_day_set_cut(&c, "04:30"));
	EXPECT_STR(day(&c, "2022-11-01 04:29:59"), "2022-10-31");
	EXPECT_STR(day(&c, "2022-11-01 04:30:00"), "2022-11-01");
	EXPECT_STR(day(&c, "2022-11-01 23:59:59"), "2022-11-01");
	EXPECT_STR(day(&c, "0000-01-01 00:00:00"),
	    "falls outside the years 0000 to 9999");
	EXPECT(accounting_day_set_cut(&c, "11:59"));
	EXPECT_STR(day(&c, "2022-11-01 11:58:59"), "2022-10-31");
	EXPECT(accounting_day_set_cut(&c, "00:00"));
	EXPECT_STR(day(&c, "2022-11-01 00:00:00"), "2022-11-01");
}

static void
cuts(void)
{
	static const char *const bad[] = { "", "24:00", "23:60", "2300", "9:00",
		"23:00:00", "-1:00", "23.00" };
	struct accounting_day c = ACCOUNTING_DAY_NONE;

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		EXPECT(!accounting_day_set_cut(&c, bad[i]));
	EXPECT(c.cut == ACCOUNTING_DAY_NO_CUT);
}

static void
offsets(void)
{
	struct zone shanghai;
	struct accounting_day c = ACCOUNTING_DAY_NONE;
	struct err e;

	EXPECT(zone_load(&shanghai, "Asia/Shanghai", &e) == 0);
	c.zone = &shanghai;
	EXPECT_STR(day(&c, "2022-11-01T15:59:59Z"), "2022-11-01");
	EXPECT_STR(day(&c, "2022-11-01T16:00:00Z"), "2022-11-02");
	EXPECT_STR(day(&c, "2022-11-02T00:00:00+09:00"), "2022-11-01");
	EXPECT_STR(day(&c, "2022-11-01T23:59:59"), "2022-11-01");
	EXPECT(accounting_day_set_cut(&c, "23:00"));
	EXPECT_STR(day(&c, "2022-11-01T14:59:59Z"), "2022-11-01");
	EXPECT_STR(day(&c, "2022-11-01T15:00:00Z"), "2022-11-02");
	zone_free(&shanghai);
}

static void
from_zone(void)
{
	struct zone utc, berlin;
	struct accounting_day c = ACCOUNTING_DAY_NONE;
	struct err e;

	EXPECT(zone_load(&utc, "UTC", &e) == 0);
	EXPECT(zone_load(&berlin, "Europe/Berlin", &e) == 0);
	c.zone = &utc;
	c.from = &berlin;
	EXPECT_STR(day(&c, "2022-11-01 00:59:59"), "2022-10-31");
	EXPECT_STR(day(&c, "2022-11-01 01:00:00"), "2022-11-01");
	EXPECT_STR(day(&c, "2022-07-01 01:59:59"), "2022-06-30");
	EXPECT_STR(day(&c, "2022-07-01 01:59:59+00:00"), "2022-07-01");
	EXPECT_STR(day(&c, "2022-03-27 02:30:00"),
	    "did not occur: the "
	    "clocks of --from-zone were put forward past it");
	EXPECT_STR(day(&c, "2022-07-01"),
	    "has no time of day, which "
	    "--from-zone needs");
	/* twice, but on one date either way */
	EXPECT_STR(day(&c, "2022-10-30 02:30:00"), "2022-10-30");
	zone_free(&utc);
	zone_free(&berlin);
}

static void
twice(void)
{
	struct zone far, berlin;
	struct accounting_day c = ACCOUNTING_DAY_NONE;
	struct err e;

	EXPECT(zone_load(&far, "+23:00", &e) == 0);
	EXPECT(zone_load(&berlin, "Europe/Berlin", &e) == 0);
	c.zone = &far; /* midnight between the two moments */
	c.from = &berlin;
	EXPECT_STR(day(&c, "2022-10-30 02:30:00"),
	    "occurred twice, on two "
	    "accounting dates: the clocks of --from-zone were put back; say "
	    "--ambiguous earlier or later");
	c.choice = ACCOUNTING_DAY_EARLIER;
	EXPECT_STR(day(&c, "2022-10-30 02:30:00"), "2022-10-30");
	c.choice = ACCOUNTING_DAY_LATER;
	EXPECT_STR(day(&c, "2022-10-30 02:30:00"), "2022-10-31");
	zone_free(&far);
	zone_free(&berlin);
}

/* Berlin's clocks show 02:00 to 03:00 twice on 2022-10-30; the cut, too. */
static void
cut_twice(void)
{
	struct zone berlin;
	struct accounting_day c = ACCOUNTING_DAY_NONE;
	struct err e;

	EXPECT(zone_load(&berlin, "Europe/Berlin", &e) == 0);
	c.zone = c.from = &berlin;
	EXPECT(accounting_day_set_cut(&c, "02:30"));
	EXPECT_STR(day(&c, "2022-10-30 02:29:59+01:00"), "2022-10-29");
	EXPECT_STR(day(&c, "2022-10-30 02:29:59"), "2022-10-29");
	c.cut_is_moment = true;
	EXPECT_STR(day(&c, "2022-10-30 02:29:59+02:00"), "2022-10-29");
	EXPECT_STR(day(&c, "2022-10-30 02:30:00+02:00"), "2022-10-30");
	EXPECT_STR(day(&c, "2022-10-30 02:29:59+01:00"), "2022-10-30");
	EXPECT_STR(day(&c, "2022-10-31 02:29:59+01:00"), "2022-10-30");
	EXPECT_STR(day(&c, "2022-10-30 01:59:59"), "2022-10-29");
	EXPECT_STR(day(&c, "2022-10-30 02:30:00"), "2022-10-30");
	EXPECT_STR(day(&c, "2022-10-30 02:29:59"),
	    "occurred twice, on two accounting dates: the clocks of "
	    "--from-zone were put back; say --ambiguous earlier or later");
	c.choice = ACCOUNTING_DAY_EARLIER;
	EXPECT_STR(day(&c, "2022-10-30 02:29:59"), "2022-10-29");
	c.choice = ACCOUNTING_DAY_LATER; /* the cut is, too */
	EXPECT_STR(day(&c, "2022-10-30 02:59:59+02:00"), "2022-10-29");
	EXPECT_STR(day(&c, "2022-10-30 02:29:59+01:00"), "2022-10-29");
	EXPECT_STR(day(&c, "2022-10-30 02:30:00+01:00"), "2022-10-30");
	EXPECT_STR(day(&c, "2022-10-30 02:30:00"), "2022-10-30");
	EXPECT(accounting_day_set_cut(&c, "23:00"));
	EXPECT_STR(day(&c, "2022-10-30 22:59:59"), "2022-10-30");
	EXPECT_STR(day(&c, "2022-10-30 23:00:00"), "2022-10-31");
	EXPECT_STR(day(&c, "2022-10-30 00:00:00"), "2022-10-30");
	zone_free(&berlin);
}

static void
formats(void)
{
	struct accounting_day c = ACCOUNTING_DAY_NONE;
	struct err e;

	EXPECT(time_format_parse(&c.formats[0], "%d.%m.%Y", &e) == 0);
	EXPECT(time_format_parse(&c.formats[1], "%Y%m%d", &e) == 0);
	c.n_formats = 2;
	EXPECT_STR(day(&c, "01.11.2022"), "2022-11-01");
	EXPECT_STR(day(&c, "20221101"), "2022-11-01");
	EXPECT_STR(day(&c, "2022-11-01"),
	    "is not a time of the form of --date-format");
}

int
main(void)
{
	test("without a zone the clock is taken as it was", as_written);
	test("times from a cut after noon belong to the next day", late_cut);
	test("times before a morning's cut belong to the last day", early_cut);
	test("a cut is HH:MM", cuts);
	test("a time with an offset is brought to the zone", offsets);
	test("a time without one comes from --from-zone", from_zone);
	test("a time that was twice is refused where it matters", twice);
	test("a cut that comes twice can be one moment", cut_twice);
	test("formats are tried in order", formats);
	return test_done();
}
