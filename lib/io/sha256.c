#include "io/sha256.h"

#include <stdbool.h>
#include <string.h>

/* The first 32 bits of the fractions of the cube roots of the first 64
 * primes. */
static const uint32_t k[64] = { 0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5,
	0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01,
	0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
	0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa,
	0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7,
	0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138,
	0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
	0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624,
	0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5,
	0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f,
	0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7,
	0xc67178f2 };

static inline uint32_t
rotate(uint32_t x, int n)
{
	return x >> n | x << (32 - n);
}

static inline uint32_t
big_endian(const unsigned char *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 |
	    (uint32_t)p[2] << 8 | p[3];
}

/* The 64 words that a block becomes. */
static void
schedule(uint32_t w[64], const unsigned char *p)
{
	for (int i = 0; i < 16; i++)
		w[i] = big_endian(p + 4 * i);
	for (int i = 16; i < 64; i++) {
		uint32_t a = w[i - 15], b = w[i - 2];
		uint32_t s0 = rotate(a, 7) ^ rotate(a, 18) ^ a >> 3;
		uint32_t s1 = rotate(b, 17) ^ rotate(b, 19) ^ b >> 10;

		w[i] = s1 + w[i - 7] + s0 + w[i - 16];
	}
}

/* v has a to h, one behind the other. */
static inline void
turn(uint32_t v[8], uint32_t word)
{
	uint32_t a = v[0], e = v[4];
	uint32_t s1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
	uint32_t s0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
	uint32_t choice = (e & v[5]) ^ (~e & v[6]);
	uint32_t majority = (a & v[1]) ^ (a & v[2]) ^ (v[1] & v[2]);
	uint32_t t = v[7] + s1 + choice + word;

	memmove(v + 1, v, 7 * sizeof *v);
	v[4] += t;
	v[0] = t + s0 + majority;
}

void
sha256_blocks_plain(uint32_t h[8], const unsigned char *p, size_t n)
{
	for (; n; n--, p += SHA256_BLOCK) {
		uint32_t v[8], w[64];

		schedule(w, p);
		memcpy(v, h, sizeof v);
		for (int i = 0; i < 64; i++)
			turn(v, k[i] + w[i]);
		for (int i = 0; i < 8; i++)
			h[i] += v[i];
	}
}

#if defined(__x86_64__)
#include <cpuid.h>
#include <immintrin.h>

#define HAS_SHA __attribute__((target("sha,sse4.1")))

static bool
has_sha(void)
{
	unsigned a, b, c, d;

	return __get_cpuid(1, &a, &b, &c, &d) && (c & bit_SSE4_1) &&
	    __get_cpuid_count(7, 0, &a, &b, &c, &d) && (b & bit_SHA);
}

/* The instructions want a, b, e, f in one register, c, d, g, h in the other,
 * the first in the highest place. */
HAS_SHA static void
blocks_of_sha(uint32_t h[8], const unsigned char *p, size_t n)
{
	const __m128i order =
	    _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
	__m128i low = _mm_loadu_si128((const void *)h);
	__m128i high = _mm_loadu_si128((const void *)(h + 4));
	__m128i abef, cdgh;

	low = _mm_shuffle_epi32(low, 0xb1);
	high = _mm_shuffle_epi32(high, 0x1b);
	abef = _mm_alignr_epi8(low, high, 8);
	cdgh = _mm_blend_epi16(high, low, 0xf0);
	for (; n; n--, p += SHA256_BLOCK) {
		__m128i was_abef = abef, was_cdgh = cdgh, m[4];

		for (int i = 0; i < 4; i++)
			m[i] = _mm_shuffle_epi8(
			    _mm_loadu_si128((const void *)(p + 16 * i)), order);
#pragma GCC unroll 16
		for (int i = 0; i < 16; i++) { /* four words at a time */
			__m128i w = m[i & 3], one = m[(i + 1) & 3];
			__m128i two = m[(i + 2) & 3], three = m[(i + 3) & 3];
			__m128i wk = _mm_add_epi32(
			    w, _mm_loadu_si128((const void *)(k + 4 * i)));

			cdgh = _mm_sha256rnds2_epu32(cdgh, abef, wk);
			wk = _mm_shuffle_epi32(wk, 0x0e);
			abef = _mm_sha256rnds2_epu32(abef, cdgh, wk);
			w = _mm_add_epi32(_mm_sha256msg1_epu32(w, one),
			    _mm_alignr_epi8(three, two, 4));
			m[i & 3] = _mm_sha256msg2_epu32(w, three);
		}
		abef = _mm_add_epi32(abef, was_abef);
		cdgh = _mm_add_epi32(cdgh, was_cdgh);
	}
	low = _mm_shuffle_epi32(abef, 0x1b);
	high = _mm_shuffle_epi32(cdgh, 0xb1);
	_mm_storeu_si128((void *)h, _mm_blend_epi16(low, high, 0xf0));
	_mm_storeu_si128((void *)(h + 4), _mm_alignr_epi8(high, low, 8));
}
#else
static bool
has_sha(void)
{
	return false;
}

static void
blocks_of_sha(uint32_t h[8], const unsigned char *p, size_t n)
{
	sha256_blocks_plain(h, p, n);
}
#endif

void
sha256_blocks(uint32_t h[8], const unsigned char *p, size_t n)
{
	if (has_sha())
		blocks_of_sha(h, p, n);
	else
		sha256_blocks_plain(h, p, n);
}

void
sha256_begin(struct sha256 *s)
{
	/* the same of the square roots of the first eight primes */
	static const uint32_t h[8] = { 0x6a09e667, 0xbb67ae85, 0x3c6ef372,
		0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19 };

	*s = (struct sha256){ .bytes = 0 };
	memcpy(s->h, h, sizeof h);
}

void
sha256_add(struct sha256 *s, struct span bytes)
{
	const unsigned char *p = (const unsigned char *)bytes.p;
	size_t held = (size_t)(s->bytes % SHA256_BLOCK), n = bytes.len;

	s->bytes += n;
	if (held) {
		size_t more = SHA256_BLOCK - held < n ? SHA256_BLOCK - held : n;

		memcpy(s->block + held, p, more);
		p += more;
		n -= more;
		if (held + more < SHA256_BLOCK)
			return;
		sha256_blocks(s->h, s->block, 1);
	}
	if (n >= SHA256_BLOCK)
		sha256_blocks(s->h, p, n / SHA256_BLOCK);
	if (n % SHA256_BLOCK)
		memcpy(s->block, p + n - n % SHA256_BLOCK, n % SHA256_BLOCK);
}

static void
put_big_endian(unsigned char *to, uint64_t x, int bytes)
{
	for (int i = 0; i < bytes; i++)
		to[i] = (unsigned char)(x >> 8 * (bytes - 1 - i));
}

void
sha256_end(struct sha256 *s, unsigned char digest[SHA256_BYTES])
{
	/* a bit, zeros, and the length in bits at the end of a block */
	unsigned char last[2 * SHA256_BLOCK] = { 0 };
	size_t held = (size_t)(s->bytes % SHA256_BLOCK);
	size_t n = held < SHA256_BLOCK - 8 ? 1 : 2;

	memcpy(last, s->block, held);
	last[held] = 0x80;
	put_big_endian(last + n * SHA256_BLOCK - 8, s->bytes * 8, 8);
	sha256_blocks(s->h, last, n);
	for (int i = 0; i < 8; i++)
		put_big_endian(digest + 4 * i, s->h[i], 4);
}
