/*
 * json_layout: where in a JSON document the rows are, and in a row the
 * columns. Filled by options.
 */
#ifndef JSON_LAYOUT_H
#define JSON_LAYOUT_H

#include "bill/json/json_figures.h"
#include "text/names.h"

enum { JSON_COLUMNS_MAX = 1024 };

struct json_column {
	struct json_pointer at; /* owned: from the row on, */
	bool outer;             /* or from the document */
	bool optional;          /* no row need have it */
};

/* Cleared with {0}. */
struct json_layout {
	struct json_pointer rows; /* owned */
	bool rows_said; /* else: the elements of an array, or the document */
	struct json_column *columns; /* owned */
	size_t cap_columns;
	struct names names;          /* theirs */
	struct json_figures figures; /* owned */
	size_t row_max; /* bytes of text a row may have, or a value outside
			     * of the rows; 0: DIALECT_ROW_MAX */
};

/* Takes where the rows are. ST_FAIL. */
int json_layout_rows(struct json_layout *, const char *pointer, struct err *);

/* Takes "name = /pointer", "name = ^/pointer" for a column outside of the rows,
 * or "name? = ..." for an optional one. ST_FAIL. */
int json_layout_column(struct json_layout *, const char *text, struct err *);

void json_layout_free(struct json_layout *);

#endif
