/*
 * simd: thirty-two bytes at a time, with SSE2 where the machine has it.
 *
 * A mask has a bit for each byte of the piece, the first byte's the lowest.
 * The twins that need no feature of the machine give the same masks.
 */
#ifndef SIMD_H
#define SIMD_H

#include "base/swar.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

enum { PIECE = 32, PIECE_WIDE = 2 * PIECE };

/* The top bits of eight bytes, side by side. */
static inline uint32_t
piece_tops(uint64_t tops)
{
	return (uint32_t)((tops >> 7) * 0x0102040810204080u >> 56);
}

/* The bytes at p that are below 0x20. */
static inline uint32_t
piece_controls_portable(const char *p)
{
	uint32_t mask = 0;

	for (unsigned i = 0; i < PIECE; i += EIGHT)
		mask |= piece_tops(eight_controls(eight_load(p + i))) << i;
	return mask;
}

/* The bytes at p that are the same at q. */
static inline uint32_t
piece_same_portable(const char *p, const char *q)
{
	uint32_t mask = 0;

	for (unsigned i = 0; i < PIECE; i += EIGHT) {
		uint64_t x = eight_load(p + i) ^ eight_load(q + i);

		mask |= piece_tops(~(((x & ~EIGHT_TOPS) + ~EIGHT_TOPS) | x) &
			    EIGHT_TOPS)
		    << i;
	}
	return mask;
}

#if defined(__SSE2__)
static inline __m128i
piece_half(const char *p)
{
	return _mm_loadu_si128((const __m128i *)(const void *)p);
}

static inline uint32_t
piece_mask(__m128i a, __m128i b)
{
	return (uint32_t)_mm_movemask_epi8(a) |
	    (uint32_t)_mm_movemask_epi8(b) << 16;
}

static inline uint32_t
piece_controls(const char *p)
{
	const __m128i last = _mm_set1_epi8(0x1f);
	__m128i a = piece_half(p), b = piece_half(p + 16);

	return piece_mask(_mm_cmpeq_epi8(_mm_min_epu8(a, last), a),
	    _mm_cmpeq_epi8(_mm_min_epu8(b, last), b));
}

static inline uint32_t
piece_same(const char *p, const char *q)
{
	return piece_mask(_mm_cmpeq_epi8(piece_half(p), piece_half(q)),
	    _mm_cmpeq_epi8(piece_half(p + 16), piece_half(q + 16)));
}
#else
#define piece_controls piece_controls_portable
#define piece_same piece_same_portable
#endif

/* The same of two pieces, one behind the other. */
static inline uint64_t
piece_wide_controls(const char *p)
{
	return piece_controls(p) | (uint64_t)piece_controls(p + PIECE) << PIECE;
}

static inline uint64_t
piece_wide_controls_portable(const char *p)
{
	return piece_controls_portable(p) |
	    (uint64_t)piece_controls_portable(p + PIECE) << PIECE;
}

static inline uint64_t
piece_wide_same(const char *p, const char *q)
{
	return piece_same(p, q) |
	    (uint64_t)piece_same(p + PIECE, q + PIECE) << PIECE;
}

#endif
