#include "text/width.h"

#include "test.h"

static size_t
width(const char *s)
{
	return width_of(span_str(s));
}

/* Is it `want` in so many columns, and says so if that is less? */
static bool
is(const char *s, size_t columns, const char *want)
{
	struct buf b = { 0 };
	bool less, same;

	buf_str(&b, "before ");
	less = width_shorten(&b, span_str(s), columns);
	EXPECT(width_of(buf_span(&b)) <= 7 + columns);
	buf_byte(&b, '\0');
	same = strcmp(b.p + 7, want) == 0 && less == (strstr(b.p, "…") != NULL);
	buf_free(&b);
	return same;
}

static void
columns(void)
{
	EXPECT(width("") == 0 && width("join") == 4);
	EXPECT(width("对账") == 4 && width("a对b") == 4);
	EXPECT(width("ＡＢ") == 4); /* wide letters */
	EXPECT(width("e\xcc\x81") == 1 && width("\xc3\xa9") == 1);
	EXPECT(width("\xf0\x9f\x98\x80") == 2);
	EXPECT(width("\xff\xe5\xaf") == 3);
}

static void
whole_characters(void)
{
	EXPECT(is("", 1, "") && is("join", 9, "join") && is("join", 4, "join"));
	EXPECT(is("join", 3, "jo…") && is("join", 1, "…"));
	EXPECT(is("对账对账", 8, "对账对账"));
	EXPECT(is("对账对账", 7, "对账对…") && is("对账对账", 6, "对账…"));
	EXPECT(is("对账", 2, "…"));
	EXPECT(is("e\xcc\x81", 1, "e\xcc\x81"));
	EXPECT(is("e\xcc\x81xy", 2, "e\xcc\x81…"));
}

static void
hidden_characters(void)
{
	EXPECT(is("a\nb", 6, "a\\x0ab") && is("a\nb", 5, "a…"));
	EXPECT(is("a\nbc", 6, "a\\x0a…"));
	EXPECT(is("\xe2\x80\xae", 12, "\\xe2\\x80\\xae"));
	EXPECT(is("\xe2\x80\xae", 11, "…") && is("\xff\xff", 7, "\\xff…"));
}

int
main(void)
{
	test("a character takes two columns, one or none", columns);
	test("text is cut between characters, and says so", whole_characters);
	test("what is hidden is shown whole, or cut away", hidden_characters);
	return test_done();
}
