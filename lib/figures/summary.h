/*
 * summary: what a person wants to see of a result stream: lines and sums per
 * currency and class, the open items by age, and the largest differences.
 * Memory does not grow with the stream.
 */
#ifndef SUMMARY_H
#define SUMMARY_H

#include "figures/by_field.h"
#include "figures/class_totals.h"
#include "figures/largest.h"
#include "figures/since.h"
#include "figures/summary_look.h"

enum { SUMMARY_AGES = 6 }; /* 0, 1, 2, 3-6, 7+ days, and none known */

/* Begun with { .top.limit = N } and what else is wanted, released with summary_free. */
struct summary {
	struct class_totals all;
	struct class_totals by_age[SUMMARY_AGES]; /* of the open items */
	struct largest top; /* open items, and whatever has a difference */
	struct by_field by; /* its name may be set */
	struct since since; /* if wanted; the caller fills in what was
			     * before */
	unsigned older;     /* days: of open items, only those open for so
			     * many or more are in top and in late */
	uint64_t late;      /* open items of that age */
};

int summary_add(struct summary *, const struct result *, struct err *);

/* Adds the whole text. Nothing may be added to the summary behind it. */
int summary_format(
    struct summary *, const struct summary_look *, struct buf *, struct err *);

void summary_free(struct summary *);

#endif
