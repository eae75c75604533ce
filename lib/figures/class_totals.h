/*
 * class_totals: how many results there are and what they add up to, per class and
 * currency.
 */
#ifndef CLASS_TOTALS_H
#define CLASS_TOTALS_H

#include <stdint.h>

#include "base/err.h"
#include "stream/record.h"
#include "stream/result.h"
#include "stream/control_total.h"

struct tally_sum {
	uint64_t lines;
	struct amount left, right; /* zero where the class has no such side */
};

struct tally_row {
	char currency[CURRENCY_MAX]; /* not terminated */
	unsigned char len;           /* bytes of currency */
	struct tally_sum of[CLASS_COUNT];
};

/* Cleared with {0}, released with tally_free. */
struct tally {
	struct tally_row *rows; /* owned, in the order they were met */
	size_t n, cap;
	size_t last; /* the row found last; most streams have one currency */
};

static inline struct span
tally_currency(const struct tally_row *row)
{
	return (struct span){ row->currency, row->len };
}

/* Puts the rows in the order of their currencies. */
void tally_sort(struct tally *);

/* Counts a result. -1, told, where a sum overflows. */
int tally_add(struct tally *, const struct result *, struct err *);

/* Adds all of other. */
int tally_merge(struct tally *, const struct tally *other, struct err *);

/* Adds what the tally holds to control totals. */
int tally_total(const struct tally *, struct total *, struct err *);

/* Adds the sums of a class to sum: 0, or -1 on overflow, told. */
int tally_sum_add(struct tally_sum *sum, const struct tally_sum *other,
    struct span currency, struct err *);

uint64_t tally_lines(const struct tally *);

/*
 * True if both hold the same, currency by currency and class by class;
 * otherwise *e says what differs, with both figures and ST_BROKEN.
 */
bool tally_equal(const struct tally *a, const struct tally *b,
    struct err *e);

void tally_free(struct tally *);

#endif
