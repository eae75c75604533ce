/*
 * choose: which lines of a result stream are told.
 */
#ifndef CHOOSE_H
#define CHOOSE_H

#include "notify/choose/line_cells.h"
#include "option/option_row.h"
#include "rule/condition.h"

/* Cleared with {0}, released with choose_free. */
struct choose {
	unsigned classes; /* a bit for each; 0: those of open lines */
	unsigned overdue; /* days that an item is open for at least; 0: any */
	bool has_least;   /* the difference is at least, */
	struct amount least;     /* with or without its sign, this */
	struct condition **only; /* owned, all have to hold */
	size_t n_only, cap_only;
	struct line_cells cells; /* of the conditions; caller's names may be
				  * added before the first line */
	bool bound;              /* private */
};

option_setter choose_class_value; /* struct choose, from "left,right" */
option_setter choose_least_value; /* struct choose, from an amount */
option_setter choose_only_value;  /* struct choose, one more condition */

bool choose_class(const struct choose *, enum result_class);

/* Is a class of lines that are closed among them? */
bool choose_closed(const struct choose *);

/*
 * Is the line told? 1 or 0; its cells are read wherever its class is chosen.
 * -1, ST_DATA told, for a cell that a condition cannot compare.
 */
int choose_line(struct choose *, const struct result *, struct err *);

void choose_free(struct choose *);

#endif
