/* Encodings told apart. */
#include "explain/layout/guess_encoding.h"
#include "test.h"

static bool
is(struct span s, const char *want)
{
	return span_eq(s, span_str(want));
}

static void
guesses(const char *raw, size_t n, const char *encoding, const char *text,
    bool sure)
{
	struct buf b = { 0 };
	const char *doubt;

	EXPECT_STR(
	    guess_encoding_of((struct span){ raw, n }, &b, &doubt), encoding);
	EXPECT(is(buf_span(&b), text));
	EXPECT(sure == !doubt);
	buf_free(&b);
}

static void
encodings(void)
{
	guesses("a\xc3\xa9", 3, "UTF-8", "a\xc3\xa9", true);
	guesses("\xef\xbb\xbf"
		"a",
	    4, "UTF-8", "a", true);
	guesses("\xff\xfe"
		"a\0",
	    4, "UTF-16", "a", true);
	guesses("a\0b\0", 4, "UTF-16", "ab", true);
	guesses("\0a\0b", 4, "UTF-16", "ab", true);
	/* 支付 in GB18030, and Histórico in Windows-1252, which GB18030 reads
	 * as Hist髍ico */
	guesses("\xd6\xa7\xb8\xb6", 4, "GB18030", "支付", true);
	guesses("Hist\xf3rico", 9, "WINDOWS-1252", "Hist\xc3\xb3rico", false);
	/* 0x81 is nothing in Windows-1252, and ü on old machines */
	guesses("\x81z", 2, "CP850", "üz", false);
	guesses("\x81\x8dz", 3, "ISO-8859-1", "\xc2\x81\xc2\x8dz", false);
}

int
main(void)
{
	test("encodings are told apart, and doubted", encodings);
	return test_done();
}
