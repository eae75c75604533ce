/*
 * sheet_bad_rows: rows of a sheet that have a bad cell, from when it is met to
 * when the row is read.
 */
#ifndef SHEET_BAD_ROWS_H
#define SHEET_BAD_ROWS_H

#include "base/err.h"

struct sheet_bad_row; /* its number, and why */

/* Cleared with {0}. */
struct sheet_bad_rows {
	struct sheet_bad_row *list; /* owned: ascending, */
	size_t n, cap, at;          /* from at on not asked for */
};

/* The row is bad, for the reason of its first bad cell. Rows come in order. */
void sheet_bad_rows_add(struct sheet_bad_rows *, uint64_t row, uint64_t column,
    const struct err *why);

/* -1 with the reason, but for the place, where the row is bad. Those before it
 * are forgotten. */
int sheet_bad_rows_ask(struct sheet_bad_rows *, uint64_t row, struct err *);

/* Were some not asked for? */
bool sheet_bad_rows_wait(const struct sheet_bad_rows *);

void sheet_bad_rows_free(struct sheet_bad_rows *);

#endif
