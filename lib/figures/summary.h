/*
 * summary: what a person wants to see of a result stream: lines and sums per
 * currency and class, the open items by age, and the largest differences.
 * Memory does not grow with the stream.
 */
#ifndef SUMMARY_H
#define SUMMARY_H

#include "figures/class_totals.h"
#include "figures/largest.h"

enum { SUMMARY_AGES = 6 }; /* 0, 1, 2, 3-6, 7+ days, and none known */

/* Begun with { .top.limit = N }, released with summary_free. */
struct summary {
	struct class_totals all;
	struct class_totals by_age[SUMMARY_AGES]; /* of the open items */
	struct largest top; /* open items, and whatever has a difference */
};

int summary_add(struct summary *, const struct result *, struct err *);

/*
 * Adds the whole text. checked: the stream had totals and they agreed.
 * Nothing may be added to the summary behind it.
 */
int summary_format(
    struct summary *, bool checked, bool colour, struct buf *, struct err *);

void summary_free(struct summary *);

#endif
