/*
 * camt_check: what a CAMT statement says of itself, against its entries:
 * opening (OPBD, else PRCD) + booked entries = closing (CLBD), and the
 * counts and sums of TxsSummry. No error of these tells its place.
 *
 * A statement may come on pages, one file or several: a page that is not the
 * first may open, and one that is not the last close, with an intermediate
 * balance (ITBD) instead. Pages behind each other in one file must have their
 * numbers in order, and open with what the page before closed with.
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
	struct figure first_interim, last_interim;
	bool has_interim;
	uint64_t page; /* its number, 0: it has none */
	bool more;     /* pages are to follow */
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

/* Notes the page's number and whether it is the last; before the entries. */
void camt_check_page(struct camt_check *, const struct camt_fields *);

/* How the page before ended, in the same file. Cleared with {0}. */
struct camt_page {
	struct buf of;         /* owned: the statement's Id and account */
	uint64_t number;       /* 0: of no page */
	struct figure closing; /* where has_closing */
	bool has_closing;
};

/* The end of the statement; must: both balances have to be there. */
int camt_check_end(struct camt_check *, const struct camt_fields *,
    struct camt_page *before, bool must, struct err *);

#endif
