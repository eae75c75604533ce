/*
 * close_balances: opening balances and postings become closing balances.
 *
 * Both are record streams in order; KEY is the account, and each currency of an
 * account has a balance of its own, of one SIDE. A posting's AMOUNT is added to
 * the balance; one that was not there opens with the first posting. A balance
 * without postings is closed as it was. What an opening balance carries stays.
 * Memory does not grow with either.
 */
#ifndef CLOSE_BALANCES_H
#define CLOSE_BALANCES_H

#include "cut/balance/closing_out.h"

struct close_wish {
	const char *opening, *postings; /* FILE operands, "-" is standard input;
	                                 * borrowed */
	struct stream_rules rules;
	struct closing_place to;
};

struct close_told {
	uint64_t balances; /* written, */
	uint64_t born;     /* of which so many had no opening balance */
	uint64_t postings;
};

/*
 * -1, and nothing appears: ST_DATA for what an input is, key_balances.h, or one
 * that is out of order; ST_BROKEN where opening balances and postings do not add
 * up to the closing balances, for each side and currency.
 */
int close_balances(
    const struct close_wish *, struct close_told *, struct err *);

#endif
