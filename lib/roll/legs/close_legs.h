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
 *  3. what is left closes together if a leg from before is in it and both
 *     sides add up to the same, a missing side to zero.
 *
 * By rules 1 and 2 two legs of today never close each other; where the oldest
 * of both sides are of today, by rule 1 each of them takes the oldest from
 * before on its other side. Time grows as n log n, with the legs of the KEY.
 */
#ifndef CLOSE_LEGS_H
#define CLOSE_LEGS_H

#include "match/nearest.h"
#include "roll/legs/leg.h"

/* Legs that close together. */
struct closing {
	size_t first; /* in members */
	size_t n;     /* legs */
};

/* Cleared with {0}, released with close_legs_free, used for one KEY after the
 * other. */
struct close_legs {
	const struct tolerances *tolerances; /* borrowed; NULL: none */
	struct closing *closings;            /* owned */
	size_t n, cap;
	struct leg **members; /* owned; the legs are the caller's */
	size_t n_members, members_cap;

	/* private */
	struct leg **aged; /* owned: of a currency, the oldest first */
	size_t aged_cap;
	struct nearest_item *items; /* owned */
	size_t items_cap;
	struct nearest nearest;
};

/*
 * Finds which of the legs, arranged, close each other, and sets met and
 * closed of each. Forgets the closings of the KEY before. A leg that is closed
 * already takes no part. -1 if a sum does not fit, told without a place.
 */
int close_legs_key(struct close_legs *, struct legs *, struct err *);

void close_legs_free(struct close_legs *);

#endif
