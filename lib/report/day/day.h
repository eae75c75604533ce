/*
 * day: what a report tells of one day's results. Memory does not grow with
 * them.
 */
#ifndef REPORT_DAY_H
#define REPORT_DAY_H

#include "figures/summary.h"
#include "text/names.h"

/* Begun with { .summary.top.limit = N } and day_by, released with day_free. */
struct day {
	struct summary summary;
	struct by_field *by; /* owned */
	size_t n_by;
	struct class_totals open; /* of the open lines alone */
	uint64_t results, open_lines;
	int32_t oldest; /* days; of the open line with the highest age */
	bool has_oldest;
	int32_t of; /* the day it is, as the age of the first open line says */
	bool has_of;
};

/* Wants totals by these fields, which are borrowed. */
void day_by(struct day *, const struct names *);

/* Adds a result. -1, told, where a sum is too large, or a field has too many
 * values. */
int day_add(struct day *, const struct result *, struct err *);

/* Puts all in order; nothing is added behind it. */
void day_sort(struct day *);

/* The sum of all classes of a currency: -1, told, where it is too large. */
int day_sum(
    const struct class_totals_row *, struct class_totals_sum *, struct err *);

/* Left minus right of a sum. -1, told. */
int day_difference(const struct class_totals_sum *, struct span currency,
    struct amount *, struct err *);

void day_free(struct day *);

#endif
