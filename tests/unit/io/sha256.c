#include "io/sha256.h"

#include <stdlib.h>
#include <string.h>

#include "chance.h"
#include "test.h"

static const char *
hex_of(const char *p, size_t n, size_t piece)
{
	static char hex[2 * SHA256_BYTES + 1];
	unsigned char digest[SHA256_BYTES];
	struct sha256 s;

	sha256_begin(&s);
	for (size_t i = 0; i < n; i += piece)
		sha256_add(
		    &s, (struct span){ p + i, piece < n - i ? piece : n - i });
	sha256_end(&s, digest);
	for (size_t i = 0; i < SHA256_BYTES; i++)
		snprintf(hex + 2 * i, 3, "%02x", digest[i]);
	return hex;
}

/* FIPS 180-4's own, and those of NIST's CAVP. */
static void
published(void)
{
	char *million = malloc(1000000);

	EXPECT_STR(hex_of("", 0, 1),
	    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
	EXPECT_STR(hex_of("abc", 3, 9),
	    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	EXPECT_STR(
	    hex_of("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
		56, 56),
	    "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
	memset(million, 'a', 1000000);
	EXPECT_STR(hex_of(million, 1000000, 1000),
	    "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
	free(million);
}

/* What Python's hashlib makes of the same. */
static void
every_length(void)
{
	char text[300];
	struct sha256 all;
	unsigned char digest[SHA256_BYTES];
	char hex[2 * SHA256_BYTES + 1];

	for (size_t i = 0; i < sizeof text; i++)
		text[i] = (char)(i * 7);
	sha256_begin(&all);
	for (size_t n = 0; n <= sizeof text; n++) {
		snprintf(hex, sizeof hex, "%s", hex_of(text, n, n + 1));
		for (size_t piece = 1; piece < 130; piece += 9)
			EXPECT_STR(hex_of(text, n, piece), hex);
		sha256_add(&all, span_str(hex));
	}
	sha256_end(&all, digest);
	for (size_t i = 0; i < SHA256_BYTES; i++)
		snprintf(hex + 2 * i, 3, "%02x", digest[i]);
	EXPECT_STR(hex,
	    "917dfe241fcf4d27cf00582a4b7cbc1f5bb92f4298d46d8d986f7cda814596c6");
}

static void
twins(void)
{
	unsigned char blocks[4 * SHA256_BLOCK];
	uint32_t a[8], b[8];

	for (int round = 0; round < 1000; round++) {
		for (size_t i = 0; i < sizeof blocks; i++)
			blocks[i] = (unsigned char)chance(256);
		for (int i = 0; i < 8; i++)
			a[i] = b[i] = chance(1u << 31) * 2 + chance(2);
		sha256_blocks(a, blocks, 4);
		sha256_blocks_plain(b, blocks, 4);
		EXPECT(!memcmp(a, b, sizeof a));
	}
}

int
main(void)
{
	test("published digests come out", published);
	test("every length, in pieces of every size, is as it should be",
	    every_length);
	test("the processor's instructions do what is done in C", twins);
	return test_done();
}
