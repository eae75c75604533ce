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

#include "explain/columns/chain_rows.h"

/* What is known of the rows' order in time. */
enum balance_order { ORDER_UNKNOWN, ORDER_FORWARDS, ORDER_BACKWARDS };

/* Looks at the rows that were kept. False where no chain comes out. */
bool balance_chain_find(struct balance_chain *, const struct column_facts *,
    const struct names *columns, enum balance_order);

#endif
