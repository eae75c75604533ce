#include "base/mem.h"
#include "stream/line/result.h"
#include "test.h"

static void
all_fields(void)
{
	struct span line = SPAN("k\tamount\t21.00\t10.00\t11.00\tCNY\t"
				"2022-11-01\tln=2\trn=1");
	struct result r;
	struct err e;

	EXPECT(result_parse(line, &r, &e) == 0);
	EXPECT(span_eq(r.line, line) && span_eq(r.key, SPAN("k")));
	EXPECT(r.class == CLASS_AMOUNT && r.has_left && r.has_right);
	EXPECT(r.left.minor == 2100 && r.right.minor == 1000);
	EXPECT(r.diff.minor == 1100 && r.diff.scale == 2);
	EXPECT(span_eq(r.currency, SPAN("CNY")));
	EXPECT(span_eq(r.date, SPAN("2022-11-01")));
	EXPECT(span_eq(r.carried, SPAN("ln=2\trn=1")));
	EXPECT(result_is_open(&r));
}

static void
every_class(void)
{
	static const struct {
		const char *line;
		enum result_class class;
		bool left, right, open;
	} rows[] = {
		{ "k\tadjusted\t2\t1\t1\t-\t-", CLASS_ADJUSTED, 1, 1, 0 },
		{ "k\tadjusted\t2\t-\t2\t-\t-", CLASS_ADJUSTED, 1, 0, 0 },
		{ "k\tadjusted\t-\t2\t-2\t-\t-", CLASS_ADJUSTED, 0, 1, 0 },
		{ "k\tambiguous\t2\t-\t2\t-\t-", CLASS_AMBIGUOUS, 1, 0, 1 },
		{ "k\tambiguous\t-\t2\t-2\t-\t-", CLASS_AMBIGUOUS, 0, 1, 1 },
		{ "k\tamount\t2\t1\t1\t-\t-", CLASS_AMOUNT, 1, 1, 1 },
		{ "k\tduplicate\t2\t-\t2\t-\t-", CLASS_DUPLICATE, 1, 0, 1 },
		{ "k\tduplicate\t-\t2\t-2\t-\t-", CLASS_DUPLICATE, 0, 1, 1 },
		{ "k\tfield\t2\t2\t0\t-\t-", CLASS_FIELD, 1, 1, 1 },
		{ "k\tleft\t2\t-\t2\t-\t-", CLASS_LEFT, 1, 0, 1 },
		{ "k\tmatched\t2\t2\t0\t-\t-", CLASS_MATCHED, 1, 1, 0 },
		{ "k\tmatched\t2\t2.01\t-0.01\t-\t-", CLASS_MATCHED, 1, 1, 0 },
		{ "k\tright\t-\t2\t-2\t-\t-", CLASS_RIGHT, 0, 1, 1 },
		{ "k\trolled\t2\t2.00\t0.0\t-\t-", CLASS_ROLLED, 1, 1, 0 },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct result r;
		struct err e = { .text = "" };

		EXPECT(result_parse(span_str(rows[i].line), &r, &e) == 0);
		EXPECT_STR(e.text, "");
		EXPECT(r.class == rows[i].class);
		EXPECT(r.has_left == rows[i].left);
		EXPECT(r.has_right == rows[i].right);
		EXPECT(result_is_open(&r) == rows[i].open);
	}
}

static void
refused(void)
{
	static const char *const rows[][2] = {
		{ "k\tleft\t1\t-\t1\tCNY",
		    "not a result: fewer than seven "
		    "fields in \"k\\x09left\\x091\\x09-\\x091\\x09CNY\"" },
		{ "-\tleft\t1\t-\t1\tCNY\t-", "\"-\" cannot be a key" },
		{ "#k\tleft\t1\t-\t1\tCNY\t-", "\"#k\" cannot be a key" },
		{ "k\topen\t1\t-\t1\tCNY\t-", "class \"open\" is unknown" },
		{ "k\tleft\tx\t-\t1\tCNY\t-",
		    "left \"x\" is not an "
		    "amount" },
		{ "k\tright\t-\t1.\t1\tCNY\t-",
		    "right \"1.\" is not an "
		    "amount" },
		{ "k\tleft\t1\t1\t0\tCNY\t-",
		    "class left does not fit the "
		    "sides that are there" },
		{ "k\tright\t1\t-\t1\tCNY\t-",
		    "class right does not fit the "
		    "sides that are there" },
		{ "k\tmatched\t1\t-\t1\tCNY\t-",
		    "class matched does not fit "
		    "the sides that are there" },
		{ "k\tamount\t-\t-\t0\tCNY\t-",
		    "class amount does not fit "
		    "the sides that are there" },
		{ "k\tadjusted\t-\t-\t0\tCNY\t-",
		    "class adjusted does not fit "
		    "the sides that are there" },
		{ "k\tambiguous\t1\t1\t0\tCNY\t-",
		    "class ambiguous does not fit "
		    "the sides that are there" },
		{ "k\tduplicate\t1\t1\t0\tCNY\t-",
		    "class duplicate does not fit "
		    "the sides that are there" },
		{ "k\tfield\t1\t-\t1\tCNY\t-",
		    "class field does not fit "
		    "the sides that are there" },
		{ "k\tleft\t1\t-\t-\tCNY\t-",
		    "difference \"-\" is not an "
		    "amount" },
		{ "k\tleft\t1\t-\t-1\tCNY\t-",
		    "difference -1 is not left "
		    "minus right" },
		{ "k\tmatched\t1.00\t1.01\t0.00\tCNY\t-",
		    "difference 0.00 "
		    "is not left minus right" },
		{ "k\tleft\t1\t-\t1\tyuan\t-",
		    "currency \"yuan\" is not a "
		    "code" },
		{ "k\tleft\t1\t-\t1\tCNY\tyesterday",
		    "date \"yesterday\" is "
		    "not YYYY-MM-DD" },
		{ "k\tleft\t1\t-\t1\tCNY\t-\tl.a=b\x01",
		    "a control byte in "
		    "a carried field" },
		{ "k\tleft\t1\t-\t1\tCNY\t-\tl.a=b\r",
		    "the line ends in CR "
		    "LF, not in LF" },
		{ "k\tleft\t1\t-\t1\tCNY\t2022-11-01\r",
		    "the line ends in "
		    "CR LF, not in LF" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct result r;
		struct err e = { .text = "accepted" };

		EXPECT(result_parse(span_str(rows[i][0]), &r, &e) == -1);
		EXPECT(e.status == ST_DATA);
		EXPECT_STR(e.text, rows[i][1]);
	}
}

static void
writes_what_it_reads(void)
{
	static const char *const lines[] = {
		"k\tamount\t21.00\t10.00\t11.00\tCNY\t2022-11-01",
		"k\tleft\t11.00\t-\t11.00\tCNY\t-",
		"a|b\\x23\tright\t-\t10\t-10\tJPY\t2022-11-01",
		"k\tmatched\t-1.50\t-1.50\t0.00\t-\t-",
		"k\trolled\t0.30\t0.30\t0.00\tCNY\t2022-10-31",
	};

	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		struct buf b = { 0 };
		struct result r;
		struct err e;

		EXPECT(result_parse(span_str(lines[i]), &r, &e) == 0);
		result_format(&b, &r);
		buf_byte(&b, '\0');
		EXPECT_STR(b.p, lines[i]);
		buf_free(&b);
	}
}

static void
finds_carried_fields(void)
{
	struct span c = SPAN("l.fee=0.01\tl.fe=2\tage=\tx");
	struct span v;

	EXPECT(
	    result_carried(c, SPAN("l.fee"), &v) && span_eq(v, SPAN("0.01")));
	EXPECT(result_carried(c, SPAN("l.fe"), &v) && span_eq(v, SPAN("2")));
	EXPECT(result_carried(c, SPAN("age"), &v) && v.len == 0);
	EXPECT(!result_carried(c, SPAN("l.f"), &v));
	EXPECT(!result_carried(c, SPAN("x"), &v));
	EXPECT(!result_carried((struct span){ 0 }, SPAN("a"), &v));
}

static void
classes_in_order(void)
{
	for (int c = 1; c < CLASS_COUNT; c++)
		EXPECT(strcmp(result_class_name((enum result_class)(c - 1)),
			   result_class_name((enum result_class)c)) < 0);
}

static void
diff_is_read_in_any_writing(void)
{
	static const struct {
		const char *fields;
		bool right;
		int minor;
		int scale;
	} rows[] = {
		{ "left\t1.50\t-\t1.50", true, 150, 2 },
		{ "left\t1.50\t-\t1.5", true, 15, 1 },
		{ "left\t-1.50\t-\t-1.50", true, -150, 2 },
		{ "left\t1.50\t-\t-1.50", false, 0, 0 },
		{ "right\t-\t1.50\t-1.50", true, -150, 2 },
		{ "right\t-\t1.50\t-1.500", true, -1500, 3 },
		{ "right\t-\t-1.50\t1.50", true, 150, 2 },
		{ "right\t-\t-1.50\t--1.50", false, 0, 0 },
		{ "right\t-\t0.00\t0.00", true, 0, 2 },
		{ "right\t-\t0.00\t-0.00", false, 0, 0 },
		{ "right\t-\t1.50\t1.50", false, 0, 0 },
		{ "amount\t1.50\t1\t1.50", false, 0, 0 },
		{ "amount\t1.50\t1\t0.50", true, 50, 2 },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct result r;
		struct err e;
		char line[100];

		snprintf(line, sizeof line, "k\t%s\tCNY\t-", rows[i].fields);
		EXPECT((result_parse(span_str(line), &r, &e) == 0) ==
		    rows[i].right);
		if (rows[i].right)
			EXPECT(r.diff.minor == rows[i].minor &&
			    r.diff.scale == rows[i].scale);
	}
}

int
main(void)
{
	test("a result is its seven fields and what is carried", all_fields);
	test("each class has its sides, six of them are open", every_class);
	test("what is no result is refused with the reason", refused);
	test("what is read is written as it was", writes_what_it_reads);
	test("a difference is checked as a number, however it is written",
	    diff_is_read_in_any_writing);
	test(
	    "a carried field is found by its whole name", finds_carried_fields);
	test("classes are numbered in the order of their names",
	    classes_in_order);
	return test_done();
}
