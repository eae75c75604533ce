/*
 * usual_rows: what the rows of the usual width have in common, by which a row is
 * told from other lines of a bill.
 */
#ifndef USUAL_ROWS_H
#define USUAL_ROWS_H

#include "explain/layout/guess_layout.h"

/* What the rows of the usual width have in common. */
struct usual_rows {
	bool
	    value[GUESS_CELLS_MAX]; /* the column has numbers, amounts, dates */
	size_t values; /* that a row has in these columns, as a rule */
	bool dated;    /* all but a few rows have a date, */
	size_t date;   /* in this column */
};

/* Looks at all rows of the layout's text; cleared with {0}. */
void usual_rows_find(struct usual_rows *, struct guess_layout *);

/* Has the row that was cut last the usual width, and something in it? */
bool usual_rows_is(const struct guess_layout *);

/* How many of its cells are numbers, amounts or dates. */
size_t usual_rows_values(const struct guess_cells *);

/* Has it values where rows have them, and no text there? *odd: it is none, for
 * it has text there, or is a balance. */
bool usual_rows_is_data(
    const struct guess_layout *, const struct usual_rows *, bool *odd);

#endif
