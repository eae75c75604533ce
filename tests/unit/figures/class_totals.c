#include "figures/class_totals.h"

#include "test.h"

static struct result
result_of(const char *line)
{
	struct result r = { 0 };
	struct err e;

	EXPECT(result_parse(span_str(line), &r, &e) == 0);
	return r;
}

static void
add(struct class_totals *t, const char *line)
{
	struct result r = result_of(line);
	struct err e;

	EXPECT(class_totals_add(t, &r, &e) == 0);
}

static void
sums_per_class_and_currency(void)
{
	struct class_totals t = { 0 };

	add(&t, "a\tleft\t1.50\t-\t1.50\tUSD\t-");
	add(&t, "b\tleft\t2.00\t-\t2.00\tCNY\t-");
	add(&t, "c\tamount\t3\t4\t-1\tCNY\t-");
	add(&t, "d\tleft\t0.001\t-\t0.001\tCNY\t-");
	EXPECT(class_totals_lines(&t) == 4);
	class_totals_sort(&t);
	EXPECT(t.n == 2 &&
	    span_eq(class_totals_currency(&t.rows[0]), SPAN("CNY")));
	EXPECT(t.rows[0].of[CLASS_LEFT].lines == 2);
	EXPECT(t.rows[0].of[CLASS_LEFT].left.minor == 2001);
	EXPECT(t.rows[0].of[CLASS_LEFT].left.scale == 3);
	EXPECT(t.rows[0].of[CLASS_AMOUNT].right.minor == 4);
	EXPECT(t.rows[1].of[CLASS_LEFT].left.minor == 150);
	EXPECT(t.rows[1].of[CLASS_AMOUNT].lines == 0);
	class_totals_free(&t);
}

static void
gives_the_totals_of_a_stream(void)
{
	static const char *const lines[] = {
		"a\tleft\t1.50\t-\t1.50\tUSD\t-",
		"b\tmatched\t2.00\t2.00\t0.00\tCNY\t-",
		"c\tright\t-\t4.00\t-4.00\tCNY\t-",
		"d\trolled\t7.00\t7.00\t0.00\tCNY\t-",
		"e\tduplicate\t3.00\t-\t3.00\tEUR\t-",
		"f\tambiguous\t-\t5.00\t-5.00\tJPY\t-",
	};
	struct class_totals t = { 0 };
	struct total from_tally = { 0 }, from_lines = { 0 };
	struct buf a = { 0 }, b = { 0 };
	struct err e;

	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		struct result r = result_of(lines[i]);

		add(&t, lines[i]);
		EXPECT(total_result(&from_lines, &r, &e) == 0);
	}
	EXPECT(class_totals_total(&t, &from_tally, &e) == 0);
	total_format(&a, &from_tally);
	total_format(&b, &from_lines);
	EXPECT(span_eq(buf_span(&a), buf_span(&b)));
	class_totals_free(&t);
	total_free(&from_tally);
	total_free(&from_lines);
	buf_free(&a);
	buf_free(&b);
}

static void
a_merge_is_the_tally_of_both(void)
{
	struct class_totals a = { 0 }, b = { 0 }, both = { 0 };
	struct err e;

	add(&a, "a\tleft\t1.50\t-\t1.50\tUSD\t-");
	add(&both, "a\tleft\t1.50\t-\t1.50\tUSD\t-");
	add(&b, "b\tleft\t2.00\t-\t2.00\tCNY\t-");
	add(&b, "c\tleft\t2.00\t-\t2.00\tUSD\t-");
	add(&both, "b\tleft\t2.00\t-\t2.00\tCNY\t-");
	EXPECT(!class_totals_equal(&a, &both, &e));
	add(&both, "c\tleft\t2.00\t-\t2.00\tUSD\t-");
	EXPECT(class_totals_merge(&a, &b, &e) == 0);
	EXPECT(class_totals_equal(&a, &both, &e) &&
	    class_totals_equal(&both, &a, &e));
	class_totals_free(&a);
	class_totals_free(&b);
	class_totals_free(&both);
}

static void
a_difference_is_told_the_same_way_round(void)
{
	static const char told[] = "CNY right: 0 lines, left 0, right 0 "
				   "against 1 lines, left 0, right 2.00";
	struct class_totals none = { 0 }, one = { 0 };
	struct err e;

	add(&one, "b\tright\t-\t2.00\t-2.00\tCNY\t-");
	EXPECT(!class_totals_equal(&none, &one, &e));
	EXPECT_STR(e.text, told);
	EXPECT(e.status == ST_BROKEN);
	add(&none, "b\tmatched\t0\t0\t0\tUSD\t-");
	add(&one, "b\tmatched\t0\t0\t0\tUSD\t-");
	EXPECT(!class_totals_equal(&none, &one, &e));
	EXPECT_STR(e.text, told);
	class_totals_free(&none);
	class_totals_free(&one);
}

static void
a_sum_that_overflows_is_told_and_changes_nothing(void)
{
	struct class_totals t = { 0 };
	struct err e;
	struct result r =
	    result_of("a\tleft\t"
		      "170141183460469231731687303715884105727\t-\t"
		      "170141183460469231731687303715884105727\tCNY\t-");

	EXPECT(class_totals_add(&t, &r, &e) == 0);
	EXPECT(class_totals_add(&t, &r, &e) == -1);
	EXPECT_STR(e.text, "a sum of CNY is too large");
	EXPECT(class_totals_lines(&t) == 1);
	class_totals_free(&t);
}

static void
legs_are_lines_of_one_side(void)
{
	struct class_totals legs = { 0 }, lines = { 0 };
	struct err e;
	struct result r = result_of("a\tamount\t3.00\t1.00\t2.00\tCNY\t-");

	EXPECT(class_totals_add_legs(&legs, &r, &e) == 0);
	EXPECT(class_totals_add_leg(&legs, SPAN("USD"), 'R', r.right, &e) == 0);
	add(&lines, "a\tleft\t3.00\t-\t3.00\tCNY\t-");
	add(&lines, "a\tright\t-\t1.00\t-1.00\tCNY\t-");
	add(&lines, "a\tright\t-\t1.00\t-1.00\tUSD\t-");
	EXPECT(class_totals_equal(&legs, &lines, &e));
	class_totals_free(&legs);
	class_totals_free(&lines);
}

int
main(void)
{
	test("sums per class and currency", sums_per_class_and_currency);
	test("the sides of a line count as legs, each as a line of its own",
	    legs_are_lines_of_one_side);
	test("gives the totals of the stream it was made of",
	    gives_the_totals_of_a_stream);
	test("a merge is the tally of both", a_merge_is_the_tally_of_both);
	test("a difference is told the same way round, whoever lacks it",
	    a_difference_is_told_the_same_way_round);
	test("a sum that overflows is told and not counted",
	    a_sum_that_overflows_is_told_and_changes_nothing);
	return test_done();
}
