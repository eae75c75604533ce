#include "cut/book/join_options.h"

#include "test.h"

static struct err e;

static bool
puts_as(const char *text, const char *want)
{
	struct buf b = { 0 };
	bool same;

	join_options_put(&b, span_str(text));
	same = span_eq(buf_span(&b), span_str(want));
	buf_free(&b);
	return same;
}

static void
forms_of_one_option_are_one(void)
{
	EXPECT(puts_as("", ""));
	EXPECT(puts_as("-g", "--aggregate"));
	EXPECT(puts_as("--aggregate", "--aggregate"));
	EXPECT(puts_as("--tolerance=0.05", "--tolerance 0.05"));
	EXPECT(puts_as("--tolerance  0.05", "--tolerance 0.05"));
	EXPECT(puts_as("\"--tolerance\" \"0.05\"", "--tolerance 0.05"));
	EXPECT(puts_as("--compare=a=b", "--compare a=b"));
	EXPECT(puts_as("--unique L --sum-of 2", "--unique L --sum-of 2"));
	EXPECT(puts_as("-j 2 -g -S1G -T /tmp --threads=1 --memory 1G --temp x",
	    "--aggregate"));
}

static void
others_are_told(void)
{
	static const char *const bad[] = { "--left-open x", "-", "--", "-x",
		"--tol 1", "--tolerance", "-j", "--aggregate=yes", "-gj2", "x",
		"--pass=1", "--tolerance 1 2", "" };

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		EXPECT(join_options_check(span_str(bad[i]), &e) == -1 &&
		    e.status == ST_FAIL);
	EXPECT(join_options_check(SPAN("--tolerance -1..+2"), &e) == 0);
}

static void
what_facts_tell_is_said_in_the_same_way(void)
{
	struct buf b = { 0 };

	join_options_put_told(&b, SPAN("exit-code"), SPAN("yes"));
	join_options_put_told(&b, SPAN("aggregate"), SPAN("yes"));
	join_options_put_told(&b, SPAN("stream-version"), SPAN("1"));
	join_options_put_told(&b, SPAN("compare"), SPAN("a\\tb"));
	join_options_put_told(&b, SPAN("pass"), SPAN("yes"));
	EXPECT(span_eq(
	    buf_span(&b), SPAN("--aggregate --compare a\tb --pass yes")));
	buf_free(&b);
}

int
main(void)
{
	test("the forms of one option are one", forms_of_one_option_are_one);
	test("options that a pair cannot have are told", others_are_told);
	test("what facts tell is said in the same way",
	    what_facts_tell_is_said_in_the_same_way);
	return test_done();
}
