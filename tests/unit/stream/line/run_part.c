/* run_part: K/N and K/N@RUN, and nothing else. */
#include "stream/line/run_part.h"

#include "test.h"

static void
read_and_written(void)
{
	static const char *const good[] = { "1/1", "3/7", "7/7",
		"1000000/1000000", "3/7@r", "1/2@app-20221101_0001.A:b",
		"1/"
		"2@aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
		"aaaa" };
	struct buf b = { 0 };

	for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
		struct run_part p;

		EXPECT(run_part_parse(&p, span_str(good[i])));
		buf_clear(&b);
		run_part_format(&b, &p);
		buf_byte(&b, '\0');
		EXPECT_STR(b.p, good[i]);
	}
	buf_free(&b);
}

static void
refused(void)
{
	static const char *const bad[] = { "", "/", "1", "1/", "/1", "0/1",
		"2/1", "1/0", "-1/2", "1/+2", " 1/2", "1/2 ", "1/2/3", "1/2@",
		"1/2@a b", "1/2@a@b", "1/2@a/b", "1/2@\xc3\xa4", "1/1000001",
		"1/99999999999999999999", "a/2", "1/b", "@r", "1@r",
		"1/"
		"2@aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
		"aaaaa" };
	struct run_part p = { .k = 5, .n = 6 };

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		if (run_part_parse(&p, span_str(bad[i])))
			EXPECT_STR("taken", bad[i]);
		EXPECT(p.k == 5 && p.n == 6);
	}
	EXPECT(!run_part_parse(&p, (struct span){ "1/2@a\0b", 7 }));
}

static void
all_of_a_run(void)
{
	struct run_part p;
	struct buf b = { 0 };

	EXPECT(run_part_parse_all(&p, SPAN("200@r1")));
	EXPECT(p.k == 0 && p.n == 200 && p.len == 2);
	run_part_format(&b, &p);
	buf_byte(&b, '\0');
	EXPECT_STR(b.p, "200@r1");
	EXPECT(run_part_parse_all(&p, SPAN("7")) && p.n == 7 && p.len == 0);
	EXPECT(!run_part_parse_all(&p, SPAN("1/7")));
	EXPECT(!run_part_parse_all(&p, SPAN("0")));
	EXPECT(!run_part_parse_all(&p, SPAN("")));
	EXPECT(!run_part_parse_all(&p, SPAN("7@")));
	buf_free(&b);
}

static bool
are_beside(const char *x, const char *y)
{
	struct run_part a, b;

	EXPECT(run_part_parse(&a, span_str(x)));
	EXPECT(run_part_parse(&b, span_str(y)));
	return run_part_is_beside(&a, &b);
}

static void
beside(void)
{
	EXPECT(are_beside("1/7", "3/7"));
	EXPECT(are_beside("1/7@r", "1/7@r"));
	EXPECT(!are_beside("1/7", "1/8"));
	EXPECT(!are_beside("1/7", "1/7@r"));
	EXPECT(!are_beside("1/7@r", "1/7@s"));
	EXPECT(!are_beside("1/7@r", "1/7@rr"));
}

int
main(void)
{
	test("a part is read and written", read_and_written);
	test("what is none is refused", refused);
	test("a number of parts is read, and its run", all_of_a_run);
	test("parts of one run are of as many and of one name", beside);
	return test_done();
}
