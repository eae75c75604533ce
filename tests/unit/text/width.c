#include "text/width.h"

#include "test.h"

static size_t
width(const char *s)
{
	return width_of(span_str(s));
}

static size_t
cut(const char *s, size_t columns)
{
	return width_cut(span_str(s), columns);
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
	EXPECT(cut("join", 9) == 4 && cut("join", 3) == 3 && cut("", 0) == 0);
	EXPECT(
	    cut("对账", 4) == 6 && cut("对账", 3) == 3 && cut("对账", 1) == 0);
	EXPECT(cut("e\xcc\x81x", 1) == 3);
	EXPECT(cut("\xff\xff", 1) == 1);
}

int
main(void)
{
	test("a character takes two columns, one or none", columns);
	test("text is cut between characters", whole_characters);
	return test_done();
}
