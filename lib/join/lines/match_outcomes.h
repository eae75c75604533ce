/*
 * match_outcomes: what match_key found in the records of a KEY, as outcomes: pairs,
 * single records and sums.
 */
#ifndef MATCH_OUTCOMES_H
#define MATCH_OUTCOMES_H

#include "join/lines/key_sums.h"
#include "match/match.h"

/* Takes an outcome, which has all but its diff and lives until the call ends.
 * -1 ends it all. */
typedef int outcome_take_fn(void *arg, struct outcome *, struct err *);

/* A record that is alone, or a pair of two: one of them may be NULL. */
static inline void
outcome_of_pair(struct outcome *o, enum result_class class,
    const struct record *left, const struct record *right)
{
	*o = (struct outcome){
		.class = class,
		.left = left,
		.right = right,
		.records = left && right ? 2 : 1,
	};
}

/*
 * The i-th sum that m found in records; sums is room for it. -1: what it adds up
 * to is too large, told without a place.
 */
int outcome_of_sum(struct outcome *, const struct matcher *m, size_t i,
    const struct record *const *records, struct sums *sums, struct err *);

/*
 * Gives each match and each sum that m found in records to take, whose call is
 * made part of the caller; sums is room for one. -1 as take and outcome_of_sum.
 */
static inline int
match_outcomes(const struct matcher *m, const struct record *const *records,
    struct sums *sums, outcome_take_fn *take, void *arg, struct err *e)
{
	struct outcome o;

	for (size_t i = 0; i < m->n; i++) {
		const struct match *match = &m->matches[i];

		outcome_of_pair(&o, match->class,
		    match->left != MATCH_NONE ? records[match->left] : NULL,
		    match->right != MATCH_NONE ? records[match->right] : NULL);
		if (take(arg, &o, e))
			return -1;
	}
	for (size_t i = 0; i < m->sums.search.n; i++)
		if (outcome_of_sum(&o, m, i, records, sums, e) ||
		    take(arg, &o, e))
			return -1;
	return 0;
}

#endif
