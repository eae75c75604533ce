/*
 * simd: many bytes looked at together, with SSE2 where the machine has it.
 *
 * A mask has a bit for each byte, the first byte's the lowest. The twins that
 * need no feature of the machine give the same masks.
 */
#ifndef SIMD_H
#define SIMD_H

#include <stdbool.h>

#include "base/swar.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

enum {
	SIMD_BLOCK = 64, /* bytes that a mask of 64 bits is about */
	SIMD_PAIR = 32,  /* bytes that simd_same compares */
};

/* The top bits of eight bytes, side by side. */
static inline uint64_t
simd_tops(uint64_t tops)
{
	return (tops >> 7) * 0x0102040810204080u >> 56;
}

/* The bytes at p, SIMD_BLOCK of which can be read, below 0x20. */
static inline uint64_t
simd_controls_portable(const char *p)
{
	uint64_t mask = 0;

	for (unsigned i = 0; i < SIMD_BLOCK; i += EIGHT)
		mask |= simd_tops(eight_controls(eight_load(p + i))) << i;
	return mask;
}

/* Is a byte at p, SIMD_BLOCK of which can be read, above 0x7f? */
static inline bool
simd_high_portable(const char *p)
{
	uint64_t all = 0;

	for (unsigned i = 0; i < SIMD_BLOCK; i += EIGHT)
		all |= eight_load(p + i);
	return (all & EIGHT_TOPS) != 0;
}

/* The zero bytes of a word have their top bit set, no others. */
static inline uint64_t
simd_zeros(uint64_t w)
{
	return ~(((w & ~EIGHT_TOPS) + ~EIGHT_TOPS) | w) & EIGHT_TOPS;
}

/* The bytes at p, SIMD_BLOCK of which can be read, that are c. */
static inline uint64_t
simd_equal_portable(const char *p, char c)
{
	uint64_t mask = 0, all = EIGHT_ONES * (unsigned char)c;

	for (unsigned i = 0; i < SIMD_BLOCK; i += EIGHT)
		mask |= simd_tops(simd_zeros(eight_load(p + i) ^ all)) << i;
	return mask;
}

/* The bytes at p, SIMD_BLOCK of which can be read, that tables escape - below
 * 0x20, 0x7f and backslash - or that are a or b. */
static inline uint64_t
simd_marks_portable(const char *p, char a, char b)
{
	return simd_controls_portable(p) | simd_equal_portable(p, 0x7f) |
	    simd_equal_portable(p, '\\') | simd_equal_portable(p, a) |
	    simd_equal_portable(p, b);
}

/* The bytes at p that are the same at q; SIMD_PAIR can be read at both. */
static inline uint32_t
simd_same_portable(const char *p, const char *q)
{
	uint64_t mask = 0;

	for (unsigned i = 0; i < SIMD_PAIR; i += EIGHT) {
		uint64_t x = eight_load(p + i) ^ eight_load(q + i);

		mask |= simd_tops(simd_zeros(x)) << i;
	}
	return (uint32_t)mask;
}

#if defined(__SSE2__)
static inline __m128i
simd_load(const char *p)
{
	return _mm_loadu_si128((const __m128i *)(const void *)p);
}

static inline uint64_t
simd_bits(__m128i v)
{
	return (uint64_t)(unsigned)_mm_movemask_epi8(v);
}

static inline __m128i
simd_controls_16(__m128i v)
{
	return _mm_cmpeq_epi8(_mm_min_epu8(v, _mm_set1_epi8(0x1f)), v);
}

static inline __m128i
simd_marks_16(__m128i v, __m128i a, __m128i b)
{
	__m128i h = simd_controls_16(v);

	h = _mm_or_si128(h, _mm_cmpeq_epi8(v, a));
	h = _mm_or_si128(h, _mm_cmpeq_epi8(v, b));
	h = _mm_or_si128(h, _mm_cmpeq_epi8(v, _mm_set1_epi8('\\')));
	return _mm_or_si128(h, _mm_cmpeq_epi8(v, _mm_set1_epi8(0x7f)));
}

static inline bool
simd_high(const char *p)
{
	__m128i a = _mm_or_si128(simd_load(p), simd_load(p + 16));
	__m128i b = _mm_or_si128(simd_load(p + 32), simd_load(p + 48));

	return _mm_movemask_epi8(_mm_or_si128(a, b));
}

static inline uint64_t
simd_controls(const char *p)
{
	return simd_bits(simd_controls_16(simd_load(p))) |
	    simd_bits(simd_controls_16(simd_load(p + 16))) << 16 |
	    simd_bits(simd_controls_16(simd_load(p + 32))) << 32 |
	    simd_bits(simd_controls_16(simd_load(p + 48))) << 48;
}

static inline uint64_t
simd_equal(const char *p, char c)
{
	const __m128i all = _mm_set1_epi8(c);

	return simd_bits(_mm_cmpeq_epi8(simd_load(p), all)) |
	    simd_bits(_mm_cmpeq_epi8(simd_load(p + 16), all)) << 16 |
	    simd_bits(_mm_cmpeq_epi8(simd_load(p + 32), all)) << 32 |
	    simd_bits(_mm_cmpeq_epi8(simd_load(p + 48), all)) << 48;
}

static inline uint64_t
simd_marks(const char *p, char a, char b)
{
	const __m128i x = _mm_set1_epi8(a), y = _mm_set1_epi8(b);

	return simd_bits(simd_marks_16(simd_load(p), x, y)) |
	    simd_bits(simd_marks_16(simd_load(p + 16), x, y)) << 16 |
	    simd_bits(simd_marks_16(simd_load(p + 32), x, y)) << 32 |
	    simd_bits(simd_marks_16(simd_load(p + 48), x, y)) << 48;
}

static inline uint32_t
simd_same(const char *p, const char *q)
{
	return (
	    uint32_t)(simd_bits(_mm_cmpeq_epi8(simd_load(p), simd_load(q))) |
	    simd_bits(_mm_cmpeq_epi8(simd_load(p + 16), simd_load(q + 16)))
		<< 16);
}
#else
#define simd_high simd_high_portable
#define simd_controls simd_controls_portable
#define simd_equal simd_equal_portable
#define simd_marks simd_marks_portable
#define simd_same simd_same_portable
#endif

#endif
