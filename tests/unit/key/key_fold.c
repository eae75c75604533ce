#include <stdlib.h>

#include "key/key_fold.h"
#include "test.h"

/* The part folded, as a string in static room. */
static const char *
folded(const struct key_fold *f, const char *part)
{
	static struct buf to;
	struct err e;

	if (key_fold_part(f, span_str(part), &to, &e))
		buf_str(&to, e.text);
	buf_byte(&to, '\0');
	return to.p;
}

static void
words(void)
{
	struct key_fold f = { 0 };
	struct err e;

	EXPECT(key_fold_parse(&f, "case, width", &e) == 0);
	EXPECT(f.letter_case && f.width && !f.invisible);
	EXPECT(key_fold_rewrites(&f));
	EXPECT(key_fold_parse(&f, "invisible", &e) == 0);
	EXPECT(!f.letter_case && !f.width && f.invisible);
	EXPECT(!key_fold_rewrites(&f));
	EXPECT(key_fold_parse(&f, "case,spaces", &e) == -1);
	EXPECT_STR(e.text, "\"spaces\" is none of invisible, case, width");
}

static void
invisible(void)
{
	static const struct key_fold f = { .invisible = true };
	static const char *const same[] = { "A1", "A 1", "a'b", "=1", "=\"",
		"\xff\xfe", "订单-7", "Ａ１", "a\\\\b", "é", "👍", "=\"a" };

	for (size_t i = 0; i < sizeof same / sizeof *same; i++)
		EXPECT_STR(folded(&f, same[i]), same[i]);
	EXPECT_STR(folded(&f, "\ufeffA2"), "A2");
	EXPECT_STR(folded(&f, "A\u200b\u200d\u2060\u00ad2"), "A2");
	EXPECT_STR(folded(&f, "\u200e\u202aA2\u202c\u2066\u2069\u061c"), "A2");
	EXPECT_STR(folded(&f, "A2\u00a0"), "A2");
	EXPECT_STR(folded(&f, "A\u00a02\u202f\u30003"), "A 2  3");
	EXPECT_STR(folded(&f, " A2\\t"), "A2");
	EXPECT_STR(folded(&f, "A2\\r\\n"), "A2");
	EXPECT_STR(folded(&f, "A\\x002\\x7f\xc2\x80"), "A2");
	EXPECT_STR(folded(&f, "'00123"), "00123");
	EXPECT_STR(folded(&f, "=\"00123\""), "00123");
	EXPECT_STR(folded(&f, "\ufeff=\" 00123\u00a0\""), "00123");
	EXPECT_STR(folded(&f, "\ufeff"), "");
	EXPECT_STR(folded(&f, "'"), "");
	EXPECT_STR(folded(&f, "a\\q"),
	    "has a byte or an escape that no field may have");
}

static void
width_and_case(void)
{
	static const struct key_fold width = { .width = true },
				     letters = { .letter_case = true },
				     both = { .width = true,
					     .letter_case = true };

	EXPECT_STR(folded(&width, "ＡＢ－１２３ａ"), "AB-123a");
	EXPECT_STR(folded(&width, "ｶﾞ"), "ガ");
	EXPECT_STR(folded(&width, "①ﬁ²"), "①ﬁ²");
	EXPECT_STR(folded(&width, "A1\\\\"), "A1\\\\");
	EXPECT_STR(folded(&letters, "Ab1-ÄÉ"), "ab1-äé");
	EXPECT_STR(folded(&letters, "STRASSE"), "strasse");
	EXPECT_STR(folded(&letters, "Straße"), "strasse");
	EXPECT_STR(folded(&letters, "Ａ"), "ａ");
	EXPECT_STR(folded(&letters, "ΐ"), "ΐ");
	EXPECT_STR(folded(&both, "Ａbc"), "abc");
	EXPECT_STR(
	    folded(&both, "\xff"), "cannot be folded: Invalid UTF-8 string");
	EXPECT_STR(folded(&both, "＼"), "\\\\");
}

static void
zeros(void)
{
	static const struct key_fold strip = { .zeros = true },
				     pad = { .pad = 6 },
				     both = { .zeros = true, .pad = 6 };

	EXPECT_STR(folded(&strip, "00017"), "17");
	EXPECT_STR(folded(&strip, "000"), "0");
	EXPECT_STR(folded(&strip, "00A1"), "A1");
	EXPECT_STR(folded(&strip, "00-1"), "0-1");
	EXPECT_STR(folded(&strip, "0.5"), "0.5");
	EXPECT_STR(folded(&strip, "17"), "17");
	EXPECT_STR(folded(&pad, "17"), "000017");
	EXPECT_STR(folded(&pad, "1234567"), "1234567");
	EXPECT_STR(folded(&pad, "A1"), "A1");
	EXPECT_STR(folded(&both, "0000000017"), "000017");
}

static void
hides_is(const char *part, const char *what, const char *look)
{
	struct buf w = { 0 }, l = { 0 };
	bool hides = key_fold_hides(span_str(part), &w, &l);

	EXPECT(hides == (what != NULL));
	if (what) {
		EXPECT(span_eq(buf_span(&w), span_str(what)));
		EXPECT(span_eq(buf_span(&l), span_str(look)));
	}
	buf_free(&w);
	buf_free(&l);
}

static void
hides(void)
{
	hides_is("A2", NULL, NULL);
	hides_is("A 2", NULL, NULL);
	hides_is("订单-7", NULL, NULL);
	hides_is("Ａ１é👍", NULL, NULL);
	hides_is("\xff", NULL, NULL);
	hides_is("a\\q", NULL, NULL);
	hides_is("=1", NULL, NULL);
	hides_is("\ufeffA2", "U+FEFF in", "A2");
	hides_is("A\u00a02", "U+00A0 in", "A 2");
	hides_is("A2\\t", "U+0009 in", "A2");
	hides_is("\u202eA2", "U+202E in", "A2");
	hides_is("'7", "an apostrophe before", "7");
	hides_is("=\"7\"", "=\"\" around", "7");
}

int
main(void)
{
	test("what is folded is a list of words", words);
	test("what cannot be seen goes, and nothing else", invisible);
	test("width and case go as Unicode has it", width_and_case);
	test("zeros go from the front, or come", zeros);
	test("what cannot be seen is named", hides);
	return test_done();
}
