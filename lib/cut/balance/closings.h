/*
 * closings: the closing balances of a date, from a database of accounts.
 */
#ifndef CLOSINGS_H
#define CLOSINGS_H

#include "cut/balance/accounts.h"
#include "cut/balance/closing_out.h"

/*
 * Writes them as a record stream in order; *n is how many. -1, and nothing
 * appears: ST_AGAIN where an account is still to be turned from that date, or an
 * earlier one.
 */
int closings_write(
    struct accounts *, const struct closing_place *, uint64_t *n, struct err *);

#endif
