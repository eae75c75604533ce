/*
 * usual_rows: the figures of several days, a row each source or class.
 */
#ifndef USUAL_ROWS_H
#define USUAL_ROWS_H

#include "store/tables/store.h"
#include "value/amount.h"

enum { USUAL_DAYS_MAX = 52 }; /* that are looked at, beside one */

/* A figure of the days: the first is of the day that is looked at. */
struct usual_row {
	char *name, *currency; /* owned */
	uint64_t lines[USUAL_DAYS_MAX + 1];
	struct amount left[USUAL_DAYS_MAX + 1], right[USUAL_DAYS_MAX + 1];
	bool has_lines, has_left, has_right; /* a day has */
};

/* Released with usual_rows_free. */
struct usual_rows {
	struct usual_row *of; /* owned, in the order met */
	size_t n, cap;
};

/* Adds the figures of a day by its number, of which it is the i-th: what the
 * stages read and wrote, and what the classes come to. */
int usual_rows_read(
    struct usual_rows *, struct store *, int64_t day, size_t i, struct err *);

void usual_rows_free(struct usual_rows *);

#endif
