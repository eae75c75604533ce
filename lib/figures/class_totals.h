/*
 * class_totals: how many results there are and what they add up to, per class and
 * currency.
 */
#ifndef CLASS_TOTALS_H
#define CLASS_TOTALS_H

#include <stdint.h>

#include "base/err.h"
#include "stream/line/record.h"
#include "stream/line/result.h"
#include "stream/line/control_total.h"

struct class_totals_sum {
	uint64_t lines;
	bool has_left, has_right;  /* a line has that side */
	struct amount left, right; /* zero where none has it */
};

struct class_totals_row {
	char currency[CURRENCY_MAX]; /* not terminated */
	unsigned char len;           /* bytes of currency */
	struct class_totals_sum of[CLASS_COUNT];
};

/* Cleared with {0}, released with class_totals_free. */
struct class_totals {
	struct class_totals_row *rows; /* owned, in the order they were met */
	size_t n, cap;
	size_t last; /* the row found last; most streams have one currency */
};

static inline struct span
class_totals_currency(const struct class_totals_row *row)
{
	return (struct span){ row->currency, row->len };
}

/* Puts the rows in the order of their currencies. */
void class_totals_sort(struct class_totals *);

/* Counts a result. -1, told, where a sum overflows. */
int class_totals_add(
    struct class_totals *, const struct result *, struct err *);

/* Counts a leg: one of class left, or right. -1, told, where a sum overflows. */
int class_totals_add_leg(struct class_totals *, struct span currency, char side,
    struct amount, struct err *);

/* Counts the sides of a result that are there, each as a leg. */
int class_totals_add_legs(
    struct class_totals *, const struct result *, struct err *);

/* Counts results of a class that were added up. -1, told, where a sum
 * overflows. */
int class_totals_add_sum(struct class_totals *, struct span currency,
    enum result_class, const struct class_totals_sum *, struct err *);

/* Adds all of other. */
int class_totals_merge(
    struct class_totals *, const struct class_totals *other, struct err *);

/* Adds all sums to control totals. */
int class_totals_total(
    const struct class_totals *, struct total *, struct err *);

/* Adds the sums of a class to sum: 0, or -1 on overflow, told. */
int class_totals_sum_add(struct class_totals_sum *sum,
    const struct class_totals_sum *other, struct span currency, struct err *);

uint64_t class_totals_lines(const struct class_totals *);

/*
 * True if both hold the same, currency by currency and class by class;
 * otherwise *e says what differs, with both figures and ST_BROKEN.
 */
bool class_totals_equal(
    const struct class_totals *a, const struct class_totals *b, struct err *e);

void class_totals_free(struct class_totals *);

#endif
