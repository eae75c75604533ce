/*
 * camt_rows: the cells of a row, put together from the fields of a CAMT
 * statement.
 */
#ifndef CAMT_ROWS_H
#define CAMT_ROWS_H

#include "bill/bank/camt_fields.h"

enum camt_column {
	CAMT_ACCOUNT,   /* IBAN or other */
	CAMT_STATEMENT, /* Id */
	CAMT_DATE,      /* of booking, else of value */
	CAMT_VALUE_DATE,
	CAMT_AMOUNT, /* signed: money in is positive */
	CAMT_CURRENCY,
	CAMT_STATUS,         /* BOOK, PDNG, INFO */
	CAMT_MARK,           /* CRDT, DBIT */
	CAMT_REVERSAL,       /* "true" as RvslInd has it */
	CAMT_TYPE,           /* PMNT/RCDT/ESCT */
	CAMT_BANK_TYPE,      /* the bank's own code */
	CAMT_REFERENCE,      /* NtryRef */
	CAMT_BANK_REFERENCE, /* AcctSvcrRef */
	CAMT_TRANSACTIONS,   /* how many the entry has; with details, the
	                      * number of this one in it */
	CAMT_END_TO_END,     /* from here on of the transaction; of an entry
	                      * with several: empty */
	CAMT_TRANSACTION,    /* TxId */
	CAMT_INSTRUCTION,    /* InstrId */
	CAMT_MANDATE,        /* MndtId */
	CAMT_PARTY,          /* the other side's name */
	CAMT_PARTY_ACCOUNT,
	CAMT_REMITTANCE, /* Ustrd, several with LF between */
	CAMT_CREDITOR_REFERENCE,
	CAMT_INFORMATION, /* AddtlTxInf, else AddtlNtryInf */
	CAMT_COLUMNS,
};

extern const char *const camt_columns[CAMT_COLUMNS];

/* What a row is made of. Its buffers hold cells that are put together. */
struct camt_row {
	uint64_t transactions; /* of the entry, met so far */
	bool details;          /* the row is a transaction */
	struct buf amount, type, count;
};

/*
 * Fills the cells, which live until the fields or the row change. -1 for a
 * date that is none, its place not told.
 */
int camt_row_fill(struct camt_row *, const struct camt_fields *,
    const struct figure *, struct span cells[CAMT_COLUMNS], struct err *);

void camt_row_free(struct camt_row *);

#endif
