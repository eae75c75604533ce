/*
 * bill_figures: the figures in the lines of a bill that are no rows, above the
 * header and from the trailer on, and whether sums of the rows are among them.
 */
#ifndef BILL_FIGURES_H
#define BILL_FIGURES_H

#include "value/amount.h"

enum { BILL_FIGURES_MAX = 512, BILL_FIGURES_LINES = 200 /* on either side */ };

struct bill_figure {
	struct amount amount; /* without its sign */
	uint64_t line;
	struct span text;    /* where it stands */
	struct span pointer; /* in JSON: to the value it is; p NULL: none */
};

struct bill_figures {
	struct bill_figure list[BILL_FIGURES_MAX];
	size_t n;
};

/* Adds the figures of a line, which has to live as long, read with a decimal mark or, for 0, where it is
 * clear. Parts of dates, times and long numbers are none, nor is what has fewer
 * than three digits. */
void bill_figures_add(
    struct bill_figures *, struct span line, uint64_t number, char decimal);

/* Adds the figure that a value of a JSON document is, if it is one. */
void bill_figures_add_value(
    struct bill_figures *, struct span text, struct span pointer, char decimal);

/* The first that is the amount, whatever its sign; NULL: none is. */
const struct bill_figure *bill_figures_find(
    const struct bill_figures *, struct amount);

#endif
