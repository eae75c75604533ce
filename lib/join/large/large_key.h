/*
 * large_key: the records of a KEY that memory does not hold, matched by way of
 * temporary files.
 *
 * The answer is that of match_key. Each side is put in order of currency and
 * amount (sort/disk); read side by side, equal amounts are pairs, and what is
 * left over is put aside. Of that the rest is paired in the order in which it
 * comes, unless the rules need to look at all of it: with a tolerance, a window
 * of days or sums the left-over records of a currency are held in memory.
 */
#ifndef LARGE_KEY_H
#define LARGE_KEY_H

#include "join/lines/match_outcomes.h"
#include "sort/disk/line_sorter.h"

struct large_key_currency;

/* Released with large_key_free. */
struct large_key {
	const struct match_rules *rules; /* borrowed */
	outcome_take_fn *take;
	void *arg;
	struct line_sorter sides[2], rest[2]; /* left, right */
	struct large_key_currency *of;        /* owned: one a currency */
	size_t n, cap;
	uint64_t rank;     /* of the next record in the stream */
	size_t unsearched; /* currencies in which sums were given up */
	struct buf key;    /* once a record is added */
	struct sums sums;
	struct buf line;
};

/* The outcomes go to take. The memory that o has is for all of it. */
void large_key_init(struct large_key *, const struct match_rules *,
    const struct line_sorter_options *o, outcome_take_fn *take, void *arg);

/*
 * Adds the next record of the KEY, in stream order; with a window of days it has
 * a DATE. A duplicate is taken at once. -1: a file, or as take.
 */
int large_key_add(struct large_key *, const struct record *, struct err *);

/* All are added: matches them. -1 as above, and as match_key. */
int large_key_match(struct large_key *, struct err *);

void large_key_free(struct large_key *);

#endif
