/*
 * balance_chain: which columns are the amounts, and which way they went, told
 * by a column that has what was left after each row.
 *
 * Where every balance is the one before it and the amount of the row, nothing
 * is guessed: columns, signs and the decimal mark are those with which it comes
 * out. Rows may be in the order of time or against it; several accounts or
 * currencies may have a chain each; a row may lack its balance.
 */
#ifndef BALANCE_CHAIN_H
#define BALANCE_CHAIN_H

#include "explain/column_facts.h"

enum { BALANCE_CHAIN_NONE = -1, BALANCE_CHAIN_LINKS = 2 /* least */ };

/* Columns are their places, or BALANCE_CHAIN_NONE. */
struct balance_chain {
	int balance;
	int amount;      /* or what came in, */
	int other;       /* and what went out, */
	bool subtracted; /* which has no sign of its own */
	bool negated;    /* the amount counts the other way */
	int sign;        /* by its values the amount counts one way or the
			  * other: */
	uint32_t out;    /* a bit for each of its values that is out, */
	uint32_t known;  /* for each of which it is known */
	int by;          /* each of its values has a chain of its own */
	bool backwards;  /* the newest row is first */
	enum column_facts_mark mark;
	bool owed;        /* some balances are below zero: what is owed may be
			   * counted that way, and grow downwards */
	bool either_mark; /* it comes out with each decimal mark */
	size_t links;     /* balances that came out, of rows with an amount */
	size_t rank;      /* private */
};

/* What is known of the rows' order in time. */
enum balance_order { ORDER_UNKNOWN, ORDER_FORWARDS, ORDER_BACKWARDS };

/* Looks at the rows that were kept. False where no chain comes out. */
bool balance_chain_find(struct balance_chain *, const struct column_facts *,
    const struct names *columns, enum balance_order);

#endif
