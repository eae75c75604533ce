#include "value/time/calendar.h"

#include "scratch.h"
#include "test.h"
#include "value/time/date.h"

static int32_t
day_of(const char *text)
{
	int32_t day = 0;

	EXPECT(date_parse(span_str(text), &day));
	return day;
}

/* Reads a calendar of this text. */
static struct calendar
read_text(const char *text)
{
	struct calendar c;
	struct err e = { .text = "" };

	scratch_write("calendar", text, strlen(text));
	EXPECT(calendar_read(&c, "calendar", &e) == 0);
	EXPECT_STR(e.text, "");
	return c;
}

static void
weeks(void)
{
	struct calendar c = read_text("work 2022-10-08\n2022-10-03\n");
	int32_t monday = day_of("2022-10-03");
	static const char works[] = ".####.." /* 3 to 9 October */;

	for (int i = 0; i < 7; i++)
		EXPECT(calendar_works(&c, monday + i) ==
		    (i == 5 || works[i] == '#'));
	/* long before 1970, a Monday and a Sunday */
	EXPECT(calendar_works(&c, day_of("1900-01-01")));
	EXPECT(!calendar_works(&c, day_of("1899-12-31")));
	EXPECT(calendar_covers(&c, 2022));
	EXPECT(!calendar_covers(&c, 2021));
	EXPECT(!calendar_covers(&c, 2023));
	calendar_free(&c);
	c = read_text("2021-12-31\n2023-01-01\n");
	EXPECT(calendar_covers(&c, 2021));
	EXPECT(!calendar_covers(&c, 2022));
	EXPECT(calendar_covers(&c, 2023));
	calendar_free(&c);
}

static void
ages(void)
{
	struct calendar c = read_text("2022-10-03\n");
	struct business_ages a = { &c, day_of("2022-10-10"), NULL, 0, 0 };
	int first = 0, last = 0;

	EXPECT(business_ages_since(&a, day_of("2022-10-10")) == 0);
	EXPECT(business_ages_since(&a, day_of("2022-10-11")) == 0);
	EXPECT(business_ages_since(&a, day_of("9999-12-31")) == 0);
	EXPECT((int)business_ages_uncovered(&a, &first, &last) == 0);
	EXPECT(business_ages_since(&a, day_of("2022-09-30")) == 5);
	EXPECT(business_ages_since(&a, day_of("2022-10-07")) == 1);
	EXPECT(business_ages_since(&a, day_of("2021-12-31")) == 200);
	EXPECT((int)business_ages_uncovered(&a, &first, &last) == 0);
	EXPECT(business_ages_since(&a, day_of("2021-12-30")) == 201);
	EXPECT((int)business_ages_uncovered(&a, &first, &last) == 1);
	EXPECT(first == 2021);
	EXPECT(last == 2021);
	business_ages_since(&a, DATE_FIRST);
	EXPECT((int)business_ages_uncovered(&a, &first, &last) == 2022);
	EXPECT(first == 0);
	business_ages_free(&a);
	calendar_free(&c);
}

int
main(void)
{
	scratch_begin();
	test("weekends, days off and days that are worked", weeks);
	test("ages in business days, and years not covered", ages);
	scratch_end();
	return test_done();
}
