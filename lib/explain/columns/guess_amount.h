/*
 * guess_amount: the parts of guess_key.h that are about amounts, between its
 * files: which columns (guess_amount.c), which way by words (guess_sign.c), and
 * both by a running balance (guess_chain.c).
 */
#ifndef GUESS_AMOUNT_H
#define GUESS_AMOUNT_H

#include "explain/columns/guess_key.h"

/* Finds the column that says which way the amounts went, or doubts. */
void guess_amount_sign(struct guess_key *, const struct column_facts *,
    const struct names *columns);

/* How well a column says which way the amounts went: 0 not at all, 1 by
 * kinds of payments, 2 by words for it, 3 and its name says so too. */
int guess_amount_rate_sign(
    const struct column_facts *, const struct names *columns, size_t column);

/* Some column of few values might say which way, in words nobody knows. Where
 * there are few rows, they may all be different. */
bool guess_amount_may_be_told(const struct guess_key *,
    const struct column_facts *, const struct names *columns, size_t column);

/* Adds a value to a list of --sign. */
void guess_amount_put_value(struct buf *, struct span value);

/* Are the rows in the order of time? */
enum balance_order guess_amount_order(
    const struct guess_key *, const struct column_facts *);

/* Takes what the running balance, g->chain, says, and doubts it where something
 * speaks against it. */
void guess_amount_chain(struct guess_key *g, const struct column_facts *,
    const struct names *columns, enum balance_order);

#endif
