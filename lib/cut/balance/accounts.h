/*
 * accounts: a database of accounts, their closings and postings, opened.
 */
#ifndef ACCOUNTS_H
#define ACCOUNTS_H

#include "db/db.h"
#include "value/amount.h"
#include "value/currency.h"
#include "value/time/date.h"

enum { ACCOUNTS_VERSION = 1 };

/* A date as the database has it. */
struct accounts_day {
	char text[DATE_LEN + 1];
};

struct accounts_day accounts_day(int32_t);

struct accounts_currency {
	char code[CURRENCY_MAX];
	size_t len;
	int decimals;
};

/* Cleared with {0}, released with accounts_close. */
struct accounts {
	struct db db;
	struct accounts_currency *currencies; /* owned: those that were met */
	size_t n, cap;
	bool is_conflict; /* it was others why the last one was taken back */
};

/*
 * Opens it as wished. Where nothing is in the database yet the tables are made,
 * and first is the date that accounts stand at; ST_FAIL where first is NULL.
 * ST_DATA: another program's tables are in it.
 */
int accounts_open(struct accounts *, const struct db_wish *,
    const int32_t *first, struct err *);

/*
 * Begins a transaction that changes things. In SQLite nobody else has one; in
 * PostgreSQL others have theirs beside it, but where it is to be alone.
 */
int accounts_begin(struct accounts *, struct err *);
int accounts_begin_alone(struct accounts *, struct err *);

/* Within it: to its end nobody begins a turn, as before accounts are made; or
 * nobody holds the date, as before a turn begins. */
int accounts_hold_date(struct accounts *, struct err *);
int accounts_move_date(struct accounts *, struct err *);

/* Ends it: commits where r is 0, else takes it back, with *e as it is. Returns
 * r, or -1. */
int accounts_end(struct accounts *, int r, struct err *);

/* How long a transaction is done again that others were in the way of: as long as
 * was wished to wait, a second at least. */
struct accounts_again {
	int64_t until; /* ms, monotonic */
	unsigned tries;
};

struct accounts_again accounts_first(const struct accounts *);

/* It was taken back: is it to be done again? Then a little has been waited, each
 * at another time. Else *e says why, ST_AGAIN where that was others. */
bool accounts_again(struct accounts *, struct accounts_again *, struct err *);

/* The date in a cell of the row; -1, ST_DATA, where it is none. */
int accounts_cell_day(
    const struct accounts *, int column, int32_t *, struct err *);

/*
 * The amount in the minor unit of its currency, whose decimals are those it had
 * when the database first met it: now, where this is the first time.
 * ST_DATA: more decimals, or beyond ACCOUNT_LIMIT.
 */
int accounts_minor(struct accounts *, struct span currency, struct amount,
    int64_t *minor, struct err *);

/* Decimals of a currency that the database has met. */
int accounts_decimals(
    struct accounts *, struct span currency, int *decimals, struct err *);

void accounts_close(struct accounts *);

#endif
