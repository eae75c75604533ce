/*
 * camt: ISO 20022 bank statements as rows: camt.053 (statement), camt.052
 * (report within the day) and camt.054 (notification), any version.
 *
 * A row is an entry (Ntry) or, with details, each of its transactions
 * (TxDtls); an entry without any is one row all the same. The amount is
 * positive where CdtDbtInd says CRDT. ReversalIndicator does not change that
 * (ISO 20022: the indicator is that of the reversal itself), but some banks
 * mean the original booking: turn_reversals reads theirs.
 *
 * Checked on the way, unless told not to: opening (OPBD, else PRCD) + booked
 * entries = closing (CLBD), which a camt.053 must have, or those of a page
 * (ITBD); the counts and sums of TxsSummry; with details, that the transactions of an entry add up to
 * it.
 */
#ifndef CAMT_H
#define CAMT_H

#include "bill/bank/camt_check.h"
#include "bill/bank/camt_fields.h"
#include "bill/bank/camt_rows.h"
#include "io/xml/xml.h"

struct camt_rules {
	bool check;          /* balances, summaries, details */
	bool details;        /* a row a transaction */
	bool turn_reversals; /* RvslInd turns the sign round */
};

struct camt {
	struct xml xml; /* owned */
	struct camt_rules rules;
	struct camt_fields fields; /* of statement, entry and transaction */
	struct camt_check check;
	struct camt_page page; /* how the one before ended */
	uint64_t statements;
	uint64_t statement_line;
	uint64_t balances, booked,
	    others; /* elements Bal, and Ntry by status */

	/* the entry */
	uint64_t line; /* of the file, where it begins */
	struct amount transaction_sum;
	bool held; /* its transaction has no amount */
	struct camt_row row;
};

/* in: open, as it is in the file; moved, the reader owns it. The struct must
 * stay where it is until camt_close. */
int camt_open(
    struct camt *, struct input *in, const struct camt_rules *, struct err *);

/*
 * The next row: 1 with its cells, which live until the next call, and
 * c->line (0 where it is not known); 0 at the end, everything checked; -1
 * with the error and its place told. A cell without a value is empty.
 */
int camt_next(struct camt *c, struct span cells[CAMT_COLUMNS], struct err *);

/* Adds what the statements hold, as words: XML has no lines to speak of. */
void camt_tell_parts(const struct camt *, struct buf *);

void camt_close(struct camt *);

#endif
