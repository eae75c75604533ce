/*
 * account_sql: the statements on accounts, closings and postings.
 *
 * An account, of one currency, stands at the date turned_to: day is its balance
 * with all of that date so far, next what the date after it has brought. What
 * a statement decides by turned_to it decides within itself, so that one that
 * waited for a row decides by what the row has become. Whoever locks several
 * accounts does it in their order. Amounts are whole numbers of the currency's
 * minor unit, each within ACCOUNT_LIMIT, so that no sum of two leaves 64 bits.
 *
 * A turn begins, and accounts are made, in a transaction that has the lock
 * "balance" (db_begin): so none is born at a date that a batch is leaving.
 */
#ifndef ACCOUNT_SQL_H
#define ACCOUNT_SQL_H

#include "db/db.h"

#define ACCOUNT_LIMIT 4611686018427387903 /* 2^62 - 1 */

/* The tables, each a statement; NULL behind them. For one kind of database. */
const char *const *account_tables(enum db_kind);

/* Adds amount $3 to account $1, currency $2, of side $6, if it stands at date $4
 * or at the one before it, $5 (NULL: unknown). A row, turned_to, where it did. */
extern const char account_post[];

/* side and turned_to of account $1, currency $2. */
extern const char account_look[];

/* Makes account $1, currency $2, side $3, at the date being turned to. */
extern const char account_make[];

/* The date that accounts are turned to, or were last. */
extern const char account_turned_to[];

/* account, currency and 1 where the two balances have a sum, of the next $4
 * accounts behind $1, $2 that stand at $3; locks them. */
const char *account_part(enum db_kind);

/* For those behind $1, $2 up to $3, $4 that stand at $5 and have a sum: their
 * closings; and they stand at $6. */
extern const char account_close[], account_turn[];

/* The id $1 of a posting, its digest $2 and date $3: a row where it is new. */
extern const char posting_new[];

/* digest and date of posting $1. */
extern const char posting_old[];

#endif
