/*
 * chain_rows: the rows of a bill walked along a running balance that may be in
 * them, for balance_chain.h, which looks for the columns.
 */
#ifndef CHAIN_ROWS_H
#define CHAIN_ROWS_H

#include "explain/columns/column_facts.h"

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

enum { CHAIN_ROWS_COLUMNS = 20 }; /* that are tried */

/* A column of numbers, read with one decimal mark. */
struct chain_numbers {
	int column;
	struct amount *a; /* owned: of each row, 0 where it is empty */
	bool *has;        /* owned */
	size_t filled;
	bool signs; /* some are negative */
};

struct chain_rows {
	const struct column_facts *facts; /* borrowed */
	size_t rows;
	enum column_facts_mark mark;
	struct chain_numbers list[CHAIN_ROWS_COLUMNS];
	size_t n;
};

/*
 * In what follows the columns of a struct balance_chain are places in the list
 * of columns of numbers, but for sign and by.
 */

/* Reads the columns of numbers; facts, rows and mark are set, the rest {0}. */
void chain_rows_read(struct chain_rows *);

/* Does each balance come of the one before? Counts the links, and the chains
 * side by side. */
bool chain_rows_walk(
    const struct chain_rows *, struct balance_chain *, size_t *groups);

/* Finds which values of the column sign are out, and of which that is known,
 * by the balances; those no balance tells, as that of the first row, by their words.
 * False where it contradicts itself, or one stays unknown. */
bool chain_rows_learn(const struct chain_rows *, struct balance_chain *);

void chain_rows_free(struct chain_rows *);

#endif
