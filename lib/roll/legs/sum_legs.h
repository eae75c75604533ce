/*
 * sum_legs: a leg of one side that is the sum of several of the other, looked
 * for among those that no leg of equal amount has closed.
 *
 * A leg has waited where it is from before, and so many days old, from DATE to
 * today. In a sum the one leg has waited, or each of the several: so what comes
 * today is never in a sum with what came with it, and every sum has a leg from
 * before. Otherwise sums are those of sum_search.h. Legs of one amount and DATE
 * are alike if all of them have waited, or none; of such the oldest is taken
 * first.
 */
#ifndef SUM_LEGS_H
#define SUM_LEGS_H

#include "match/sum_search.h"
#include "roll/legs/leg.h"

enum { SUM_LEGS_STEPS = 1000000 }; /* the usual number */

/* Cleared with {0}: no sums are looked for. */
struct sum_legs_rules {
	unsigned most;  /* legs of one side in a sum; 0: no sums */
	unsigned after; /* days that a leg has to wait */
	unsigned steps; /* after which a group is given up; 0: the usual */
};

/* Cleared with {0}, released with sum_legs_free. */
struct sum_legs {
	struct sum_search search; /* the sums, as places among the legs */
	struct sum_item *items;   /* owned */
	size_t cap;
	uint64_t unsearched;             /* groups that were given up, */
	struct excerpt first_unsearched; /* and the KEY of the first */
};

/*
 * Finds the sums among n legs of one currency, the oldest first, and marks those
 * ambiguous of which nobody knows. -1, told without a place, for amounts that
 * are too large.
 */
int sum_legs_find(struct sum_legs *, struct leg *const *legs, size_t n,
    const struct sum_legs_rules *, const struct tolerance *, int32_t today,
    struct err *);

/* Adds lines NAME<TAB>VALUE, each with its LF, for the options that were given:
 * none where no sums are looked for. */
void sum_legs_rules_format(const struct sum_legs_rules *, struct buf *);

/* What to tell of groups that were given up, without LF; false for none. */
bool sum_legs_told(
    const struct sum_legs *, const struct sum_legs_rules *, struct buf *);

void sum_legs_free(struct sum_legs *);

#endif
