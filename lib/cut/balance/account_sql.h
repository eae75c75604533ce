/*
 * account_sql: the statements on accounts, closings and postings.
 *
 * An account, of one currency, stands at the date turned_to: day is its balance
 * with all of that date so far, next what the date after it has brought. Whoever
 * locks several accounts does it in their order, and ids of postings behind them.
 * Amounts are whole numbers of the currency's minor unit, each within ACCOUNT_LIMIT,
 * so that no sum of two leaves 64 bits.
 *
 * In SQLite a transaction has the lock of the whole file. In PostgreSQL rows are
 * locked: what a statement decides by turned_to it decides within itself, or behind
 * one that has locked the row and read it so.
 */
#ifndef ACCOUNT_SQL_H
#define ACCOUNT_SQL_H

#include "db/db.h"

#define ACCOUNT_LIMIT 4611686018427387903 /* 2^62 - 1 */

/* The tables, each a statement; NULL behind them. For one kind of database. */
const char *const *account_tables(enum db_kind);

/* -- postings -------------------------------------------------------------- */

/* side, turned_to, day and next of account $1, currency $2. */
extern const char account_look[];

/* Adds $3 to the day and $4 to the next of account $1, currency $2. */
extern const char account_add[];

/* Account $1, currency $2, side $3, turned to $4, with day $5 and next $6. */
extern const char account_make[];

/* digest of posting $1; posting $1 with digest $2 and date $3. */
extern const char posting_look[], posting_make[];

/* The same in PostgreSQL of many: each value is an array. */
extern const char accounts_add[], accounts_make[], postings_make[];

/* PostgreSQL, of arrays: locks the accounts $1, currencies $2, in their order. A row
 * each: account, currency, side, turned_to, day, next; behind them one of each of the
 * ids $3 that is there: id, digest, and NULLs. */
extern const char postings_lock[];

/* PostgreSQL: adds $3 to account $1, currency $2, of side $6, if it stands at date
 * $4 or at the one before it, $5 (NULL: unknown), and there is no posting $7 yet: then
 * it is, with digest $8. A row where it did. */
extern const char account_post[];

/* -- dates ----------------------------------------------------------------- */

/* The date that accounts are turned to, or were last. */
extern const char account_turned_to[];

/* PostgreSQL: to the end of the transaction nobody begins a turn; of that which
 * begins one: it waits for all who hold the date, and they for it. */
extern const char account_hold_date[], account_move_date[];

/* -- turning --------------------------------------------------------------- */

#define ACCOUNT_PART 500 /* accounts */

/* account, currency and 1 where the two balances have a sum, of the accounts of the
 * next part behind $1, $2 that stand at $3; locks them. */
const char *account_part(enum db_kind);

/* For those behind $1, $2 up to $3, $4 that stand at $5 and have a sum: their
 * closings; and they stand at $6. */
extern const char account_close[], account_turn[];

/*
 * PostgreSQL: all of that in one statement, of the next part behind $1, $2: those that stand at $3 are closed and stand at $4, but for those that have no sum
 * or that somebody has locked. A row: how many were, how many accounts there are, and
 * account and currency of the last one.
 */
extern const char account_turn_part[];

#endif
