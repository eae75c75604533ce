#include "text/names.h"

#include "test.h"

static struct err e;

static void
expect(const char *text, const char *want)
{
	struct names n = { 0 };
	struct buf b = { 0 };

	if (names_parse(&n, span_str(text), &e))
		buf_str(&b, e.text);
	else
		names_join(&b, &n);
	buf_byte(&b, '\0');
	EXPECT_STR(b.p, want);
	buf_free(&b);
	names_free(&n);
}

static void
test_parse(void)
{
	expect("a", "a");
	expect(" a , b b,c ", "a, b b, c");
	expect("a\\,b,c\\\\,\\d", "a,b, c\\, \\d");
	expect("a\\nb,c\\td\\re,\\x1b[\\xz", "a\nb, c\td\re, \x1b[\\xz");
	expect("", "\"\": an empty name");
	expect("a,,b", "\"a,,b\": an empty name");
	expect("a,", "\"a,\": an empty name");
}

static void
test_alike(void)
{
	struct names n = { 0 };

	EXPECT(names_alike(SPAN("a b"), SPAN("a b")));
	EXPECT(names_alike(SPAN("a  b"), SPAN("a b")));
	EXPECT(names_alike(SPAN("a\nb\r\n c"), SPAN("a b\tc")));
	EXPECT(names_alike(SPAN(""), SPAN("")));
	EXPECT(!names_alike(SPAN("ab"), SPAN("a b")));
	EXPECT(!names_alike(SPAN("a b"), SPAN("a B")));
	EXPECT(!names_alike(SPAN("a b"), SPAN("a b c")));
	EXPECT(!names_alike(SPAN("a "), SPAN("a")));
	names_add(&n, SPAN("a  b"));
	names_add(&n, SPAN("a b"));
	names_add(&n, SPAN("c\nd"));
	EXPECT(names_seek(&n, SPAN("a b")) == 1);
	EXPECT(names_seek(&n, SPAN("a\nb")) == 0);
	EXPECT(names_seek(&n, SPAN("c d")) == 2);
	EXPECT(names_seek(&n, SPAN("cd")) == -1);
	names_free(&n);
}

static void
test_header(void)
{
	struct header h = { 0 };

	header_add(&h, SPAN("a"));
	header_add(&h, SPAN("b"));
	header_add(&h, SPAN("c"));
	header_rename(&h, 0, SPAN("b2"));
	header_rename(&h, 1, SPAN("a"));
	EXPECT(header_find(&h, SPAN("b2")) == 0);
	/* the present name goes before the one it had */
	EXPECT(header_find(&h, SPAN("a")) == 1);
	EXPECT(header_find(&h, SPAN("b")) == 1);
	EXPECT(header_find(&h, SPAN("x")) == -1);
	EXPECT(header_need(&h, SPAN("x"), &e) == -1);
	EXPECT_STR(e.text,
	    "the bill has no column x; its columns are: a, b, "
	    "c");
	EXPECT(e.status == ST_DATA);
	header_free(&h);
}

int
main(void)
{
	test("lists of names, commas in them escaped", test_parse);
	test("names that differ in blanks alone are alike", test_alike);
	test("a column is known by both of its names", test_header);
	return test_done();
}
