/*
 * sign_column: a column that says which way an amount goes.
 *
 * "COLUMN=IN[,IN...]/OUT[,OUT...]": where COLUMN has one of the values IN
 * the amount counts as it stands, where it has one of OUT it counts
 * negative, and any other value is bad data.
 */
#ifndef SIGN_COLUMN_H
#define SIGN_COLUMN_H

#include "key/columns.h"

/* Cleared with {0}, released with direction_free. */
struct direction {
	struct columns column; /* one, or none: no such rule */
	struct columns in, out; /* the values, as lists of names */
};

/* -1, with the reason, where text is not of the form. */
int direction_parse(struct direction *, const char *text, struct err *);

/* 1 or -1; 0 for a value that is in neither list. */
int direction_of(const struct direction *, struct span cell);

void direction_free(struct direction *);

#endif
