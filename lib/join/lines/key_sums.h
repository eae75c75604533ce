/*
 * key_sums: what the records of one KEY add up to, per currency and side.
 *
 * Nothing of a record is kept but its amount in the sum and the fields that
 * all records of the side agree on.
 */
#ifndef KEY_SUMS_H
#define KEY_SUMS_H

#include "base/buf.h"
#include "value/time/date.h"
#include "join/lines/result_lines.h"
#include "stream/line/record.h"
#include "match/tolerance.h"

struct sums_side {
	uint64_t records;  /* added */
	uint64_t count;    /* the same, where one with n= counts as so many */
	struct record sum; /* as a record, complete after sums_outcome */
	struct buf carried;
	char text[AMOUNT_TEXT_CAP];
	char date[DATE_LEN]; /* the earliest, or "-" */
	size_t date_len;
};

struct sums_of {
	char currency[CURRENCY_MAX];
	size_t currency_len;
	struct sums_side left, right;
};

/* Cleared with {0}, released with sums_free. */
struct sums {
	struct buf key;
	struct sums_of *of; /* owned: the first n are in use, the rest keep
	                     * their room for the next KEY */
	size_t n, made, cap;
};

/* Begins a KEY, which is copied. */
void sums_begin(struct sums *, struct span key);

/* Adds a record of the KEY. -1: overflow, told without place. */
int sums_add(struct sums *, const struct record *, struct err *);

/*
 * The outcome of the i-th currency but for class and diff; it lives until
 * sums_begin.
 */
void sums_outcome(struct sums *, size_t i, struct outcome *);

void sums_free(struct sums *);

#endif
