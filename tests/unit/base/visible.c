#include "base/visible.h"
#include "base/visible_text.h"
#include "test.h"

static const char *
shown(struct span s, bool lines)
{
	static struct buf b;

	buf_clear(&b);
	(lines ? visible_add_lines : visible_add)(&b, s);
	buf_byte(&b, '\0');
	return b.p;
}

#define SHOWN(literal) shown(SPAN(literal), false)

static void
stays(void)
{
	static const char text[] =
	    "a \\x1b 订单号 é עברית العربية \xf0\x9f\x98\x80 \xc2\xa0";

	EXPECT_STR(SHOWN(""), "");
	EXPECT_STR(shown(span_str(text), false), text);
	EXPECT(visible_is(span_str(text)));
}

static void
commands(void)
{
	EXPECT_STR(SHOWN("a\x1b[31mb\0c\n"), "a\\x1b[31mb\\x00c\\x0a");
	EXPECT_STR(SHOWN("\x7f"), "\\x7f");
	EXPECT_STR(SHOWN("\xc2\x80\xc2\x9f"), "\\xc2\\x80\\xc2\\x9f");
	EXPECT(!visible_is(SPAN("a\xc2\x9b")));
}

static void
directions(void)
{
	static const uint32_t marks[] = { 0x61c, 0x200e, 0x200f, 0x2028, 0x2029,
		0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068,
		0x2069 };

	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
		uint32_t c = marks[i];
		char s[3] = { (char)(0xe0 | c >> 12),
			(char)(0x80 | (c >> 6 & 63)), (char)(0x80 | (c & 63)) };
		char two[2] = { (char)(0xc0 | c >> 6),
			(char)(0x80 | (c & 63)) };
		struct span mark =
		    c < 0x800 ? (struct span){ two, 2 } : (struct span){ s, 3 };

		EXPECT(!visible_is(mark));
		EXPECT(strlen(shown(mark, false)) == 4 * mark.len);
	}
	EXPECT(visible_is(SPAN("\xe2\x80\x8b\xe2\x80\x90\xe2\x81\xaa")));
}

/* Overlong forms, surrogates, what is cut, what nothing begins with. */
static void
no_utf8(void)
{
	EXPECT_STR(SHOWN("\x9b"), "\\x9b");
	EXPECT_STR(SHOWN("\xc0\x9b"), "\\xc0\\x9b");
	EXPECT_STR(SHOWN("\xe0\x82\x9b"), "\\xe0\\x82\\x9b");
	EXPECT_STR(SHOWN("\xf0\x80\x82\x9b"), "\\xf0\\x80\\x82\\x9b");
	EXPECT_STR(SHOWN("\xed\xa0\x80"), "\\xed\\xa0\\x80");
	EXPECT_STR(SHOWN("\xf4\x90\x80\x80"), "\\xf4\\x90\\x80\\x80");
	EXPECT_STR(SHOWN("\xe8\xae"), "\\xe8\\xae");
	EXPECT_STR(SHOWN("\xe8\xae"
			 "a"),
	    "\\xe8\\xae"
	    "a");
	EXPECT_STR(SHOWN("\xff\xfe"), "\\xff\\xfe");
}

static void
lines(void)
{
	EXPECT_STR(shown(SPAN("a\tb\r\n\x1b\n"), true), "a\tb\\x0d\n\\x1b\n");
}

int
main(void)
{
	test("letters of every script stay", stays);
	test("what a terminal obeys is shown", commands);
	test("so are marks of direction and separators of lines", directions);
	test("and bytes that are no UTF-8", no_utf8);
	test("lines keep LF and TAB", lines);
	return test_done();
}
