/*
 * window: the bits that tell a set of lines apart, packed into one number.
 *
 * Sixteen bytes behind what the lines have in common are looked at; bits
 * that are the same in every line are left out, and what remains, in order,
 * is the key. Decimal digits differ in four bits each, so that a key holds
 * sixteen of them where the plain first eight bytes would hold eight.
 * Leaving out equal bits does not change how keys compare.
 *
 * A line that ends inside the window counts as if zero bytes followed: lines
 * with equal keys may differ in length there.
 */
#ifndef WINDOW_H
#define WINDOW_H

#include "item.h"

/* Moves the bits of a word that a mask names together, to its low end:
 * Warren, Hacker's Delight, "compress", with the steps that move nothing
 * left out. */
struct squeeze {
	uint64_t mask;
	unsigned bits; /* in mask */
	int n;         /* steps */
	struct {
		uint64_t move;  /* the bits that move */
		unsigned shift; /* by so many */
	} step[6];
};

struct window {
	size_t at;     /* first byte of a line it looks at */
	size_t width;  /* bytes it looks at, 8 to 16 */
	unsigned bits; /* in a key, which begins at the highest bit */
	struct squeeze half[2];
};

/* Bits that differ between lines; cleared with {0}. */
struct difference {
	uint64_t word[2];
};

/* Adds how the lines of the items, from byte at on, differ from like. */
void window_look(struct difference *, const char *base,
    const struct item *items, size_t n, size_t at, struct item like);

/* Makes the window that keeps those bits, as many as one key can hold. */
void window_set(struct window *, size_t at, struct difference);

/* Sets the key of each item. */
void window_keys(const struct window *, const char *base,
    struct item *items, size_t n);

#endif
