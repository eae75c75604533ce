/*
 * guess_key: which columns of a bill may be key, amount, currency and date,
 * for recon-clean --explain.
 *
 * Where a running balance tells the amounts (balance_chain.h), they are not
 * guessed. What cannot be told from the data is said to be in doubt, and not
 * chosen where a wrong choice would go unnoticed.
 */
#ifndef GUESS_KEY_H
#define GUESS_KEY_H

#include "base/buf.h"
#include "explain/columns/balance_chain.h"
#include "explain/columns/column_facts.h"

enum { GUESS_KEY_NONE = -1, GUESS_KEY_PARTS = 6 };

/* Columns are their places, or GUESS_KEY_NONE. */
struct guess_key {
	int key[GUESS_KEY_PARTS];
	size_t n_keys;      /* columns that make the key */
	bool empty_parts;   /* some of them are empty in some rows */
	int amount;         /* or what came in, */
	int other;          /* and what went out, */
	bool subtracted;    /* which has no sign of its own */
	bool negated;       /* the amount counts the other way */
	int sign;           /* says which way the amount went, */
	struct buf in, out; /* by these values, as --sign has them */
	char decimal;       /* the mark, 0 where the amounts have none */
	int scale;          /* decimals to write, 0: those of the currency */
	bool minor;         /* amounts are in minor units */
	bool mark_unsure;   /* or where it may be either */
	bool unsigned_;     /* nothing says which way the amounts went */
	int currency;
	char code[4]; /* or the currency of all rows; "" */
	int time;
	int form;        /* of the time, for guess_date_format; */
	bool lacks_year; /* which has no year: near is the day */
	bool has_near;   /* near which it is, if that is known */
	int32_t near;
	char zone[16];              /* in which it is told; "" */
	struct buf rules;           /* lines for [recon-clean] */
	struct balance_chain chain; /* links: 0 if there is none */
	bool open;                  /* some doubt keeps it from being proved */
	struct buf doubts;          /* lines, each with its LF, */
	size_t first_doubt;         /* where that which keeps it open begins */
};

/* near: a day near those of the bill, or NULL. */
void guess_key_make(struct guess_key *, struct column_facts *,
    const struct names *columns, const int32_t *near);

/* The same of a statement of a known format, whose columns have their names
 * from us. */
void guess_key_statement(
    struct guess_key *, struct column_facts *, const struct names *columns);

/* Parts of it: about amounts, in and out (guess_amount.c); */
void guess_key_amounts(struct guess_key *, const struct column_facts *,
    const struct names *columns);

/* about the columns of the key (key_columns.c); */
void guess_key_columns(struct guess_key *, const struct column_facts *,
    const struct names *columns);

/* about the time (guess_time.c), and the currency (guess_currency.c); */
void guess_key_time(
    struct guess_key *, struct column_facts *, const struct names *columns);
void guess_key_currency(struct guess_key *, const struct column_facts *,
    const struct names *columns);

/* about rows that are dropped: without a date they are lines on which others go
 * on, or have totals, without an amount there is nothing to reconcile; and about
 * cells that lose blanks inside quotes, and dashes that say nothing
 * (guess_rules.c). */
void guess_key_drop(struct guess_key *, const struct column_facts *,
    const struct names *columns);
void guess_key_mend(struct guess_key *, const struct column_facts *,
    const struct names *columns);

/* Adds a doubt about a column, or about the key, that leaves the proposal
 * unproved. */
void guess_key_doubt(struct guess_key *, const struct names *columns,
    int column, const char *text);

/* The same that matters to no row, key or amount. */
void guess_key_note(struct guess_key *, const struct names *columns, int column,
    const char *text);

/* Takes lines of doubts, each with its LF, that leave the proposal unproved, or
 * do not. */
void guess_key_take(struct guess_key *, struct span lines, bool open);

/* Are all values of the column dates? */
bool guess_key_is_date(const struct column_facts_column *);

/* Are the headers Chinese, Japanese or Korean? */
bool guess_key_is_east_asian(const struct names *columns);

/* The way the amounts of a column are read, MARK_ANY where it does not matter
 * or is not known; -1 where it has none. */
int guess_key_mark(
    const struct column_facts *, const struct column_facts_column *);

void guess_key_free(struct guess_key *);

#endif
