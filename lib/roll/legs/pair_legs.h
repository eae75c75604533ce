/*
 * pair_legs: which legs that stay open are shown in one line.
 *
 * Legs of a currency that were closed against each other, or might have been, are
 * paired for display as recon-join pairs what does not match (match.h): in order
 * of amount, the i-th left with the i-th right. A pair says nothing about the
 * legs; another day may pair them otherwise.
 */
#ifndef PAIR_LEGS_H
#define PAIR_LEGS_H

#include "match/match.h"
#include "roll/legs/leg.h"

/* Legs in one line; one of them may be NULL. */
struct leg_pair {
	struct leg *left, *right;
};

/* Cleared with {0}, released with pair_legs_free, used for one KEY after the
 * other. */
struct pair_legs {
	struct leg_pair *pairs; /* owned: the answer */
	size_t n, cap;

	/* private */
	struct match_rules rules; /* amounts have to be equal */
	struct matcher matcher;
	struct leg **legs;              /* owned: those to be paired, */
	struct record *records;         /* owned: each as a record, */
	const struct record **pointers; /* owned: which match takes */
	size_t n_legs, legs_cap, records_cap, pointers_cap;
};

/*
 * Finds the pairs of a KEY: of legs that are open, not bound, and whose
 * currency has met (close_legs.h). Duplicate and ambiguous legs, and a left and
 * a right of one amount, which are both of today, stay alone. -1 if amounts cannot
 * be compared, told without a place.
 */
int pair_legs_key(struct pair_legs *, const struct legs *, struct err *);

void pair_legs_free(struct pair_legs *);

#endif
