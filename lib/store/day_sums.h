/*
 * day_sums: what tells the content of a day: its digest, its totals, and what
 * its lines of each class add up to.
 */
#ifndef DAY_SUMS_H
#define DAY_SUMS_H

#include "figures/class_totals.h"
#include "io/digest.h"
#include "store/tables/store.h"

/* Released with day_sums_free. */
struct day_sums {
	struct digest_sum *sum; /* owned: of the lines, each with its LF */
	uint64_t lines;         /* their digest, line_digest.h */
	struct class_totals classes;
};

void day_sums_begin(struct day_sums *);

/* Counts a line. -1, told, where a sum is too large. */
int day_sums_add(struct day_sums *, const struct result *, struct err *);

/* Counts the bytes of lines, the last without its LF. */
void day_sums_bytes(struct day_sums *, struct span lines);

/* Adds what a #total line of version 2 says, without its first word; and
 * sets the SHA-256. To be called once. -1, told, where a sum is too large. */
int day_sums_end(struct day_sums *, struct buf *total,
    char digest[DIGEST_TEXT + 1], struct err *);

/* Within a transaction: loads the sums of the classes of a day. */
int day_sums_load(
    const struct day_sums *, struct store *, int64_t day, struct err *);

void day_sums_free(struct day_sums *);

#endif
