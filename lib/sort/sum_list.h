/*
 * sum_list: the records of one KEY added up, those that are equal in CURRENCY,
 * SIDE and DATE together.
 */
#ifndef SUM_LIST_H
#define SUM_LIST_H

#include "stream/stream_in.h"

/* Records that are one. */
struct list_sum {
	struct buf line; /* of its first record; the record points here */
	struct record first;
	struct amount amount;
	uint64_t count; /* records, as n= counts them */
	bool several;
	struct buf kept; /* several: carried fields common to all */
	struct buf out;  /* the line to be written */
};

/* Cleared with {0}, released with sum_list_free; used for one KEY after the
 * other. */
struct sum_list {
	struct list_sum *sums; /* owned, all cap of them; in order */
	size_t n, cap;
};

/* Adds a record, which is copied. -1, ST_DATA, where a sum is too large. */
int sum_list_add(struct sum_list *, const struct record *, struct err *);

/*
 * Writes a line for each in their order, record_sums.h, adds them to made, and
 * forgets them. -1, told, where the total is too large: then nothing was written.
 */
int sum_list_write(
    struct sum_list *, struct stream_out *, struct total *made, struct err *);

void sum_list_free(struct sum_list *);

#endif
