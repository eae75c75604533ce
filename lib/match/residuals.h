/*
 * residuals: what the differences of lines that matched within a tolerance add
 * up to, by currency, and how much that may be.
 */
#ifndef RESIDUALS_H
#define RESIDUALS_H

#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "match/tolerance.h"
#include "value/amount.h"
#include "value/currency.h"

struct residual {
	char currency[CURRENCY_MAX]; /* not terminated */
	unsigned char len;           /* bytes of currency */
	uint64_t lines;
	struct amount sum; /* of left - right, */
	struct amount all; /* and without its sign */
};

/* Cleared with {0}, released with residuals_free. */
struct residuals {
	struct residual *of; /* owned, in the order of their currencies */
	size_t n, cap;
};

struct residual_cap {
	struct span currency; /* borrowed; of no bytes for all the others */
	struct amount most;   /* of all; not negative */
};

/* Cleared with {0}, released with residual_caps_free. */
struct residual_caps {
	struct residual_cap *of; /* owned */
	size_t n, cap;
};

/*
 * Adds "[CURRENCY=]AMOUNT"; text is borrowed. A later one for the same currency
 * takes the place of an earlier one. -1 is ST_FAIL and says why.
 */
int residual_cap_add(struct residual_caps *, const char *text, struct err *);

/* -1, ST_FAIL, where one is for a currency that has no tolerance, so that it would
 * never hold. */
int residual_caps_check(
    const struct residual_caps *, const struct tolerances *, struct err *);

/* Counts a line. -1, told without a place, where a sum overflows. */
int residuals_add(
    struct residuals *, struct span currency, struct amount diff, struct err *);

/* Adds all of other. -1 as above. */
int residuals_merge(
    struct residuals *, const struct residuals *other, struct err *);

/* -1, ST_DATA with both figures, where a currency has more than it may. */
int residuals_check(
    const struct residuals *, const struct residual_caps *, struct err *);

/* A line for people: false, and nothing is added, if there are none. */
bool residuals_tell(const struct residuals *, struct buf *);

void residuals_free(struct residuals *);
void residual_caps_free(struct residual_caps *);

#endif
