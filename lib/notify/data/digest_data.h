/*
 * digest_data: many result lines told as one: how many there are and what they
 * add up to per currency and class, and the largest differences. Memory is
 * bounded by currencies.
 */
#ifndef DIGEST_DATA_H
#define DIGEST_DATA_H

#include "figures/class_totals.h"
#include "notify/data/line_data.h"

enum { DIGEST_RESULTS = 10 }; /* lines that are shown */

/* One of the lines with the largest differences of its currency. */
struct digest_line {
	char *line, *kind, *link; /* owned */
	size_t len;               /* bytes of line */
	struct amount size;       /* of the difference, without its sign */
};

struct digest_top {
	struct digest_line lines[DIGEST_RESULTS]; /* the largest first; of
						   * equal ones, in the order
						   * they came */
	size_t n;
};

/* Cleared with {0}, released with digest_data_free. */
struct digest_data {
	struct class_totals sums;
	struct digest_top *tops; /* owned: of each row of sums */
	size_t n, cap;
};

/* -1, told, where a sum overflows. */
int digest_data_add(struct digest_data *, const struct line_data *,
    const struct result *, struct err *);

/*
 * Adds the object: book, kind ("digest"), count, link where there is one,
 * classes, results, the largest of each currency, then the second of each, up to
 * DIGEST_RESULTS, and more, how many are not shown, or null. Nothing may be added behind
 * it.
 */
int digest_data_put(struct digest_data *, struct span book, struct span link,
    struct buf *, struct err *);

void digest_data_free(struct digest_data *);

#endif
