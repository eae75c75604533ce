/*
 * swar: eight bytes at a time, without a processor's special help.
 *
 * A word holds eight bytes of text, the first in its lowest bits whatever the
 * machine. A mask is a word with the top bit set in each byte that was looked
 * for. Only the first of these bits is certain: above it, a borrow may have set
 * others.
 */
#ifndef SWAR_H
#define SWAR_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum { EIGHT = 8 };

#define EIGHT_ONES 0x0101010101010101u
#define EIGHT_TOPS 0x8080808080808080u

/* The eight bytes at p. */
static inline uint64_t
eight_load(const char *p)
{
	uint64_t w;

	memcpy(&w, p, sizeof w);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	w = __builtin_bswap64(w);
#endif
	return w;
}

/* The word as eight bytes at p. */
static inline void
eight_store(char *p, uint64_t w)
{
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	w = __builtin_bswap64(w);
#endif
	memcpy(p, &w, sizeof w);
}

/* The mask of the bytes below c, c at most 0x80. */
static inline uint64_t
eight_below(uint64_t w, unsigned char c)
{
	return (w - EIGHT_ONES * c) & ~w & EIGHT_TOPS;
}

/* The mask of the control bytes, those below 0x20. Here each bit is certain. */
static inline uint64_t
eight_controls(uint64_t w)
{
	return ~(((w & ~EIGHT_TOPS) + EIGHT_ONES * 0x60) | w) & EIGHT_TOPS;
}

/* The mask of the bytes that are c. */
static inline uint64_t
eight_equal(uint64_t w, unsigned char c)
{
	return eight_below(w ^ (EIGHT_ONES * c), 1);
}

/* Which byte (0 to 7) of a mask, not 0, is the first. */
static inline size_t
eight_first(uint64_t mask)
{
	return (size_t)__builtin_ctzll(mask) / EIGHT;
}

#endif
