/*
 * sum_parts: amounts of which a few are to add up to another, the largest first,
 * and how much or little those that are left can still add.
 */
#ifndef SUM_PARTS_H
#define SUM_PARTS_H

#include "value/amount.h"

struct sum_part {
	int128 minor;
	uint128 before; /* the sum of the parts before it, modulo 2^128 */
	size_t kind;    /* the caller's */
};

/* Cleared with {0}, released with sum_parts_free. */
struct sum_parts {
	struct sum_part *of; /* owned */
	size_t n, cap;
	size_t n_positive; /* the first of them */
};

void sum_parts_clear(struct sum_parts *);

/* Adds n parts of an amount that is not zero, and not larger than the last. */
void sum_parts_add(struct sum_parts *, int128 minor, size_t kind, size_t n);

/*
 * What up to n parts from the i-th on add up to at most, and n of all parts at
 * least; the sum of n of them fits 128 bits.
 */
int128 sum_parts_most(const struct sum_parts *, size_t i, size_t n);
int128 sum_parts_least(const struct sum_parts *, size_t n);

/* Of the parts from the i-th on the first that is at most minor. */
size_t sum_parts_at_most(const struct sum_parts *, size_t i, int128 minor);

void sum_parts_free(struct sum_parts *);

#endif
