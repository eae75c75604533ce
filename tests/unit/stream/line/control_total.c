#include <inttypes.h>

#include "base/mem.h"
#include "test.h"
#include "stream/line/control_total.h"

static struct amount
amount(const char *text)
{
	struct amount a = { 0 };

	EXPECT(amount_parse(span_str(text), &a) == AMOUNT_OK);
	return a;
}

static void
add(struct total *t, char side, const char *currency, const char *text)
{
	EXPECT(
	    total_add(t, side, span_str(currency), amount(text)) == AMOUNT_OK);
}

/* total_format of t is exactly that line. */
static void
is_line(const struct total *t, const char *want)
{
	struct buf b = { 0 };

	total_format(&b, t);
	buf_byte(&b, '\0');
	EXPECT_STR(b.p, want);
	buf_free(&b);
}

static void
per_side_and_currency(void)
{
	struct total t = { 0 };

	add(&t, 'R', "USD", "0.10");
	add(&t, 'L', "CNY", "10.00");
	add(&t, 'L', "CNY", "-12.50");
	add(&t, 'L', "-", "7");
	add(&t, 'R', "CNY", "1.00");
	is_line(&t,
	    "#total\trecords=0\tL.-=7\tL.CNY=-2.50\tR.CNY=1.00\t"
	    "R.USD=0.10\n");
	total_free(&t);
}

static void
larger_scale_wins(void)
{
	struct total t = { 0 };

	add(&t, 'L', "CNY", "1.10");
	add(&t, 'L', "CNY", "0.00005");
	add(&t, 'L', "CNY", "1.0");
	is_line(&t, "#total\trecords=0\tL.CNY=2.10005\n");
	total_free(&t);
}

static void
codes_that_begin_alike(void)
{
	struct total t = { 0 };

	add(&t, 'L', "US", "1");
	add(&t, 'L', "USD", "2");
	add(&t, 'L', "USDT12345678", "3");
	is_line(&t,
	    "#total\trecords=0\tL.US=1\tL.USD=2\t"
	    "L.USDT12345678=3\n");
	total_free(&t);
}

static void
records_and_results(void)
{
	struct total t = { 0 };
	struct record rec;
	struct result res;
	struct err e;

	EXPECT(record_parse(span_str("k\t1.00\tCNY\tL\t-"), &rec, &e) == 0);
	EXPECT(total_record(&t, &rec, &e) == 0);
	EXPECT(result_parse(span_str("k\tamount\t3.00\t1.00\t2.00\tCNY\t-"),
		   &res, &e) == 0);
	EXPECT(total_result(&t, &res, &e) == 0);
	EXPECT(result_parse(span_str("k\tright\t-\t0.50\t-0.50\tCNY\t-"), &res,
		   &e) == 0);
	EXPECT(total_result(&t, &res, &e) == 0);
	is_line(&t, "#total\trecords=3\tL.CNY=4.00\tR.CNY=1.50\n");
	total_free(&t);
}

static void
overflow_is_told(void)
{
	static const char huge[] =
	    "170141183460469231731687303715884105727"; /* 2^127 - 1 */
	struct total t = { 0 };
	struct record r;
	struct err e;

	add(&t, 'L', "CNY", huge);
	EXPECT(total_add(&t, 'L', SPAN("CNY"), amount("1")) == AMOUNT_OVERFLOW);
	EXPECT(record_parse(span_str("k\t1\tCNY\tL\t-"), &r, &e) == 0);
	EXPECT(total_record(&t, &r, &e) == -1);
	EXPECT(e.status == ST_DATA);
	EXPECT_STR(e.text, "the sum of L.CNY is too large");
	is_line(&t,
	    "#total\trecords=0\tL.CNY="
	    "170141183460469231731687303715884105727\n");
	total_free(&t);
}

static void
reads_what_it_writes(void)
{
	struct total t = { 0 }, back = { 0 };
	struct buf b = { 0 };
	struct err e;
	char code[3] = "AA";

	for (int i = 0; i < 200; i++) {
		code[0] = (char)('A' + i % 26);
		code[1] = (char)('A' + i / 26);
		add(&t, i % 3 ? 'L' : 'R', code, i % 2 ? "-1.25" : "3.50");
		t.records++;
	}
	total_format(&b, &t);
	EXPECT(total_parse(&back, (struct span){ b.p, b.len - 1 }, &e) == 0);
	EXPECT(total_equal(&t, &back, &e));
	EXPECT(total_equal(&back, &t, &e));
	add(&back, 'L', "ZZZ", "0.01");
	EXPECT(!total_equal(&t, &back, &e));
	EXPECT_STR(e.text, "L.ZZZ: #total says 0, read 0.01");
	EXPECT(!total_equal(&back, &t, &e));
	EXPECT_STR(e.text, "L.ZZZ: #total says 0.01, read 0");
	buf_free(&b);
	total_free(&t);
	total_free(&back);
}

static void
zero_is_nothing(void)
{
	struct total a = { 0 }, b = { 0 };
	struct err e;

	add(&a, 'L', "CNY", "1.00");
	add(&a, 'L', "CNY", "-1.00");
	EXPECT(total_equal(&a, &b, &e) && total_equal(&b, &a, &e));
	add(&b, 'L', "CNY", "0");
	EXPECT(total_equal(&a, &b, &e) && total_equal(&b, &a, &e));
	total_free(&a);
	total_free(&b);
}

static void
merges(void)
{
	struct total a = { 0 }, b = { 0 };
	struct err e;

	add(&a, 'L', "CNY", "1.00");
	a.records = 2;
	add(&b, 'L', "CNY", "2.5");
	add(&b, 'R', "USD", "3");
	b.records = 5;
	EXPECT(total_merge(&a, &b, &e) == 0);
	is_line(&a, "#total\trecords=7\tL.CNY=3.50\tR.USD=3\n");
	is_line(&b, "#total\trecords=5\tL.CNY=2.5\tR.USD=3\n");
	total_free(&a);
	total_free(&b);
}

static void
other_names(void)
{
	struct total t = { 0 };
	struct err e;

	EXPECT(
	    total_parse(&t,
		span_str("#total\tCNY=1\trecords=1\txxh3=\tL.CNY=1"), &e) == 0);
	is_line(&t, "#total\trecords=1\tL.CNY=1\n");
	total_free(&t);
}

static void
bad_lines(void)
{
	static const char *const rows[][2] = {
		{ "#total\t", "cannot read \"\" in a #total line" },
		{ "#total\tL.CNY=1", "a #total line without records=" },
		{ "#total\trecords=",
		    "cannot read \"records=\" in a #total "
		    "line" },
		{ "#total\trecords=-1",
		    "cannot read \"records=-1\" in a "
		    "#total line" },
		{ "#total\trecords=1\trecords=1",
		    "cannot read \"records=1\" "
		    "in a #total line" },
		{ "#total\trecords=1\t=1",
		    "cannot read \"=1\" in a "
		    "#total line" },
		{ "#total\trecords=1\tX.CNY=1",
		    "cannot read \"X.CNY=1\" in a "
		    "#total line" },
		{ "#total\trecords=1\tL.cny=1",
		    "cannot read \"L.cny=1\" in a "
		    "#total line" },
		{ "#total\trecords=1\tL.CNY=01",
		    "cannot read \"L.CNY=01\" in "
		    "a #total line" },
		{ "#total\trecords=1\tL.CNY=1\r",
		    "cannot read "
		    "\"L.CNY=1\\x0d\" in a #total line" },
		{ "#total\trecords=12345678901234567890",
		    "cannot read "
		    "\"records=12345678901234567890\" in a #total line" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct total t = { 0 };
		struct err e = { .text = "accepted" };

		EXPECT(total_parse(&t, span_str(rows[i][0]), &e) == -1);
		EXPECT(e.status == ST_DATA);
		EXPECT_STR(e.text, rows[i][1]);
		total_free(&t);
	}
}

int
main(void)
{
	test("sums are kept per side and currency, written in order",
	    per_side_and_currency);
	test("a sum takes the larger scale", larger_scale_wins);
	test("codes that begin alike are different", codes_that_begin_alike);
	test("a record counts once, a result on the sides it has",
	    records_and_results);
	test("overflow is told and leaves the sum", overflow_is_told);
	test("what is written reads back equal", reads_what_it_writes);
	test("a missing sum is zero", zero_is_nothing);
	test("totals add up", merges);
	test("names without a point that are not known are skipped",
	    other_names);
	test("a #total line that cannot be read is refused", bad_lines);
	return test_done();
}
