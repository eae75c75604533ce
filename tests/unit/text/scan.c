#include "base/simd.h"
#include "text/scan.h"

#include <stdlib.h>

#include "scratch.h"
#include "test.h"
#include "text/utf8.h"

static size_t
one_by_one(struct span s, const struct scan_set *set, uint64_t *at)
{
	size_t n = (s.len + SCAN_BLOCK - 1) / SCAN_BLOCK;

	memset(at, 0, n * sizeof *at);
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.p[i];
		uint64_t hit = c < 0x20 || c == 0x7f || c == '\\' ||
		    c == set->delimiter || c == set->quote;

		at[i / SCAN_BLOCK] |= hit << i % SCAN_BLOCK;
	}
	return n;
}

/* Are the bits set those of the list? */
static bool
same_list(struct span s, const struct scan_set *set, const uint64_t *blocks)
{
	static uint16_t at[SCAN_MAX];
	size_t n = scan_index(s, set, at), i = 0;

	for (size_t j = 0; j < s.len; j++)
		if (blocks[j / SCAN_BLOCK] >> j % SCAN_BLOCK & 1 &&
		    (i == n || at[i++] != j))
			return false;
	return i == n;
}

static void
test_roads(void)
{
	uint64_t a[SCAN_BLOCKS], b[SCAN_BLOCKS], c[SCAN_BLOCKS];
	char *p = malloc(SCAN_MAX);
	uint64_t seed = 9;
	bool good = true;

	for (int round = 0; round < 3000 && good; round++) {
		struct scan_set set = { (unsigned char)scratch_random(&seed),
			(unsigned char)scratch_random(&seed) };
		struct span s = { p, scratch_random(&seed) % 700 };
		size_t n;

		if (round % 1000 == 0)
			s.len = SCAN_MAX;
		for (size_t i = 0; i < s.len; i++)
			p[i] = (char)scratch_random(&seed);
		n = one_by_one(s, &set, a);
		good = scan_blocks(s, &set, b) == n &&
		    scan_blocks_portable(s, &set, c) == n &&
		    !memcmp(a, b, n * sizeof *a) &&
		    !memcmp(a, c, n * sizeof *a) && same_list(s, &set, a);
	}
	EXPECT(good);
	free(p);
}

static void
test_every_byte(void)
{
	struct scan_set set = { ',', '"' };
	char p[64];
	uint64_t at;

	for (int c = 0; c < 256; c++) {
		uint64_t want =
		    c < 0x20 || c == 0x7f || c == '\\' || c == ',' || c == '"'
		    ? ~UINT64_C(0)
		    : 0;

		memset(p, c, sizeof p);
		EXPECT(scan_blocks((struct span){ p, 64 }, &set, &at) == 1);
		EXPECT(at == want);
		EXPECT(scan_blocks_portable(
			   (struct span){ p, 64 }, &set, &at) == 1);
		EXPECT(at == want);
	}
}

/* The definition of RFC 3629, character by character. */
static size_t
encode(uint32_t c, char *p)
{
	unsigned char *u = (unsigned char *)p;

	if (c < 0x80) {
		u[0] = (unsigned char)c;
		return 1;
	}
	if (c < 0x800) {
		u[0] = (unsigned char)(0xc0 | c >> 6);
		u[1] = (unsigned char)(0x80 | (c & 63));
		return 2;
	}
	if (c < 0x10000) {
		u[0] = (unsigned char)(0xe0 | c >> 12);
		u[1] = (unsigned char)(0x80 | (c >> 6 & 63));
		u[2] = (unsigned char)(0x80 | (c & 63));
		return 3;
	}
	u[0] = (unsigned char)(0xf0 | c >> 18);
	u[1] = (unsigned char)(0x80 | (c >> 12 & 63));
	u[2] = (unsigned char)(0x80 | (c >> 6 & 63));
	u[3] = (unsigned char)(0x80 | (c & 63));
	return 4;
}

static void
test_all_characters(void)
{
	bool good = true;

	for (uint32_t c = 0; c < 0x120000; c++) {
		char p[24] = "0123456789abcdef";
		size_t n = encode(c, p + 16);
		bool valid = c < 0x110000 && (c < 0xd800 || c > 0xdfff);
		bool cut;
		size_t got = utf8_valid((struct span){ p, 16 + n }, &cut);

		good &= got == (valid ? 16 + n : 16) && !cut;
		good &= !valid || utf8_len(p + 16) == n;
		/* short of its last byte */
		got = utf8_valid((struct span){ p, 15 + n }, &cut);
		if (valid)
			good &= n == 1 ? got == 16 - 1 + n && !cut
				       : got == 16 && cut;
	}
	EXPECT(good);
}

static void
test_bad_bytes(void)
{
	static const char *const bad[] = { "\x80", "\xbf", "\xc0\x80",
		"\xc1\xbf", "\xe0\x9f\xbf", "\xed\xa0\x80", "\xf0\x8f\xbf\xbf",
		"\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xff", "\xfe",
		"\xe4\xb8"
		"a",
		"\xf0\x9f\x98"
		"a" };

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		bool cut;
		struct span s = span_str(bad[i]);

		EXPECT(utf8_valid(s, &cut) == 0 && !cut);
	}
}

/* In memory of just that size, at each length, the byte in each place. */
static void
ascii(void)
{
	for (size_t n = 0; n < 200; n++) {
		char *p = malloc(n + 1);

		memset(p, 0x7f, n);
		EXPECT(scan_is_ascii((struct span){ p, n }));
		for (size_t i = 0; i < n; i++) {
			p[i] = (char)0x80;
			EXPECT(!scan_is_ascii((struct span){ p, n }));
			p[i] = 'x';
		}
		free(p);
	}
}

static void
high(void)
{
	char p[SIMD_BLOCK];

	memset(p, 0x7f, sizeof p);
	EXPECT(!simd_high(p) && !simd_high_portable(p));
	for (size_t i = 0; i < sizeof p; i++) {
		p[i] = (char)(0x80 + i);
		EXPECT(simd_high(p) && simd_high_portable(p));
		p[i] = 0;
	}
}

int
main(void)
{
	test("scan: one byte above 0x7f is found wherever it is", ascii);
	test("scan: so it is in a block, by either road", high);
	test(
	    "scan: the fast, the portable and the plain way agree", test_roads);
	test("scan: exactly the bytes that mean something are found",
	    test_every_byte);
	test("utf8: every character there is, and no other",
	    test_all_characters);
	test("utf8: bytes that are no character are found", test_bad_bytes);
	return test_done();
}
