#include "io/digest.h"

#include <string.h>

#include "test.h"

/* FIPS 180-4's example, and of no bytes. */
static const char abc[] =
    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
static const char none[] =
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

static void
one_digest_after_the_other(void)
{
	struct digest_sum *s = digest_begin();
	char text[DIGEST_TEXT + 1] = { 0 };

	for (int i = 0; i < 3; i++) {
		digest_add(s, SPAN("a"));
		digest_add(s, SPAN("bc"));
		digest_again(s, text, DIGEST_TEXT);
		EXPECT_STR(text, abc);
	}
	digest_again(s, text, DIGEST_TEXT);
	EXPECT_STR(text, none);
	digest_add(s, SPAN("abc"));
	digest_again(s, text, 8);
	EXPECT(!memcmp(text, abc, 8) && !memcmp(text + 8, none + 8, 8));
	digest_add(s, SPAN("abc"));
	digest_end(s, text);
	EXPECT_STR(text, abc);
}

/* A million times "a", the third example, in pieces of every length. */
static void
pieces_add_up_to_the_whole(void)
{
	struct digest_sum *s = digest_begin();
	char piece[1000], hex[DIGEST_TEXT + 1];
	size_t left = 1000000;

	memset(piece, 'a', sizeof piece);
	for (size_t n = 1; left; n = n % sizeof piece + 1) {
		if (n > left)
			n = left;
		digest_add(s, (struct span){ piece, n });
		left -= n;
	}
	digest_end(s, hex);
	EXPECT_STR(hex,
	    "cdc76e5c9914fb9281a1c7e284d73e67"
	    "f1809a48a497200e046d39ccc7112cd0");
}

static void
a_digest_is_known_by_its_form(void)
{
	EXPECT(digest_is(SPAN(abc)));
	EXPECT(!digest_is((struct span){ abc, DIGEST_TEXT - 1 }));
	EXPECT(!digest_is(SPAN("BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A"
			       "9CB410FF61F20015AD")));
}

int
main(void)
{
	test("one digest after the other is of its own bytes alone",
	    one_digest_after_the_other);
	test("pieces add up to the whole", pieces_add_up_to_the_whole);
	test("a digest is 64 small hexadecimal digits",
	    a_digest_is_known_by_its_form);
	return test_done();
}
