/* camt_fields: the elements of a CAMT statement that matter, their text kept as
 * the document is walked through. For camt and camt_check. */
#ifndef CAMT_FIELDS_H
#define CAMT_FIELDS_H

#include "bill/bank/balance.h"
#include "base/buf.h"

/* By what they belong to: message, statement, balance, entry, transaction. The slot
 * behind an amount's is its currency's. */
enum camt_slot {
	M_PAGE, /* of the message: GrpHdr/MsgPgntn */
	M_LAST,
	S_PAGE, /* of the statement: StmtPgntn, or RptPgntn, NtfctnPgntn */
	S_LAST,
	S_ID,
	S_ACCOUNT,
	S_COUNT,
	S_CREDITS,
	S_CREDIT_SUM,
	S_DEBITS,
	S_DEBIT_SUM,
	B_TYPE,
	B_AMOUNT,
	B_CURRENCY,
	B_MARK,
	E_REFERENCE,
	E_AMOUNT,
	E_CURRENCY,
	E_MARK,
	E_REVERSAL,
	E_STATUS,
	E_DATE,
	E_VALUE_DATE,
	E_BANK_REFERENCE,
	E_DOMAIN,
	E_FAMILY,
	E_SUBFAMILY,
	E_BANK_TYPE,
	E_INFORMATION,
	E_BATCH,
	T_AMOUNT,
	T_CURRENCY,
	T_INNER_AMOUNT,
	T_INNER_CURRENCY,
	T_MARK,
	T_END_TO_END,
	T_ID,
	T_INSTRUCTION,
	T_MANDATE,
	T_BANK_REFERENCE,
	T_DEBTOR,
	T_DEBTOR_ACCOUNT,
	T_CREDITOR,
	T_CREDITOR_ACCOUNT,
	T_REMITTANCE,
	T_CREDITOR_REFERENCE,
	T_INFORMATION,
	CAMT_SLOTS,
};

struct camt_fields {
	struct buf slots[CAMT_SLOTS];
};

/*
 * Keeps the text of an element that ends. path is the one below Stmt, Rpt or
 * Ntfctn; currency its Ccy attribute. Returns its slot, -1 if it is not one
 * of those wanted.
 */
int camt_field_take(struct camt_fields *, const char *path, struct span text,
    struct span currency);

/* Forgets the slots from first up to but not including end. */
void camt_field_clear(struct camt_fields *, enum camt_slot first, int end);

static inline struct span
camt_field(const struct camt_fields *f, int slot)
{
	return buf_span(&f->slots[slot]);
}

/*
 * The amount in a slot with the sign that the slot mark (CRDT or DBIT) gives
 * it. -1 with what is wrong, not where.
 */
int camt_field_money(const struct camt_fields *, enum camt_slot amount,
    enum camt_slot mark, struct figure *, struct err *);

void camt_field_free(struct camt_fields *);

#endif
