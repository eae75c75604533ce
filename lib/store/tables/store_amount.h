/*
 * store_amount: an amount as the columns of a store have it.
 *
 * PostgreSQL has exact decimals. SQLite gets the text and beside it two
 * integers: the whole units, rounded down, and the fraction in units of 10^-18,
 * which is therefore never negative. Of an amount whose whole units are beyond
 * 64 bits they are NULL.
 */
#ifndef STORE_AMOUNT_H
#define STORE_AMOUNT_H

#include "db/db.h"
#include "value/amount.h"

/* The columns of one. */
static inline size_t
store_amount_columns(enum db_kind kind)
{
	return kind == DB_POSTGRES ? 1 : 3;
}

/* Puts the values of these columns; text is the amount as text, without a
 * pointer where there is none. Returns what is behind them. */
struct db_value *store_amount_put(
    struct db_value *, enum db_kind, struct span text, struct amount);

#endif
