/*
 * day_classes: what the results of days come to, class by class; of days that
 * were pruned, too.
 */
#ifndef DAY_CLASSES_H
#define DAY_CLASSES_H

#include "figures/class_totals.h"
#include "store/tables/store.h"

/* A class and currency of a day; of a day without results currency is empty. */
struct day_class {
	int32_t date;
	uint64_t results; /* of the day, whatever their class */
	struct span currency;
	enum result_class class;
	struct class_totals_sum sum;
};

typedef int day_class_fn(void *arg, const struct day_class *, struct err *);

/* Calls fn with those of the days of a book, from the first to the last, in the
 * order of days. -1, told, ends it. */
int day_classes_each(struct store *, const char *book, int32_t first,
    int32_t last, day_class_fn *, void *arg, struct err *);

#endif
