#include "scan.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#define ONES 0x0101010101010101u
#define SEVENS (ONES * 0x7f)

/* The bytes of a word that are 0 have their high bit set in the answer, no
 * others: exact, unlike the shorter form that carries into the next byte. */
static uint64_t
zeros(uint64_t w)
{
	return ~(((w & SEVENS) + SEVENS) | w | SEVENS);
}

/* The bytes of a word below 0x20 have their high bit set. */
static uint64_t
controls(uint64_t w)
{
	return ~(((w & SEVENS) + ONES * 0x60) | w) & ~SEVENS;
}

/* The high bits of eight bytes, gathered in the order of memory. */
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
		    zeros(w ^ (ONES * set->quote)) |
		    zeros(w ^ (ONES * '\\')) | zeros(w ^ SEVENS);
		hits |= gather(w) << (8 * i);
	}
	return hits;
}

#if defined(__SSE2__)
static uint64_t
hits(const char *p, const struct scan_set *set)
{
	const __m128i delimiter = _mm_set1_epi8((char)set->delimiter);
	const __m128i quote = _mm_set1_epi8((char)set->quote);
	const __m128i backslash = _mm_set1_epi8('\\');
	const __m128i del = _mm_set1_epi8(0x7f);
	const __m128i last_control = _mm_set1_epi8(0x1f);
	uint64_t mask = 0;

	for (int i = 0; i < 4; i++) {
		__m128i v = _mm_loadu_si128((const __m128i *)(p + 16 * i));
		__m128i h = _mm_cmpeq_epi8(_mm_min_epu8(v, last_control), v);

		h = _mm_or_si128(h, _mm_cmpeq_epi8(v, delimiter));
		h = _mm_or_si128(h, _mm_cmpeq_epi8(v, quote));
		h = _mm_or_si128(h, _mm_cmpeq_epi8(v, backslash));
		h = _mm_or_si128(h, _mm_cmpeq_epi8(v, del));
		mask |= (uint64_t)(unsigned)_mm_movemask_epi8(h) << (16 * i);
	}
	return mask;
}
#else
#define hits hits_portable
#endif

static inline size_t
write_hits(uint64_t mask, size_t base, uint16_t *at)
{
	size_t n = 0;

	for (; mask; mask &= mask - 1)
		at[n++] = (uint16_t)(base +
		    (size_t)__builtin_ctzll(mask));
	return n;
}

/* The end of the text that is no whole block, padded. */
static size_t
write_tail(struct span s, size_t i, const struct scan_set *set, uint16_t *at)
{
	char block[64] = { 0 };
	size_t left = s.len - i;

	if (left == 0)
		return 0;
	memcpy(block, s.p + i, left);
	return write_hits(hits_portable(block, set) &
	    ((UINT64_C(1) << left) - 1), i, at);
}

size_t
scan_index(struct span s, const struct scan_set *set, uint16_t *at)
{
	size_t i = 0, n = 0;

	for (; i + 64 <= s.len; i += 64)
		n += write_hits(hits(s.p + i, set), i, at + n);
	return n + write_tail(s, i, set, at + n);
}

size_t
scan_index_portable(struct span s, const struct scan_set *set, uint16_t *at)
{
	size_t i = 0, n = 0;

	for (; i + 64 <= s.len; i += 64)
		n += write_hits(hits_portable(s.p + i, set), i, at + n);
	return n + write_tail(s, i, set, at + n);
}
