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

/* Cleared with {0}, released with sign_column_free. */
struct sign_column {
	struct columns column;  /* one, or none: no such rule */
	struct columns in, out; /* the values, as lists of names */
};

/* -1, with the reason, where text is not of the form. */
int sign_column_parse(struct sign_column *, const char *text, struct err *);

/* 1 or -1; 0 for a value that is in neither list. */
int sign_column_of(const struct sign_column *, struct span cell);

void sign_column_free(struct sign_column *);

#endif
