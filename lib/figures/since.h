/*
 * since: what is open now beside what was open before, per currency.
 */
#ifndef SINCE_H
#define SINCE_H

#include "figures/class_totals.h"
#include "text/table/text_table.h"

/* Cleared with {0}, released with since_free. */
struct since {
	bool wanted;                     /* set by the caller */
	struct class_totals before, now; /* open items alone */
};

/* Adds a result to one of the two, if it is open. -1, told, on overflow. */
int since_add(struct class_totals *, const struct result *, struct err *);

/* Adds heading and rows: currency, since, lines, left, right, difference. Where
 * it is not wanted, and where nothing is or was open, none. */
int since_rows(struct since *, struct text_table *, struct err *);

void since_free(struct since *);

#endif
