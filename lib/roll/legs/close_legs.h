/*
 * close_legs: which legs of one KEY close each other.
 *
 * The rules are those of recon-roll(1). A currency of the KEY is touched where
 * it has a leg from before and one of today, not counting those of field lines,
 * which no rule closes. There,
 *
 *  1. a left closes a right of equal amount, the oldest with the oldest;
 *  2. within the tolerance the two whose difference is smallest close; of
 *     several such those that are both from before, then the oldest left, then
 *     the oldest right;
 *  3. where sums are asked for, one leg and several of the other side close
 *     that add up to it (sum_legs.h); those that are in a sum that may not hold
 *     are ambiguous;
 *  4. what is left closes together if a leg from before is in it and both
 *     sides add up to the same, a missing side to zero.
 *
 * By rules 1 and 2 two legs of today never close each other; where the oldest
 * of both sides are of today, by rule 1 each of them takes the oldest from
 * before on its other side. Time grows as n log n, with the legs of the KEY,
 * and with sums by their steps.
 */
#ifndef CLOSE_LEGS_H
#define CLOSE_LEGS_H

#include "roll/legs/leg.h"
#include "roll/legs/near_legs.h"
#include "roll/legs/sum_legs.h"

/* Legs that close together. */
struct closing {
	size_t first; /* in members */
	size_t n;     /* legs */
};

/* Cleared with {0}, released with close_legs_free, used for one KEY after the
 * other. */
struct close_legs {
	const struct tolerances *tolerances;    /* borrowed; NULL: none */
	const struct sum_legs_rules *sum_rules; /* borrowed; NULL: no sums */
	struct closing *closings;               /* owned */
	size_t n, cap;
	struct leg **members; /* owned; the legs are the caller's */
	size_t n_members, members_cap;
	struct sum_legs sums; /* and the groups in which they were given up */

	/* private */
	struct leg **aged; /* owned: of a currency, the oldest first */
	size_t aged_cap;
	struct near_legs near;
};

/*
 * Finds which of the legs, arranged, close each other, and sets met, closed and
 * ambiguous of each. Forgets the closings of the KEY before. A leg that is closed
 * already takes no part. -1 if a sum does not fit, told without a place.
 */
int close_legs_key(struct close_legs *, struct legs *, struct err *);

void close_legs_free(struct close_legs *);

#endif
