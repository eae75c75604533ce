/*
 * balance: the chain every bank statement carries, opening balance + entries
 * = closing balance, checked exactly and in one currency.
 */
#ifndef BALANCE_H
#define BALANCE_H

#include <stdint.h>

#include "value/amount.h"
#include "base/err.h"
#include "stream/line/record.h"
#include "base/span.h"

/* One balance or the amount of one entry, signed. */
struct figure {
	struct amount amount;
	char currency[CURRENCY_MAX + 1]; /* terminated */
};

struct balance {
	bool open; /* between opening and closing */
	struct figure opening;
	struct amount sum;    /* of the entries so far */
	struct amount turned; /* of those that are reversals */
	uint64_t entries;
};

/*
 * Reads an unsigned decimal as statements write it: digits, leading zeros
 * allowed, then mark and decimals or nothing. Where must is set, mark has to
 * be there, decimals need not (SWIFT's 15d: "12,").
 */
enum amount_result balance_decimal(
    struct span, char mark, bool must, struct amount *);

/* Takes a code of three letters A-Z; false for anything else. */
bool balance_currency(struct span, struct figure *);

/* Begins the chain anew. */
void balance_open(struct balance *, const struct figure *opening);

/*
 * Adds an entry; reversal says that it takes one back. -1, the place not
 * told, when it is in another currency or the sum overflows.
 */
int balance_add(
    struct balance *, const struct figure *, bool reversal, struct err *);

/*
 * Ends the chain. -1, the place not told, when the figures disagree: the
 * error has them all and by how much. *turned, if not NULL, is then true
 * where they would agree with the sign of every reversal turned round.
 */
int balance_close(
    struct balance *, const struct figure *closing, bool *turned, struct err *);

#endif
