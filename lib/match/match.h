/*
 * match: which records of one KEY belong together, record by record.
 *
 * Within the records of one currency, in stream order:
 *  0. on a side where a key is unique, all but the first are duplicates, and
 *     so is one that stands for several (n=);
 *  1. equal amounts: the i-th left with the i-th right of that amount;
 *  2. of what remains, pairs within the tolerance, the closest first;
 *  3. where sums are asked for, of what remains one that is the sum of several
 *     of the other side (sum_search.h);
 *  4. of what remains, in order of amount, the i-th left with the i-th right;
 *  5. the rest alone.
 *
 * With a window of days only records whose DATEs are so many days apart or
 * fewer are paired:
 *  1. of equal amounts the earliest of both sides that are near enough, and
 *     so on: as many pairs as there can be;
 *  2. of equally close pairs the one with the smallest gap of days first;
 *  3. each of the several is near enough to the one;
 *  4. in order of amount, each left with the first right that is near enough.
 *
 * Amounts are compared as numbers: 1.5 equals 1.50. Every record is in
 * exactly one match or sum.
 */
#ifndef MATCH_H
#define MATCH_H

#include "match/in_order.h"
#include "match/match_sums.h"
#include "match/nearest.h"
#include "stream/line/record.h"
#include "stream/line/result.h"

#define MATCH_NONE SIZE_MAX

struct match {
	enum result_class class;
	size_t left, right; /* which of the records, MATCH_NONE for none */
};

/* How records are matched. Cleared with {0}. */
struct match_rules {
	struct tolerances tolerances; /* none: amounts have to be equal */
	bool dated;                   /* DATEs are at most window days apart */
	unsigned window;
	bool unique_left, unique_right; /* one record a KEY and currency */
	unsigned sum_of;    /* records, the most that are summed up; 0: none */
	unsigned sum_steps; /* after which sums are given up */
};

/* "L", "R" or "LR": the sides on which a key is unique. ST_FAIL for others. */
int match_rules_unique(struct match_rules *, const char *sides, struct err *);

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
	struct in_order in_order;

	struct match_sums sums; /* the rest of the answer: sums of records */
	size_t unsearched;      /* currencies in which sums were given up */
	const struct record *const *records; /* borrowed: of the KEY */
};

/* Are days so near that records of them may be paired? */
static inline bool
match_days(const struct match_rules *r, int32_t a, int32_t b)
{
	return !r->dated || (uint32_t)(a > b ? a - b : b - a) <= r->window;
}

/* May a KEY have one record of that side, and is this one that stands for
 * several? */
static inline bool
match_is_several(const struct match_rules *m, const struct record *r)
{
	return r->count != 1 &&
	    (r->side == 'L' ? m->unique_left : m->unique_right);
}

/*
 * Matches the n records of one KEY, in stream order, into matches and sums;
 * where the rules are dated each has a DATE. -1: the amounts of a currency do not fit 128
 * bits at the largest of their scales; told without place.
 */
int match_key(struct matcher *, const struct record *const *records, size_t n,
    struct err *);

/* Says so of the amounts of a KEY: -1. */
int match_too_large(struct span key, struct err *);

void matcher_free(struct matcher *);

#endif
