/*
 * guess_key: which columns of a bill may be key, amount, currency and date,
 * for recon-clean --explain. What cannot be told from the data is said to be
 * in doubt, not chosen.
 */
#ifndef GUESS_KEY_H
#define GUESS_KEY_H

#include "base/buf.h"
#include "explain/column_facts.h"

enum { KEYGUESS_NONE = -1 };

/* Columns are their places, or KEYGUESS_NONE. */
struct keyguess {
	int key;
	int amount;      /* or what came in, */
	int other;       /* and what went out, */
	bool subtracted; /* which has no sign of its own */
	int sign;        /* says which way the amount went, */
	struct buf in, out; /* by these values, as --sign has them */
	char decimal;    /* the mark, 0 where the amounts have none */
	int currency;
	int time;
	int form;        /* of the time, for dateguess_format */
	struct buf doubts; /* lines, each with its LF */
};

void keyguess_make(struct keyguess *, struct survey *,
    const struct names *columns);

/* The part of it that is about amounts, in and out (amountguess.c). */
void keyguess_amounts(struct keyguess *, const struct survey *,
    const struct names *columns);

/* Adds a doubt about a column, or about the key. */
void keyguess_doubt(struct keyguess *, const struct names *columns,
    int column, const char *text);

/* Are all values of the column dates? */
bool keyguess_is_date(const struct survey_column *);

/* The way the amounts of a column are read, or -1 where it has none. */
int keyguess_mark(const struct survey_column *);

void keyguess_free(struct keyguess *);

#endif
