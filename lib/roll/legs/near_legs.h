/*
 * near_legs: pairs of a left and a right leg within the tolerance, the closest
 * first, of which one is from before: rule 2 of close_legs.h.
 */
#ifndef NEAR_LEGS_H
#define NEAR_LEGS_H

#include "match/nearest.h"
#include "roll/legs/leg.h"

/* Cleared with {0}, released with near_legs_free. */
struct near_legs {
	struct nearest_item *items; /* owned */
	size_t cap;
	struct nearest nearest;
};

/* Takes n legs of one currency, the oldest first, which are borrowed no longer.
 * -1, told without a place, for amounts too large to be compared. */
int near_legs_begin(struct near_legs *, struct leg *const *legs, size_t n,
    const struct tolerance *, struct err *);

/* The next pair, as places among the legs; false when there is none. */
bool near_legs_next(struct near_legs *, size_t *left, size_t *right);

void near_legs_free(struct near_legs *);

#endif
