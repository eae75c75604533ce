#include "figures/ages.h"

#include <limits.h>

#include "test.h"

static struct result
result_of(const char *line)
{
	struct result r = { 0 };
	struct err e;

	EXPECT(result_parse(span_str(line), &r, &e) == 0);
	return r;
}

#define FIXED "k\tleft\t1\t-\t1\tCNY\t-"

static void
cuts_the_age_and_nothing_else(void)
{
	static const char *const cases[][2] = {
		{ FIXED, FIXED },
		{ FIXED "\tage=3", FIXED },
		{ FIXED "\tl.x=1\tage=3", FIXED "\tl.x=1" },
		{ FIXED "\tl.x=1\tage=", FIXED "\tl.x=1" },
		{ FIXED "\tl.age=3", FIXED "\tl.age=3" },
		{ FIXED "\tpage=3", FIXED "\tpage=3" },
		{ FIXED "\tages=3", FIXED "\tages=3" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct result r = result_of(cases[i][0]);
		struct span line;

		EXPECT(age_cut(&r, &line));
		EXPECT(span_eq(line, span_str(cases[i][1])));
	}
}

static void
drops_an_age_that_is_not_last(void)
{
	static const char *const cases[][2] = {
		{ FIXED "\tage=3\tl.x=1", "\tl.x=1" },
		{ FIXED "\tl.x=1\tage=3\tl.age=1\tage=4", "\tl.x=1\tl.age=1" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct result r = result_of(cases[i][0]);
		struct buf b = { 0 };
		struct span line;

		EXPECT(!age_cut(&r, &line));
		age_drop(&b, r.carried);
		EXPECT(span_eq(buf_span(&b), span_str(cases[i][1])));
		buf_free(&b);
	}
}

static void
writes_what_it_reads(void)
{
	static const int32_t days[] = { 0, 1, 9, 10, 99, 100, 3652424 };
	struct buf b = { 0 };

	for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
		struct result r;
		struct err e;
		struct span line;
		int32_t got = -1;

		buf_clear(&b);
		buf_str(&b, FIXED);
		b.len += age_format(buf_room(&b, AGE_CAP), days[i]);
		EXPECT(result_parse(buf_span(&b), &r, &e) == 0);
		EXPECT(age_of(&r, &got) && got == days[i]);
		EXPECT(age_cut(&r, &line) && span_eq(line, SPAN(FIXED)));
	}
	buf_free(&b);
}

static void
days_below_zero_are_zero(void)
{
	char text[AGE_CAP];

	EXPECT(age_format(text, -1) == 6 && !memcmp(text, "\tage=0", 6));
	EXPECT(age_format(text, INT32_MIN) == 6 && !memcmp(text, "\tage=0", 6));
}

static void
what_is_no_number_is_no_age(void)
{
	static const char *const bad[] = { FIXED,
		FIXED "\tage=", FIXED "\tage=x", FIXED "\tage=-1",
		FIXED "\tage=1 ", FIXED "\tage=99999999", FIXED "\tl.age=1" };

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct result r = result_of(bad[i]);
		int32_t days = 77;

		EXPECT(!age_of(&r, &days) && days == 77);
	}
}

int
main(void)
{
	test("cuts an age= at the end and nothing else",
	    cuts_the_age_and_nothing_else);
	test("drops an age= that other fields follow",
	    drops_an_age_that_is_not_last);
	test("reads the age it writes", writes_what_it_reads);
	test("days below zero are an age of zero", days_below_zero_are_zero);
	test(
	    "what is no number of days is no age", what_is_no_number_is_no_age);
	return test_done();
}
