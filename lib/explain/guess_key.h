/*
 * guess_key: which columns of a bill may be key, amount, currency and date,
 * for recon-clean --explain. What cannot be told from the data is said to be
 * in doubt, not chosen.
 */
#ifndef GUESS_KEY_H
#define GUESS_KEY_H

#include "base/buf.h"
#include "explain/column_facts.h"

enum { GUESS_KEY_NONE = -1 };

/* Columns are their places, or GUESS_KEY_NONE. */
struct guess_key {
	int key;
	int amount;         /* or what came in, */
	int other;          /* and what went out, */
	bool subtracted;    /* which has no sign of its own */
	int sign;           /* says which way the amount went, */
	struct buf in, out; /* by these values, as --sign has them */
	char decimal;       /* the mark, 0 where the amounts have none */
	int currency;
	int time;
	int form;          /* of the time, for guess_date_format */
	struct buf doubts; /* lines, each with its LF */
};

void guess_key_make(
    struct guess_key *, struct column_facts *, const struct names *columns);

/* The part of it that is about amounts, in and out (guess_amount.c). */
void guess_key_amounts(struct guess_key *, const struct column_facts *,
    const struct names *columns);

/* Adds a doubt about a column, or about the key. */
void guess_key_doubt(struct guess_key *, const struct names *columns,
    int column, const char *text);

/* Are all values of the column dates? */
bool guess_key_is_date(const struct column_facts_column *);

/* The way the amounts of a column are read, or -1 where it has none. */
int guess_key_mark(const struct column_facts_column *);

void guess_key_free(struct guess_key *);

#endif
