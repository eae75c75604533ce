/*
 * record_sums: the records of a sorted stream that are equal in KEY, CURRENCY,
 * SIDE and DATE become one, with the sum of their amounts.
 *
 * A record that is alone stays as it is. One that stands for several keeps
 * the carried fields that all of them have with the same value, in the order
 * of the first, and carries n=COUNT last; a record that was read with n=
 * counts as so many. So it does not matter which records were added up
 * before.
 */
#ifndef RECORD_SUMS_H
#define RECORD_SUMS_H

#include "stream/stream_in.h"

/* The records of the current key, by currency, side and date. */
struct record_sum {
	struct buf line; /* of its first record; the record points here */
	struct record first;
	struct amount amount;
	uint64_t count; /* records, as n= counts them */
	bool several;
	struct buf kept; /* several: carried fields common to all */
	struct buf out;  /* the line to be written */
};

struct record_sums {
	struct stream_out *out;  /* borrowed */
	struct record_sum *sums; /* owned, all cap of them; in order */
	size_t n, cap;
};

/* Lines will be written to out and counted in its total. */
void record_sums_init(struct record_sums *, struct stream_out *out);

/* Takes the next line; what is complete is written. -1, told, when it is no
 * record or a sum is too large. */
int record_sums_line(struct record_sums *, struct span line, struct err *);

/* Writes the rest. */
int record_sums_end(struct record_sums *, struct err *);

void record_sums_free(struct record_sums *);

#endif
