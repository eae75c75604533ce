/*
 * match: which records of one KEY belong together, record by record.
 *
 * Within the records of one currency, in stream order:
 *  1. equal amounts: the i-th left with the i-th right of that amount;
 *  2. of what remains, pairs within the tolerance, the closest first;
 *  3. of what remains, in order of amount, the i-th left with the i-th right;
 *  4. the rest alone.
 * Amounts are compared as numbers: 1.5 equals 1.50. Every record is in
 * exactly one match.
 */
#ifndef MATCH_H
#define MATCH_H

#include "match/nearest.h"
#include "stream/record.h"
#include "stream/result.h"

#define MATCH_NONE SIZE_MAX

struct match {
	enum result_class class;
	size_t left, right; /* which of the records, MATCH_NONE for none */
};

/* How records are matched. Cleared with {0}. */
struct match_rules {
	struct tolerances tolerances; /* none: amounts have to be equal */
};

struct match_entry;

/* Cleared but for the rules, released with matcher_free; its room is used
 * again for every KEY. */
struct matcher {
	const struct match_rules *rules; /* borrowed */
	struct match *matches;           /* owned: the answer */
	size_t n, cap;

	struct match_entry *sorted; /* owned: by currency and side */
	size_t sorted_cap;
	struct nearest_item *items; /* owned: those of one currency, the
	                             * lefts before the rights */
	size_t items_cap;
	struct nearest nearest;
};

/*
 * Matches the n records of one KEY, in stream order, into matches. -1: the
 * amounts of a currency do not fit 128 bits at the largest of their scales;
 * told without place.
 */
int match_key(struct matcher *, const struct record *const *records, size_t n,
    struct err *);

void matcher_free(struct matcher *);

#endif
