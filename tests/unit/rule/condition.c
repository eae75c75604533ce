#include "rule/condition.h"

#include "scratch.h"
#include "test.h"

static struct err e;

/* Columns a, b, c; -1 for a row that is bad, -2 for what is no condition. */
static int
holds(const char *text, const char *a, const char *b)
{
	struct header h = { 0 };
	struct rule_words w = rule_words_of(span_str(text));
	struct condition *c = condition_parse(&w, &e);
	struct span cells[2] = { span_str(a), span_str(b) };
	int r = -2;

	header_add(&h, SPAN("a"));
	header_add(&h, SPAN("two words"));
	header_rename(&h, 1, SPAN("b(元)"));
	if (c && !rule_words_end(&w))
		rule_words_fail(&w, "not understood", &e);
	else if (c && condition_bind(c, &h, &e) == 0)
		r = condition_test(c, cells, &e);
	condition_free(c);
	header_free(&h);
	return r;
}

static void
test_tests(void)
{
	EXPECT(holds("a = x", "x", "") == 1);
	EXPECT(holds("a=x", "xx", "") == 0);
	EXPECT(holds("a = \"\"", "", "") == 1);
	EXPECT(holds("a != x", "", "") == 1);
	EXPECT(holds("a ~ ^(x|y)$", "y", "") == 1);
	EXPECT(holds("a !~ \\)", "y)", "") == 0);
	EXPECT(holds("two words = v w", "", "v w") == 1);
	EXPECT(holds("b(元) > 1", "", "2") == 1);
	EXPECT(holds("\"b(元)\" > 1", "", "2") == 1);
	EXPECT(holds("a = \"and \"\"or\"\"\"", "and \"or\"", "") == 1);
	EXPECT(holds("a = orange", "orange", "") == 1);
	EXPECT(holds("a = -", "-", "") == 1);
}

static void
test_columns(void)
{
	struct rule_words w =
	    rule_words_of(SPAN("b = 1 and not (a > 2 or b ~ x) and c = y"));
	struct condition *c = condition_parse(&w, &e);
	struct names names = { 0 };
	struct buf b = { 0 };

	condition_columns(c, &names);
	names_join(&b, &names);
	EXPECT(span_eq(buf_span(&b), SPAN("b, a, c")));
	buf_free(&b);
	names_free(&names);
	condition_free(c);
}

static void
test_numbers(void)
{
	EXPECT(holds("a == 1.50", "1.5", "") == 1);
	EXPECT(holds("a == 0", "-0.00", "") == 1);
	EXPECT(holds("a < 0", "-00.01", "") == 1);
	EXPECT(holds("a >= 007", "+7", "") == 1);
	EXPECT(holds("a > 100000000000000000000", "100000000000000000001",
		   "") == 1);
	EXPECT(holds("a > 1", "", "") == 0);
	EXPECT(holds("not a > 1", "", "") == 1);
	EXPECT(holds("a > 1", "1,5", "") == -1);
	EXPECT(holds("a > 1", "1e3", "") == -1);
	EXPECT(holds("a > 1", "--1", "") == -1);
	EXPECT(holds("a > 1", "x", "") == -1);
	EXPECT(holds("a > 1 and b(元) = y", "x", "n") == -1);
	EXPECT(holds("b(元) = y and a > 1", "x", "n") == 0);
}

static void
test_dates(void)
{
	EXPECT(holds("a >= 2022-11-01", "2022-11-01 00:00", "") == 1);
	EXPECT(holds("a == 2022-11-01", "2022-11-01T23:59", "") == 1);
	EXPECT(holds("a > 2022-11-01", "2022-11-01 12:00", "") == 0);
	EXPECT(holds("a > 2022-11-01 11:00", "2022-11-01 12:00", "") == 1);
	EXPECT(holds("a > 2022-11-01 11:00", "2022-11-01", "") == 0);
	EXPECT(holds("a > 2022-11-01", "2022-13-01", "") == -1);
	EXPECT(holds("a > 2022-13-01", "2022-11-01", "") == -2);
}

static void
see(void *arg, const struct condition_part *part)
{
	buf_printf(arg, "%.*s%s%.*s%s%s ", (int)part->column.len,
	    part->column.p, part->operator,(int) part->value.len, part->value.p,
	    part->quoted ? "'" : "", part->pair ? "{}" : "");
}

/* {COLUMN} is one only where it was asked for. */
static void
test_pairs(void)
{
	static const char text[] =
	    "a = {b} and (not a >= { c } or b != \"{a}\") and c ~ x";
	struct rule_words w = rule_words_of(span_str(text));
	struct condition *c = condition_parse_pairs(&w, &e);
	struct names names = { 0 };
	struct buf b = { 0 };

	condition_each(c, see, &b);
	EXPECT(span_eq(buf_span(&b), SPAN("a=b{} a>=c{} b!={a}' c~x ")));
	buf_clear(&b);
	condition_columns(c, &names);
	names_join(&b, &names);
	EXPECT(span_eq(buf_span(&b), SPAN("a, b, c")));
	condition_free(c);
	names_free(&names);
	buf_free(&b);
	EXPECT(holds("a = {b(元)}", "{b(元)}", "") == 1);
	EXPECT(holds("a > {b(元)}", "2", "1") == -2);
}

/* Against C's own &&, || and !, with every pair of values. */
static void
test_logic(void)
{
	for (int i = 0; i < 4; i++) {
		bool a = i & 1, b = i & 2;
		const char *x = a ? "1" : "0", *y = b ? "1" : "0";

		EXPECT(holds("a = 1 and b(元) = 1", x, y) == (a && b));
		EXPECT(holds("a = 1 or b(元) = 1", x, y) == (a || b));
		EXPECT(holds("not a = 1 and b(元) = 1", x, y) == (!a && b));
		EXPECT(holds("not (a = 1 and b(元) = 1)", x, y) == !(a && b));
		EXPECT(holds("not not a = 1", x, y) == a);
		EXPECT(holds("a = 0 and b(元) = 1 or a = 1", x, y) ==
		    ((!a && b) || a));
		EXPECT(holds("a = 1 or a = 0 and b(元) = 1", x, y) ==
		    (a || (!a && b)));
		EXPECT(holds("(a = 1 or a = 0) and b(元) = 1", x, y) == b);
	}
}

/* text, n times what comes before it, and one more behind that */
static int
holds_times(const char *before, int n, const char *text, const char *behind)
{
	struct buf b = { 0 };
	int r;

	for (int i = 0; i < n; i++)
		buf_str(&b, before);
	buf_str(&b, text);
	for (int i = 0; i < n; i++)
		buf_str(&b, behind);
	buf_byte(&b, '\0');
	r = holds(b.p, "1", "");
	buf_free(&b);
	return r;
}

static void
test_limit(void)
{
	static const char told[] = ": a condition has at most 1000 tests, "
				   "\"not\" and parentheses, all together at ";

	EXPECT(holds_times("(", 999, "a = 1", ")") == 1);
	EXPECT(holds_times("not ", 998, "a = 1", "") == 1);
	EXPECT(holds_times("a = 1 and ", 999, "a = 1", "") == 1);
	EXPECT(holds_times("a = 0 or ", 999, "a = 1", "") == 1);
	EXPECT(holds_times("(", 1000, "a = 1", ")") == -2);
	EXPECT(strstr(e.text, told));
	EXPECT(holds_times("not ", 1000000, "a = 1", "") == -2);
	EXPECT(strstr(e.text, told));
	EXPECT(holds_times("a = 1 or ", 1000, "a = 1", "") == -2);
	EXPECT(strstr(e.text, told) && e.status == ST_FAIL);
}

/* No text makes it crash, hang or leak; most are no conditions. */
static void
test_random(void)
{
	static const char *const pieces[] = { "a", "b(元)", " ", "=", "~", "!",
		"<", "(", ")", "\"", "and", "or", "not", "1", "->", "if", "\\",
		"2022-11-01" };
	uint64_t seed = 3;
	int good = 0;

	for (int i = 0; i < 20000; i++) {
		char text[200] = "";
		size_t n = scratch_random(&seed) % 9;

		for (size_t j = 0; j < n; j++)
			strcat(text,
			    pieces[scratch_random(&seed) %
				(sizeof pieces / sizeof *pieces)]);
		good += holds(text, "1", "a") >= 0;
	}
	EXPECT(good > 50);
}

int
main(void)
{
	test("text and patterns, names and values of any kind", test_tests);
	test(
	    "numbers are compared exactly, what is none is told", test_numbers);
	test("dates are compared as far as the value goes", test_dates);
	test("and, or, not and parentheses are those of logic", test_logic);
	test("a rule has at most 1000 tests, nots and parentheses", test_limit);
	test("whatever is written, it is read or refused", test_random);
	test("the columns that a condition looks at, each once", test_columns);
	test("a value is another column where that is wanted", test_pairs);
	return test_done();
}
