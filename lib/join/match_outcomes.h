/*
 * match_outcomes: what match_key found in the records of a KEY, as outcomes: pairs,
 * single records and sums.
 */
#ifndef MATCH_OUTCOMES_H
#define MATCH_OUTCOMES_H

#include "join/key_sums.h"
#include "match/match.h"

/* Takes an outcome, which has all but its diff and lives until the call ends.
 * -1 ends it all. */
typedef int outcome_take_fn(void *arg, struct outcome *, struct err *);

/* A record that is alone, or a pair of two: one of them may be NULL. */
struct outcome outcome_of_pair(
    enum result_class, const struct record *left, const struct record *right);

/*
 * Gives each match and each sum that m found in records to take; sums is room for
 * one. -1 as take, or a sum overflows, told without a place.
 */
int match_outcomes(const struct matcher *m, const struct record *const *records,
    struct sums *sums, outcome_take_fn *take, void *arg, struct err *);

#endif
