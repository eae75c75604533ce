/*
 * match_sums: records of a KEY and currency that are sums of others, looked for
 * among those that are matched in no other way.
 */
#ifndef MATCH_SUMS_H
#define MATCH_SUMS_H

#include "match/nearest.h"
#include "match/sum_search.h"
#include "stream/line/record.h"

/* Cleared with {0}, released with match_sums_free. */
struct match_sums {
	struct sum_search search; /* the sums: which of the records */
	struct sum_item *items;   /* owned: what became of the last ones */
	size_t cap;
};

/*
 * Finds the sums among the items of both sides, which are ranked by their place
 * in records, and marks those taken that are in one or ambiguous. Items of one
 * amount and DATE come in the order of their ranks.
 */
enum sum_result match_sums_run(struct match_sums *, struct nearest_side left,
    struct nearest_side right, const struct record *const *records,
    const struct sum_rules *);

void match_sums_free(struct match_sums *);

#endif
