#include "text/scan.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#define ONES 0x0101010101010101u
#define SEVENS (ONES * 0x7f)

/* Sets the high bit of each byte of w that is 0, and no other bit. Exact,
 * unlike the shorter form, whose borrow reaches into the next byte. */
static uint64_t
zeros(uint64_t w)
{
	return ~(((w & SEVENS) + SEVENS) | w | SEVENS);
}

/* Sets the high bit of each byte of w below 0x20. */
static uint64_t
controls(uint64_t w)
{
	return ~(((w & SEVENS) + ONES * 0x60) | w) & ~SEVENS;
}

/* Bit i of the answer is the high bit of byte i in memory. */
static uint64_t
gather(uint64_t high)
{
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	high = __builtin_bswap64(high);
#endif
	return (high >> 7) * 0x0102040810204080u >> 56;
}

static uint64_t
hits_portable(const char *p, const struct scan_set *set)
{
	uint64_t hits = 0;

	for (int i = 0; i < 8; i++) {
		uint64_t w;

		memcpy(&w, p + 8 * i, 8);
		w = controls(w) | zeros(w ^ (ONES * set->delimiter)) |
		    zeros(w ^ (ONES * set->quote)) | zeros(w ^ (ONES * '\\')) |
		    zeros(w ^ SEVENS);
		hits |= gather(w) << (8 * i);
	}
	return hits;
}

/* The last bytes of the text, which are no whole block, copied and padded. */
static size_t
write_tail(struct span s, size_t i, const struct scan_set *set, uint64_t *at)
{
	char block[SCAN_BLOCK] = { 0 };
	size_t left = s.len - i;

	if (left == 0)
		return 0;
	memcpy(block, s.p + i, left);
	*at = hits_portable(block, set) & ((UINT64_C(1) << left) - 1);
	return 1;
}

size_t
scan_blocks_portable(struct span s, const struct scan_set *set, uint64_t *at)
{
	size_t i = 0, n = 0;

	for (; i + SCAN_BLOCK <= s.len; i += SCAN_BLOCK)
		at[n++] = hits_portable(s.p + i, set);
	return n + write_tail(s, i, set, at + n);
}

#if defined(__SSE2__)
struct wanted { /* the bytes of a set, 16 times each */
	__m128i delimiter, quote;
};

static inline uint64_t
hits_16(const char *p, const struct wanted *w)
{
	__m128i v = _mm_loadu_si128((const __m128i *)p);
	__m128i h = _mm_cmpeq_epi8(_mm_min_epu8(v, _mm_set1_epi8(0x1f)), v);

	h = _mm_or_si128(h, _mm_cmpeq_epi8(v, w->delimiter));
	h = _mm_or_si128(h, _mm_cmpeq_epi8(v, w->quote));
	h = _mm_or_si128(h, _mm_cmpeq_epi8(v, _mm_set1_epi8('\\')));
	h = _mm_or_si128(h, _mm_cmpeq_epi8(v, _mm_set1_epi8(0x7f)));
	return (uint64_t)(unsigned)_mm_movemask_epi8(h);
}

size_t
scan_blocks(struct span s, const struct scan_set *set, uint64_t *at)
{
	const struct wanted w = { _mm_set1_epi8((char)set->delimiter),
		_mm_set1_epi8((char)set->quote) };
	size_t i = 0, n = 0;

	for (; i + SCAN_BLOCK <= s.len; i += SCAN_BLOCK) {
		const char *p = s.p + i;

		at[n++] = hits_16(p, &w) | hits_16(p + 16, &w) << 16 |
		    hits_16(p + 32, &w) << 32 | hits_16(p + 48, &w) << 48;
	}
	return n + write_tail(s, i, set, at + n);
}
#else
size_t
scan_blocks(struct span s, const struct scan_set *set, uint64_t *at)
{
	return scan_blocks_portable(s, set, at);
}
#endif

size_t
scan_index(struct span s, const struct scan_set *set, uint16_t *at)
{
	uint64_t blocks[SCAN_BLOCKS];
	size_t n = 0, n_blocks = scan_blocks(s, set, blocks);

	for (size_t i = 0; i < n_blocks; i++)
		for (uint64_t b = blocks[i]; b; b &= b - 1)
			at[n++] = (uint16_t)(i * SCAN_BLOCK +
			    (size_t)__builtin_ctzll(b));
	return n;
}
