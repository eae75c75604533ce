#include "text/words.h"

#include "base/buf.h"
#include "test.h"

/* The words with | behind each, or why there are none. */
static const char *
split(const char *text)
{
	static struct buf b;
	struct words w = { 0 };
	struct err e;
	int r = words_split(&w, span_str(text), &e);

	buf_clear(&b);
	for (size_t i = 0; r == 0 && i < w.n; i++)
		buf_printf(&b, "%s|", w.argv[i]);
	if (r == 0)
		EXPECT(w.argv[w.n] == NULL);
	else
		buf_str(&b, e.text);
	buf_byte(&b, '\0');
	words_free(&w);
	return b.p;
}

static void
parted(void)
{
	EXPECT_STR(split("mail"), "mail|");
	EXPECT_STR(split("  a\tb   c "), "a|b|c|");
	EXPECT_STR(split("a \"b  c\" d"), "a|b  c|d|");
	EXPECT_STR(split("a \"\" b"), "a||b|");
	EXPECT_STR(split("a \"say \"\"no\"\"\""), "a|say \"no\"|");
	EXPECT_STR(split("--x=\"1 2\"y"), "--x=1 2y|");
	EXPECT_STR(split("a $HOME 'b c' \\"), "a|$HOME|'b|c'|\\|");
}

static void
refused(void)
{
	EXPECT_STR(split(" "), "no command");
	EXPECT_STR(split("a \"b"), "a quote that is not closed");
	EXPECT_STR(split("a \"b\"\""), "a quote that is not closed");
}

int
main(void)
{
	test("a command is parted at blanks that no quotes keep", parted);
	test("a command without a word or its last quote is refused", refused);
	return test_done();
}
