#include "io/hmac.h"

#include "test.h"

/* RFC 4231, test cases 1, 2 and 6. */
static void
hmac(void)
{
	static const struct {
		const char *key, *text, *mac;
	} cases[] = {
		{ "\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b"
		  "\x0b\x0b\x0b\x0b\x0b\x0b",
		    "Hi There",
		    "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e"
		    "32cff7" },
		{ "Jefe", "what do ya want for nothing?",
		    "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964"
		    "ec3843" },
		{ NULL,
		    "Test Using Larger Than Block-Size Key - Hash Key First",
		    "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0e"
		    "e37f54" },
	};
	char large[131];

	memset(large, 0xaa, sizeof large);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		unsigned char mac[HMAC_BYTES];
		char text[2 * HMAC_BYTES + 1];
		struct span k = cases[i].key
		    ? span_str(cases[i].key)
		    : (struct span){ large, sizeof large };

		hmac_of(k, span_str(cases[i].text), mac);
		for (size_t j = 0; j < HMAC_BYTES; j++)
			snprintf(text + 2 * j, 3, "%02x", mac[j]);
		EXPECT_STR(text, cases[i].mac);
	}
}

/* Keys about a block long, with what Python's hmac says. */
static void
lengths(void)
{
	static const struct {
		size_t len;
		const char *mac;
	} cases[] = {
		{ 0,
		    "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c7121442"
		    "92c5ad" },
		{ 63,
		    "a73e4ae46b2a9f2402fff056e156c0a25551e3db5097f9367522239bfb"
		    "c2d02e" },
		{ 64,
		    "83026a325aaee70e36cfe607536aa1054104ad1077c36134810d4ccded"
		    "1ccd3b" },
		{ 65,
		    "41f1c4cc3107cd5b8d92460f61032902bfdb06484eef17e861b83a5012"
		    "d3b7f3" },
	};
	char key[65];

	memset(key, 'k', sizeof key);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		unsigned char mac[HMAC_BYTES];
		char text[2 * HMAC_BYTES + 1];

		hmac_of((struct span){ key, cases[i].len }, SPAN(""), mac);
		for (size_t j = 0; j < HMAC_BYTES; j++)
			snprintf(text + 2 * j, 3, "%02x", mac[j]);
		EXPECT_STR(text, cases[i].mac);
	}
}

int
main(void)
{
	test("HMAC-SHA256 is that of RFC 4231", hmac);
	test("keys shorter and longer than a block are taken", lengths);
	return test_done();
}
