/*
 * tolerance: how far two amounts may differ and still match.
 *
 * An amount ("0.05"), a percent of the larger of the two absolute amounts
 * ("0.5%"), or the larger of the two ("20%,100"); the same for left - right of
 * either sign, or each with its own ("-0.01..+0.05"); for every currency or
 * for one ("CNY=0.05"). Nothing is rounded: a difference that equals the
 * tolerance is within it, one minor unit of any scale more is not.
 */
#ifndef TOLERANCE_H
#define TOLERANCE_H

#include "value/amount.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/span.h"

/* A difference is within it if it is within one of the two. */
struct tolerance_limit {
	struct amount fixed;   /* not negative */
	struct amount percent; /* of the larger absolute amount, 0 to 100 */
};

struct tolerance {
	struct span currency; /* borrowed; of no bytes for all the others */
	struct span text;     /* borrowed; the limit, or both, as it was said */
	struct tolerance_limit below, above; /* of left - right under and over
	                                      * zero */
};

/* Cleared with {0}, released with tolerances_free. */
struct tolerances {
	struct tolerance *of; /* owned */
	size_t n, cap;
};

/*
 * Adds "[CURRENCY=]LIMIT" or "[CURRENCY=]-LIMIT..+LIMIT", where LIMIT is AMOUNT,
 * PERCENT% or both with a comma between; text is borrowed. A later one for the
 * same currency takes the place of an earlier one. -1 is ST_FAIL and says why.
 */
int tolerance_add(struct tolerances *, const char *text, struct err *);

/* The one for this currency, NULL where there is none. */
const struct tolerance *tolerance_for(
    const struct tolerances *, struct span currency);

/* Adds a line for each that is used, in the order of currencies:
 * "tolerance<TAB>[CURRENCY=]TEXT". */
void tolerances_format(const struct tolerances *, struct buf *);

/* |a - b|, which 128 bits without a sign always hold. */
static inline uint128
tolerance_distance(int128 a, int128 b)
{
	return a > b ? (uint128)a - (uint128)b : (uint128)b - (uint128)a;
}

/* Is left - right, of amounts of the same scale, within t? */
bool tolerance_covers(
    const struct tolerance *t, int128 left, int128 right, int scale);

/*
 * How far, end at most, another amount may be above one of that side (sign 1),
 * or below it (-1), and still be within t.
 */
int128 tolerance_reach(const struct tolerance *t, int128 minor, bool is_left,
    int sign, int128 end, int scale);

void tolerances_free(struct tolerances *);

#endif
