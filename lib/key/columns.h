/*
 * columns: lists of column names, as options have them, and the places of
 * these columns in a table.
 */
#ifndef COLUMNS_H
#define COLUMNS_H

#include "stream/table_in.h"

struct column {
	char *name;  /* owned: of the table's column, escaped */
	char *label; /* owned: LABEL, where one was given, else the name;
		      * escaped */
	size_t label_len;
	bool negative; /* it had a "-" before it */
	size_t place;  /* in a row's fields, once bound */
};

/* Cleared with {0}, released with columns_free. */
struct columns {
	struct column *list; /* owned */
	size_t n, cap;
};

/* What may stand before a name. */
enum columns_form {
	COLUMNS_PLAIN,
	COLUMNS_SIGNED,  /* "-": to be subtracted */
	COLUMNS_LABELED, /* "LABEL=" */
};

/*
 * Adds the names of a comma list. Blanks around a name go; "\," stands for a
 * comma within a name and "\\" for a backslash. -1, with the reason, for an
 * empty name.
 */
int columns_add(
    struct columns *, const char *text, enum columns_form, struct err *);

/*
 * Finds each in the table. -1, place included, when one is missing (the
 * error lists what is there) or there twice.
 */
int columns_bind(struct columns *, const struct table_in *, struct err *);

/*
 * Puts 'NAME: "CELL" ' before the reason in *e, or 'NAME: ' where the cell is
 * empty. Always -1.
 */
int column_err(const struct column *, struct span cell, struct err *);

void columns_free(struct columns *);

#endif
