#include "io/digest.h"

#include <string.h>

#include "test.h"

/* Examples of FIPS 180-4. */
static void
digests_are_those_of_the_standard(void)
{
	char hex[DIGEST_TEXT + 1];
	struct err e;

	EXPECT(digest_of(span_str("abc"), hex, &e) == 0);
	EXPECT(!strcmp(hex,
	    "ba7816bf8f01cfea414140de5dae2223"
	    "b00361a396177a9cb410ff61f20015ad"));
	EXPECT(digest_of(span_str(""), hex, &e) == 0);
	EXPECT(!strcmp(hex,
	    "e3b0c44298fc1c149afbf4c8996fb924"
	    "27ae41e4649b934ca495991b7852b855"));
}

/* A million times "a", the third example, in pieces of every length. */
static void
pieces_add_up_to_the_whole(void)
{
	struct digest_sum *s = digest_begin();
	char piece[1000], hex[DIGEST_TEXT + 1];
	size_t left = 1000000;
	struct err e;

	memset(piece, 'a', sizeof piece);
	for (size_t n = 1; left; n = n % sizeof piece + 1) {
		if (n > left)
			n = left;
		digest_add(s, (struct span){ piece, n });
		left -= n;
	}
	EXPECT(digest_end(s, hex, &e) == 0);
	EXPECT(!strcmp(hex,
	    "cdc76e5c9914fb9281a1c7e284d73e67"
	    "f1809a48a497200e046d39ccc7112cd0"));
}

int
main(void)
{
	test("digests are those of the standard",
	    digests_are_those_of_the_standard);
	test("pieces add up to the whole", pieces_add_up_to_the_whole);
	return test_done();
}
