/*
 * running_balance: a column of a bill that tells the balance behind each row,
 * against the amounts of the rows. The oldest row may come first or last: all
 * rows have to hold in one of the two orders.
 */
#ifndef RUNNING_BALANCE_H
#define RUNNING_BALANCE_H

#include "base/err.h"
#include "value/amount.h"

/* Where the balances first fail in one order. */
struct running_break {
	uint64_t line; /* of the file; 0: they hold so far */
	struct amount before, moved, told;
};

/* Cleared with {0}. */
struct running_balance {
	bool met; /* a balance was told, */
	struct amount last;
	struct amount behind; /* amounts since, in rows behind it */
	struct amount within; /* of its row, and since without the last one */
	struct running_break up, down; /* the oldest row first, last */
};

/* A row without a balance: balance NULL. -1, the reason told, where the sums
 * are too large. */
int running_balance_row(struct running_balance *, struct amount,
    const struct amount *balance, struct amount tolerance, uint64_t line,
    struct err *);

/* At the end: -1, ST_DATA told without the place, where they hold in neither
 * order, or none was told. column is their name. */
int running_balance_end(
    const struct running_balance *, struct span column, struct err *);

#endif
