/*
 * key_balances: the balances of one account, one a currency, opened and posted
 * to in any order.
 */
#ifndef KEY_BALANCES_H
#define KEY_BALANCES_H

#include "cut/balance/closing_out.h"

/* Of a DATE "-": before all that have a day. */
#define KEY_BALANCE_NO_DAY INT32_MIN

struct key_balance {
	char currency[CURRENCY_MAX];
	size_t len; /* bytes of it */
	char side;
	bool opened;         /* an opening balance is there, */
	int32_t opened_day;  /* of this day; KEY_BALANCE_NO_DAY: it has none */
	int32_t first, last; /* days of postings; likewise */
	struct amount amount;
	struct buf carried;
};

/* Cleared with {0}, released with key_balances_free. */
struct key_balances {
	struct key_balance *list; /* owned */
	size_t n, cap;
	size_t made; /* so many have room of their own */
};

/* Another account follows. */
void key_balances_begin(struct key_balances *);

/*
 * An opening balance or a posting of the account. -1, ST_DATA, without its place:
 * a second opening balance of a currency, another SIDE than the balance has, a
 * sum that is too large.
 */
int key_balances_add(
    struct key_balances *, const struct record *, bool opens, struct err *);

/*
 * Writes them as closing balances of that day, closing_out_flush included. -1,
 * ST_DATA: an opening balance is not of an earlier day, or a posting not of a
 * day between the two.
 */
int key_balances_close(struct key_balances *, struct span account, int32_t day,
    struct closing_out *, struct err *);

void key_balances_free(struct key_balances *);

#endif
