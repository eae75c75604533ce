#include "cut/book/cut_cycle.h"

#include "test.h"
#include "value/time/date.h"

static void
hours(void)
{
	static const char *const rows[] = { "0000-01-01T00", "1969-12-31T23",
		"1970-01-01T00", "2026-11-28T07", "9999-12-31T23" };
	static const int32_t numbers[] = { DATE_FIRST * 24, -1, 0,
		20785 * 24 + 7, DATE_LAST * 24 + 23 };

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char text[CUT_CYCLE_LEN + 1];
		int32_t hour = 1;

		EXPECT(
		    cut_cycle_parse(CUT_CYCLE_HOUR, span_str(rows[i]), &hour));
		EXPECT(hour == numbers[i]);
		cut_cycle_format(CUT_CYCLE_HOUR, hour, text);
		EXPECT_STR(text, rows[i]);
	}
	EXPECT(cut_cycle_least(CUT_CYCLE_HOUR) == numbers[0]);
}

static void
days(void)
{
	char text[CUT_CYCLE_LEN + 1];
	int32_t day = 1;

	EXPECT(cut_cycle_parse(CUT_CYCLE_DAY, SPAN("2026-11-28"), &day));
	EXPECT(day == 20785);
	cut_cycle_format(CUT_CYCLE_DAY, day, text);
	EXPECT_STR(text, "2026-11-28");
	EXPECT(cut_cycle_least(CUT_CYCLE_DAY) == DATE_FIRST);
	EXPECT(!cut_cycle_parse(CUT_CYCLE_DAY, SPAN("2026-11-28T07"), &day));
	EXPECT(day == 20785);
}

static void
others(void)
{
	static const char *const rows[] = { "", "2026-11-28", "2026-11-28T",
		"2026-11-28T7", "2026-11-28T24", "2026-11-28T30",
		"2026-11-28T007", "2026-11-28 07", "2026-11-28t07",
		"2026-11-28T0x", "2026-11-28T/9", "2026-11-28T07:00",
		"2026-02-29T07", "10000-01-01T0" };

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		int32_t hour = 5;

		EXPECT(
		    !cut_cycle_parse(CUT_CYCLE_HOUR, span_str(rows[i]), &hour));
		EXPECT(hour == 5);
	}
}

static void
words(void)
{
	EXPECT_STR(cut_cycle_name(CUT_CYCLE_DAY), "day");
	EXPECT_STR(cut_cycle_name(CUT_CYCLE_HOUR), "hour");
	EXPECT_STR(cut_cycle_form(CUT_CYCLE_DAY), "YYYY-MM-DD");
	EXPECT_STR(cut_cycle_form(CUT_CYCLE_HOUR), "YYYY-MM-DDTHH");
}

int
main(void)
{
	test("an hour is written as the day and what clocks show", hours);
	test("a date is written as its day", days);
	test("what is no hour is refused", others);
	test("cycles have names and forms", words);
	return test_done();
}
