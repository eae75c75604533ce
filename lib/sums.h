/*
 * sums: what the records of one KEY add up to, per currency and side.
 *
 * Nothing of a record is kept but its amount in the sum and the fields that
 * all records of the side agree on.
 */
#ifndef SUMS_H
#define SUMS_H

#include "buf.h"
#include "outcome.h"
#include "record.h"
#include "tolerance.h"

struct sums_side {
	bool is_there;
	struct amount sum;
	uint64_t lines;   /* records added */
	uint64_t records; /* originals: a record with n= counts as so many */
	char text[AMOUNT_TEXT_CAP]; /* the sum */
	size_t text_len;            /* 0: not made yet */
	char date[10];              /* the earliest, or "-" */
	size_t date_len;
	struct buf carried;
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

/* Adds a record of the KEY. -1: overflow, or an n= that is none; told. */
int sums_add(struct sums *, const struct record *, struct err *);

/*
 * The outcome of the i-th currency, matched where its sides are equal or
 * within the tolerance; it lives until sums_begin. -1: the difference does
 * not fit 128 bits, told.
 */
int sums_outcome(struct sums *, size_t i, const struct tolerances *,
    struct outcome *, struct err *);

void sums_free(struct sums *);

#endif
