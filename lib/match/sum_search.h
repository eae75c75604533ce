/*
 * sum_search: amounts of one side that are the sum of several of the other.
 *
 * A sum is one item, the whole, and two or more of the other side, its parts,
 * that add up to it within the tolerance, each at most a window of days from it;
 * a fresh whole has no fresh part. Amounts below zero count as any other, and
 * zero is in no sum. Sums that differ only in items of a side that are alike, of
 * equal amount and day and both fresh or neither, are one. It is taken as often
 * as there are items for it, the first in the stream first, unless it and the
 * others need more items of some amount and day than there are: then nobody knows
 * which of them hold, and all that use those items are ambiguous.
 *
 * Whatever sums there are is known only when all have been looked for: n items
 * take up to n^most steps, fewer as amounts leave no way to the whole, and after
 * so many steps it is given up. As the sides are not told apart, swapping them
 * gives the same sums in as many steps. Room is that of the items.
 */
#ifndef SUM_SEARCH_H
#define SUM_SEARCH_H

#include "match/sum_kinds.h"
#include "match/sum_parts.h"
#include "match/tolerance.h"

enum {
	SUM_PARTS_MIN = 2,
	SUM_PARTS_MAX = 8, /* so that their sum fits 128 bits */
};

struct sum_rules {
	unsigned most;                     /* parts, within the limits above */
	uint64_t steps;                    /* after which it is given up */
	bool dated;                        /* parts are at most window days */
	unsigned window;                   /* away from the whole */
	const struct tolerance *tolerance; /* borrowed; NULL for none */
	int scale;                         /* of the items */
};

enum sum_result {
	SUM_SEARCH_DONE,
	SUM_SEARCH_GIVEN_UP,  /* after so many steps: all items stay open */
	SUM_SEARCH_TOO_LARGE, /* amounts are too large to be added up */
};

/* Cleared with {0}, released with sum_search_free; used for any number of
 * groups one after the other. */
struct sum_search {
	size_t *ranks; /* owned: of the sums found, one behind the other, the
	                * whole first */
	size_t n_ranks, ranks_cap;
	size_t *ends; /* owned: of each sum in ranks */
	size_t n, ends_cap;

	/* private */
	struct sum_kinds kinds; /* of the items */
	struct sum_parts parts; /* those that the whole may have */
	const struct sum_rules *rules;
	uint64_t steps_left;
	int128 low, high;             /* what the parts may add up to */
	size_t whole;                 /* a kind, */
	size_t chosen[SUM_PARTS_MAX]; /* and those of its parts */
	size_t unsure; /* kinds at hand of which it is not known that they
	                * are in a sum that may not hold */
	bool taking;   /* the second time through */
};

/* Forgets the sums found. */
void sum_search_clear(struct sum_search *);

/*
 * Finds the sums among n items, in any order, which are put in another, and adds
 * them to those found before. No amount and day is on both sides. What is not
 * SUM_SEARCH_DONE finds no sum, and leaves all items open.
 */
enum sum_result sum_search_run(struct sum_search *, struct sum_item *items,
    size_t n, const struct sum_rules *);

void sum_search_free(struct sum_search *);

#endif
