/* aggregate: records with the same KEY, CURRENCY, SIDE and DATE. */
#include "sort/record_sums.h"

#include "scratch.h"
#include "test.h"

static struct err e;

/* Aggregates lines (each with its LF); "out" then holds the output. */
static int
aggregate(const char *lines)
{
	struct stream_out out;
	struct record_sums a;
	int r = 0;

	EXPECT(stream_create(&out, "out", STREAM_RECORD, true, &e) == 0);
	record_sums_init(&a, &out);
	while (*lines && r == 0) {
		size_t len = strcspn(lines, "\n");

		struct buf copy = { 0 };
		struct span line;

		buf_add(&copy, (struct span){ lines, len });
		buf_room(&copy, LINE_REF_SLACK);
		line = buf_span(&copy);
		r = record_sums_lines(&a, &line, 1, &e);
		buf_free(&copy); /* it need not live on */
		lines += len + 1;
	}
	if (r == 0)
		r = record_sums_end(&a, &e);
	record_sums_free(&a);
	if (r)
		stream_abandon(&out);
	else
		EXPECT(stream_finish(&out, &e) == 0);
	return r;
}

#define MAKES(in, want) \
	do { \
		EXPECT(aggregate(in) == 0); \
		EXPECT(scratch_holds("out", want)); \
	} while (0)

static void
alone(void)
{
	MAKES("", "");
	MAKES("a\t1.00\tCNY\tL\t-\tx=1\n", "a\t1.00\tCNY\tL\t-\tx=1\n");
	MAKES(
	    "a\t1.00\tCNY\tL\t-\tx=1\tn=3\n", "a\t1.00\tCNY\tL\t-\tx=1\tn=3\n");
}

static void
sums(void)
{
	MAKES("a\t0.10\tCNY\tL\t-\n"
	      "a\t0.20\tCNY\tL\t-\n"
	      "b\t5\tJPY\tR\t-\n",
	    "a\t0.30\tCNY\tL\t-\tn=2\n"
	    "b\t5\tJPY\tR\t-\n");
	MAKES("a\t-1.5\tCNY\tL\t-\n"
	      "a\t1.25\tCNY\tL\t-\n",
	    "a\t-0.25\tCNY\tL\t-\tn=2\n");
}

static void
keeps_apart(void)
{
	MAKES("a\t1\tCNY\tL\t2022-11-01\n"
	      "a\t1\tCNY\tL\t2022-11-02\n"
	      "a\t1\tCNY\tR\t2022-11-01\n"
	      "a\t1\tUSD\tL\t2022-11-01\n"
	      "a\t2\tCNY\tL\t2022-11-01\n",
	    "a\t1\tCNY\tL\t2022-11-02\n"
	    "a\t1\tCNY\tR\t2022-11-01\n"
	    "a\t1\tUSD\tL\t2022-11-01\n"
	    "a\t3\tCNY\tL\t2022-11-01\tn=2\n");
}

static void
carried(void)
{
	MAKES("a\t1\tCNY\tL\t-\tx=1\ty=2\tz=3\n"
	      "a\t2\tCNY\tL\t-\tz=3\tx=1\ty=5\n"
	      "a\t3\tCNY\tL\t-\ty=2\tx=1\tz=3\tw=7\n",
	    "a\t6\tCNY\tL\t-\tx=1\tz=3\tn=3\n");
	MAKES("a\t1\tCNY\tL\t-\tx=1\n"
	      "a\t2\tCNY\tL\t-\n",
	    "a\t3\tCNY\tL\t-\tn=2\n");
}

static void
counts(void)
{
	MAKES("a\t1\tCNY\tL\t-\tn=3\n"
	      "a\t1\tCNY\tL\t-\tn=3\n"
	      "a\t2\tCNY\tL\t-\n",
	    "a\t4\tCNY\tL\t-\tn=7\n");
	EXPECT(aggregate("a\t1\tCNY\tL\t-\n"
			 "a\t1\tCNY\tL\t-\tn=x\n") == -1);
	EXPECT(e.status == ST_DATA);
	EXPECT_STR(e.text, "\"n=x\" is not a count of records");
	EXPECT(aggregate("a\t1\tCNY\tL\t-\na\t1\tCNY\tL\t-\tn=0\n") == -1);
	EXPECT_STR(e.text, "\"n=0\" is not a count of records");
}

static void
too_large(void)
{
	EXPECT(aggregate(
		   "a\t170141183460469231731687303715884105727\tCNY\tL\t-\n"
		   "a\t170141183460469231731687303715884105727\tCNY\tL\t-\n") ==
	    -1);
	EXPECT(e.status == ST_DATA);
	EXPECT_STR(e.text, "key \"a\": the sum is too large");
}

static void
many_dates_of_one_key(void)
{
	struct buf in = { 0 };
	char *out;
	size_t lines = 0;

	for (int round = 0; round < 3; round++)
		for (int day = 1; day <= 28; day++)
			for (int month = 12; month > 0; month--)
				buf_printf(&in,
				    "a\t%d.50\tCNY\tL\t2022-%02d-%02d\n",
				    round + 1, month, day);
	buf_byte(&in, '\0');
	EXPECT(aggregate(in.p) == 0);
	out = scratch_read("out");
	for (const char *p = out; *p; p++)
		lines += *p == '\n';
	EXPECT(lines == 12 * 28);
	EXPECT(strstr(out, "a\t7.50\tCNY\tL\t2022-02-28\tn=3\n"));
	free(out);
	buf_free(&in);
}

int
main(void)
{
	scratch_begin();
	test("a record that is alone stays as it is", alone);
	test("records of one group become one, with their sum", sums);
	test("currencies, sides and dates are kept apart, in order",
	    keeps_apart);
	test("a carried field stays if all have it with the same value",
	    carried);
	test("n= counts as that many records", counts);
	test("a sum that does not fit is an error", too_large);
	test("one key may have any number of dates", many_dates_of_one_key);
	scratch_end();
	return test_done();
}
