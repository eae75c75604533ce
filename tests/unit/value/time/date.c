#include <stdio.h>

#include "value/time/date.h"
#include "test.h"

static void
every_day(void)
{
	char text[DATE_LEN + 1], before[DATE_LEN + 1] = "";
	int32_t day = 0;

	for (int32_t d = DATE_FIRST; d <= DATE_LAST; d++) {
		date_format(d, text);
		EXPECT(date_parse(span_str(text), &day) && day == d);
		EXPECT(strcmp(before, text) < 0);
		memcpy(before, text, sizeof before);
		if (test_broken)
			return;
	}
	EXPECT_STR(before, "9999-12-31");
	date_format(DATE_FIRST, text);
	EXPECT_STR(text, "0000-01-01");
	date_format(0, text);
	EXPECT_STR(text, "1970-01-01");
}

static void
leap_days(void)
{
	int32_t day = 7;

	EXPECT(date_parse(SPAN("2024-02-29"), &day));
	EXPECT(date_parse(SPAN("2000-02-29"), &day));
	EXPECT(date_parse(SPAN("0000-02-29"), &day));
	day = 7;
	EXPECT(!date_parse(SPAN("2023-02-29"), &day));
	EXPECT(!date_parse(SPAN("1900-02-29"), &day));
	EXPECT(!date_parse(SPAN("2024-02-30"), &day));
	EXPECT(day == 7);
}

static void
other_text(void)
{
	static const char *const bad[] = { "", "-", "2022-11-1", "2022-1-01",
		"20221101", "2022/11/01", "2022-11-01 ", " 2022-11-01",
		"2022-11-010", "2022-13-01", "2022-00-01", "2022-11-00",
		"2022-11-31", "-022-11-01", "2022-+1-01", "2022-11-0x",
		"2022-11-01\r", "22-11-01" };
	int32_t day = 7;

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		EXPECT(!date_parse(span_str(bad[i]), &day));
	EXPECT(!date_of(-1, 1, 1, &day) && !date_of(10000, 1, 1, &day));
	EXPECT(!date_of(2022, 0, 1, &day) && !date_of(2022, 1, 32, &day));
	EXPECT(day == 7);
}

static void
civil(void)
{
	int y, m, d;
	int32_t day;

	EXPECT(date_of(2022, 11, 1, &day) && day == 19297);
	date_civil(day, &y, &m, &d);
	EXPECT(y == 2022 && m == 11 && d == 1);
	date_civil(-1, &y, &m, &d);
	EXPECT(y == 1969 && m == 12 && d == 31);
}

/* Every day from 0001-01-01 on, numbered, to be compared with others'. */
static int
list_days(void)
{
	char text[DATE_LEN + 1];

	for (int32_t d = DATE_FIRST + 366; d <= DATE_LAST; d++) {
		date_format(d, text);
		printf("%d %s\n", d, text);
	}
	return fflush(stdout) != 0;
}

/* Byte by byte. */
static bool
slowly(const char *p, int32_t *day)
{
	int v[3] = { 0 };

	for (int i = 0, part = 0; i < DATE_LEN; i++) {
		if (i == 4 || i == 7) {
			part++;
			if (p[i] != '-')
				return false;
		} else {
			if (p[i] < '0' || p[i] > '9')
				return false;
			v[part] = v[part] * 10 + p[i] - '0';
		}
	}
	return date_of(v[0], v[1], v[2], day);
}

static void
compare(const char *text)
{
	struct span s = { text, DATE_LEN };
	int32_t day = 7, want = 7;
	bool good = slowly(text, &want);

	EXPECT(date_is(s) == good && date_parse(s, &day) == good);
	EXPECT(day == want);
}

/* The quick answer and the slow one, on every day, near days and with every
 * byte in every place. */
static void
is_a_day(void)
{
	static const int years[] = { 0, 999, 1900, 2000, 2022, 2024, 9999 };
	char text[32];

	for (size_t y = 0; y < sizeof years / sizeof *years; y++) {
		for (int i = 0; i < 10000; i++) {
			snprintf(text, sizeof text, "%04d-%02d-%02d", years[y],
			    i / 100, i % 100);
			compare(text);
		}
	}
	for (int at = 0; at < DATE_LEN; at++) {
		for (int c = 0; c < 256; c++) {
			memcpy(text, "2022-11-25", DATE_LEN);
			text[at] = (char)c;
			compare(text);
		}
	}
	EXPECT(!date_is(SPAN("")) && !date_is(SPAN("2022-11-1")));
	EXPECT(!date_is(SPAN("2022-11-011")));
}

int
main(int argc, char **argv)
{
	(void)argv;
	if (argc > 1)
		return list_days();
	test("every day of the years 0000 to 9999 goes there and back",
	    every_day);
	test("29 February is there in leap years alone", leap_days);
	test("anything but YYYY-MM-DD is refused", other_text);
	test("a day has its year, month and day of month", civil);
	test("what is a day is told quickly, and the same", is_a_day);
	return test_done();
}
