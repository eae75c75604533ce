/*
 * camt_check: what a CAMT statement says of itself, against its entries:
 * opening (OPBD, else PRCD) + booked entries = closing (CLBD), and the
 * counts and sums of TxsSummry. No error of these tells its place.
 */
#ifndef CAMT_CHECK_H
#define CAMT_CHECK_H

#include "bill/bank/balance.h"
#include "bill/bank/camt_fields.h"

struct camt_side {
	uint64_t entries;
	struct amount sum; /* unsigned */
};

/* Cleared with {0} for every statement. */
struct camt_check {
	struct figure opening, previous, closing;
	bool has_opening, has_previous, has_closing;
	struct balance balance;
	struct camt_side credit, debit;
};

/* Notes the opening, previous or closing balance of a Bal element; other types
 * of balance are not checked. */
void camt_check_balance(
    struct camt_check *, struct span type, const struct figure *);

struct camt_entry {
	struct figure money; /* signed */
	bool debit;          /* by its mark */
	bool booked, reversal;
};

/* -1: another currency than the balances', or too large a sum. */
int camt_check_entry(
    struct camt_check *, const struct camt_entry *, struct err *);

/* The end of the statement; must: both balances have to be there. */
int camt_check_end(
    struct camt_check *, const struct camt_fields *, bool must, struct err *);

#endif
