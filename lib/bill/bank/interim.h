/*
 * interim: what an MT942 interim report says about its entries: their currency
 * and from which amount on they are listed (34F), how many there are and what
 * they come to (90D, 90C).
 *
 * Banks count a reversal by the side it moves money to, or by the letter of
 * its mark: both are taken. Where small amounts are not listed, the totals may
 * be more than the entries, but not less. A report on several pages has its
 * totals on the last.
 *
 * No error of these tells its place.
 */
#ifndef INTERIM_H
#define INTERIM_H

#include "base/buf.h"
#include "bill/bank/balance.h"
#include "bill/bank/mt940_entry.h"

enum interim_side_of { INTERIM_CREDIT, INTERIM_DEBIT, INTERIM_SIDES };

struct interim_side {
	uint64_t entries;
	struct amount sum; /* unsigned */
};

/* Cleared with {0}. */
struct interim {
	bool on;          /* the message is such a report */
	bool floor;       /* entries below an amount are not listed */
	bool totalled;    /* it has told a total */
	struct buf of;    /* owned: its account and number */
	struct figure in; /* its currency */
	struct interim_side by_sign[INTERIM_SIDES], by_mark[INTERIM_SIDES];
};

/* Takes a 34F of the message: the report goes on where account and number are
 * those of the page before, and no total was told since. number is field 28C. */
int interim_open(struct interim *, const char *account, const char *number,
    struct span floor, struct err *);

int interim_add(struct interim *, const struct mt940_entry *, struct err *);

/* Compares field 90C or 90D. */
int interim_check(
    struct interim *, enum interim_side_of, struct span total, struct err *);

void interim_free(struct interim *);

#endif
