/*
 * guess_cells: text cut into rows and cells, tolerantly, to find out how it is
 * written (guess_layout.h). How rows are read for good is bill/csv/csv.h's.
 */
#ifndef GUESS_CELLS_H
#define GUESS_CELLS_H

#include "base/span.h"

enum { GUESS_CELLS_MAX = 1024 }; /* cells of a row that are looked at */

struct guess_cells {
	char delimiter;
	char mark; /* before every value, or 0; quotes are data
	                         * where there is one */

	/* the last row */
	struct span line; /* all of it */
	struct span
	    list[GUESS_CELLS_MAX]; /* without quotes and blanks around */
	size_t n;                  /* cells */
	size_t filled;             /* that are not empty */
	uint64_t lines;            /* it takes, more than 1 with quotes */
	bool marked;               /* begins with the mark */
};

/* The next row; false at the end. Its spans point into the text. */
bool guess_cells_row(struct guess_cells *, struct span *rest);

/* The next line, without its end. */
bool guess_cells_line(struct span *rest, struct span *line);

/* True if the cell looks like a number, an amount or a date: it has a digit,
 * and hardly a letter. */
bool guess_cells_is_value(struct span cell);

#endif
