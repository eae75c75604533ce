/*
 * tolerance: how far two amounts may differ and still match.
 *
 * Absolute ("0.05") or a percent of the larger of the two absolute amounts
 * ("0.5%"), for every currency or for one ("CNY=0.05"). Nothing is rounded:
 * a difference that equals the tolerance is within it, one minor unit of
 * any scale more is not.
 */
#ifndef TOLERANCE_H
#define TOLERANCE_H

#include "value/amount.h"
#include "base/err.h"
#include "base/span.h"

struct tolerance {
	struct span currency; /* borrowed; of no bytes for all the others */
	bool percent;
	struct amount limit; /* not negative; a percent is at most 100 */
};

/* Cleared with {0}, released with tolerances_free. */
struct tolerances {
	struct tolerance *of; /* owned */
	size_t n, cap;
};

/*
 * Adds "[CURRENCY=]AMOUNT[%]"; text is borrowed. A later one for the same
 * currency takes the place of an earlier one. -1 is ST_FAIL and says why.
 */
int tolerance_add(struct tolerances *, const char *text, struct err *);

/* The one for this currency, NULL where there is none. */
const struct tolerance *tolerance_for(
    const struct tolerances *, struct span currency);

/* |a - b|, which 128 bits without a sign always hold. */
static inline uint128
tolerance_distance(int128 a, int128 b)
{
	return a > b ? (uint128)a - (uint128)b : (uint128)b - (uint128)a;
}

/* True if amounts a and b of the same scale differ by no more than t. */
bool tolerance_covers(const struct tolerance *t, int128 a, int128 b, int scale);

void tolerances_free(struct tolerances *);

#endif
