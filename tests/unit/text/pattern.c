#include "text/pattern.h"

#include "test.h"

static struct err e;

static int
match(const char *pattern, const char *subject)
{
	struct pattern p;
	int r;

	if (pattern_open(&p, span_str(pattern), &e)) {
		pattern_close(&p);
		return -2;
	}
	r = pattern_match(&p, span_str(subject), &e);
	pattern_close(&p);
	return r;
}

static void
test_match(void)
{
	EXPECT(match("b", "abc") == 1);
	EXPECT(match("^b", "abc") == 0);
	EXPECT(match("", "") == 1);
	EXPECT(match("^$", "\n") == 0);
	EXPECT(match("a$", "a\n") == 0);
	EXPECT(match("^中.$", "中文") == 1);
	EXPECT(match("^\\d$", "٣") == 0);
	EXPECT(match("(?i)ABC", "xabc") == 1);
}

/* The shortcut by prefix never changes an answer. */
static void
test_prefix(void)
{
	static const char *const patterns[] = { "^abc", "^abc?", "^ab*c",
		"^ab{0}", "^中?x", "^a|b", "^", "^a.c", "^ab+", "^a\\.b",
		"^(ab)", "^中{2}" };
	static const char *const subjects[] = { "abc", "ab", "a", "", "ac", "x",
		"中x", "b", "abbc", "a.b", "中中", "xabc" };

	for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
		char plain[32];

		/* the same without a "^" at the beginning of the text */
		snprintf(plain, sizeof plain, "(?:%s)", patterns[i]);
		for (size_t j = 0; j < sizeof subjects / sizeof *subjects; j++)
			EXPECT(match(patterns[i], subjects[j]) ==
			    match(plain, subjects[j]));
	}
}

static void
test_prefix_nul(void)
{
	struct pattern p;

	EXPECT(pattern_open(&p, SPAN("^a\0|b"), &e) == 0);
	EXPECT(pattern_match(&p, SPAN("xb"), &e) == 1);
	pattern_close(&p);
}

static void
test_bad(void)
{
	EXPECT(match("(", "") == -2);
	EXPECT(e.status == ST_FAIL);
	EXPECT_STR(e.text,
	    "pattern \"(\": missing closing parenthesis, at "
	    "character 2");
}

static void
test_limit(void)
{
	EXPECT(
	    match("^(a+)+$", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab") == -1);
	EXPECT(e.status == ST_DATA);
	EXPECT_STR(e.text,
	    "pattern \"^(a+)+$\": gave up: match limit "
	    "exceeded");
}

static void
expect_replace(const char *pattern, const char *subject, const char *with,
    int count, const char *want)
{
	struct pattern p;
	struct buf b = { 0 };

	EXPECT(pattern_open(&p, span_str(pattern), &e) == 0);
	EXPECT(pattern_check_text(&p, span_str(with), &e) == 0);
	EXPECT(pattern_replace(&p, span_str(subject), span_str(with), &b, &e) ==
	    count);
	buf_byte(&b, '\0');
	EXPECT_STR(b.p, want);
	buf_free(&b);
	pattern_close(&p);
}

static void
test_replace(void)
{
	expect_replace("b", "abcb", "X", 2, "aXcX");
	expect_replace("x", "abc", "y", 0, "");
	expect_replace("(a)(b)?", "aab", "[$1$2]", 2, "[a][ab]");
	expect_replace("^a", "aa", "", 1, "a");
	expect_replace("x*", "axb", "-", 4, "-a--b-");
	expect_replace("", "中文", ".", 3, ".中.文.");
	expect_replace("$", "", "$$$0", 1, "$");
	expect_replace(
	    "(a)(b)(c)(d)(e)(f)(g)(h)(i)(j)", "abcdefghij", "${10}$1", 1, "ja");
}

static void
expect_bad_text(const char *with, const char *want)
{
	struct pattern p;

	EXPECT(pattern_open(&p, SPAN("(a)"), &e) == 0);
	EXPECT(pattern_check_text(&p, span_str(with), &e) == -1);
	EXPECT_STR(e.text, want);
	pattern_close(&p);
}

static void
test_bad_text(void)
{
	expect_bad_text("$2", "\"$2\": the pattern has no group 2");
	expect_bad_text("${12}", "\"${12}\": the pattern has no group 12");
	expect_bad_text("a$",
	    "\"a$\": a \"$\" that is neither $0 to $9, "
	    "${10} nor $$");
	expect_bad_text("${x}",
	    "\"${x}\": a \"$\" that is neither $0 to $9, "
	    "${10} nor $$");
	expect_bad_text("${1",
	    "\"${1\": a \"$\" that is neither $0 to $9, "
	    "${10} nor $$");
}

int
main(void)
{
	test("what matches, over UTF-8", test_match);
	test("what every match begins with changes no answer", test_prefix);
	test("nor does it with a NUL in the pattern", test_prefix_nul);
	test("a pattern that does not compile is told", test_bad);
	test("a match without end is given up", test_limit);
	test("every match is replaced, groups put in", test_replace);
	test("replacements that mean nothing are told", test_bad_text);
	return test_done();
}
