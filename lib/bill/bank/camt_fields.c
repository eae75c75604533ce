#include "bill/bank/camt_fields.h"

struct wanted {
	const char *path;
	int slot;
};

static const struct wanted of_statement[] = {
	{ "MsgPgntn/PgNb", M_PAGE },
	{ "MsgPgntn/LastPgInd", M_LAST },
	{ "StmtPgntn/PgNb", S_PAGE },
	{ "StmtPgntn/LastPgInd", S_LAST },
	{ "RptPgntn/PgNb", S_PAGE },
	{ "RptPgntn/LastPgInd", S_LAST },
	{ "NtfctnPgntn/PgNb", S_PAGE },
	{ "NtfctnPgntn/LastPgInd", S_LAST },
	{ "Id", S_ID },
	{ "Acct/Id/IBAN", S_ACCOUNT },
	{ "Acct/Id/Othr/Id", S_ACCOUNT },
	{ "TxsSummry/TtlNtries/NbOfNtries", S_COUNT },
	{ "TxsSummry/TtlCdtNtries/NbOfNtries", S_CREDITS },
	{ "TxsSummry/TtlCdtNtries/Sum", S_CREDIT_SUM },
	{ "TxsSummry/TtlDbtNtries/NbOfNtries", S_DEBITS },
	{ "TxsSummry/TtlDbtNtries/Sum", S_DEBIT_SUM },
	{ "Bal/Tp/CdOrPrtry/Cd", B_TYPE },
	{ "Bal/Amt", B_AMOUNT },
	{ "Bal/CdtDbtInd", B_MARK },
	{ 0 },
};

static const struct wanted of_entry[] = {
	{ "NtryRef", E_REFERENCE },
	{ "Amt", E_AMOUNT },
	{ "CdtDbtInd", E_MARK },
	{ "RvslInd", E_REVERSAL },
	{ "Sts", E_STATUS },
	{ "Sts/Cd", E_STATUS },
	{ "BookgDt/Dt", E_DATE },
	{ "BookgDt/DtTm", E_DATE },
	{ "ValDt/Dt", E_VALUE_DATE },
	{ "ValDt/DtTm", E_VALUE_DATE },
	{ "AcctSvcrRef", E_BANK_REFERENCE },
	{ "BkTxCd/Domn/Cd", E_DOMAIN },
	{ "BkTxCd/Domn/Fmly/Cd", E_FAMILY },
	{ "BkTxCd/Domn/Fmly/SubFmlyCd", E_SUBFAMILY },
	{ "BkTxCd/Prtry/Cd", E_BANK_TYPE },
	{ "NtryDtls/Btch/NbOfTxs", E_BATCH },
	{ "AddtlNtryInf", E_INFORMATION },
	{ 0 },
};

static const struct wanted of_transaction[] = {
	{ "Amt", T_AMOUNT },
	{ "AmtDtls/TxAmt/Amt", T_INNER_AMOUNT },
	{ "CdtDbtInd", T_MARK },
	{ "Refs/EndToEndId", T_END_TO_END },
	{ "Refs/TxId", T_ID },
	{ "Refs/InstrId", T_INSTRUCTION },
	{ "Refs/MndtId", T_MANDATE },
	{ "Refs/AcctSvcrRef", T_BANK_REFERENCE },
	{ "RltdPties/Dbtr/Nm", T_DEBTOR },
	{ "RltdPties/Dbtr/Pty/Nm", T_DEBTOR },
	{ "RltdPties/DbtrAcct/Id/IBAN", T_DEBTOR_ACCOUNT },
	{ "RltdPties/DbtrAcct/Id/Othr/Id", T_DEBTOR_ACCOUNT },
	{ "RltdPties/Cdtr/Nm", T_CREDITOR },
	{ "RltdPties/Cdtr/Pty/Nm", T_CREDITOR },
	{ "RltdPties/CdtrAcct/Id/IBAN", T_CREDITOR_ACCOUNT },
	{ "RltdPties/CdtrAcct/Id/Othr/Id", T_CREDITOR_ACCOUNT },
	{ "RmtInf/Ustrd", T_REMITTANCE },
	{ "RmtInf/Strd/CdtrRefInf/Ref", T_CREDITOR_REFERENCE },
	{ "AddtlTxInf", T_INFORMATION },
	{ 0 },
};

static const struct wanted *
find(const char *path)
{
	static const char entry[] = "Ntry/";
	static const char transaction[] = "Ntry/NtryDtls/TxDtls/";
	const struct wanted *w = of_statement;

	if (!strncmp(path, transaction, sizeof transaction - 1)) {
		path += sizeof transaction - 1;
		w = of_transaction;
	} else if (!strncmp(path, entry, sizeof entry - 1)) {
		path += sizeof entry - 1;
		w = of_entry;
	}
	while (w->path && strcmp(w->path, path))
		w++;
	return w->path ? w : NULL;
}

/* Adds text to a slot: all of several unstructured lines, but only the first of
 * any other element. */
static void
keep(struct buf *b, bool several, struct span s)
{
	if (s.len == 0 || (b->len && !several))
		return;
	if (b->len)
		buf_byte(b, '\n');
	buf_add(b, s);
}

int
camt_field_take(struct camt_fields *f, const char *path, struct span text,
    struct span currency)
{
	const struct wanted *w = find(path);

	if (!w)
		return -1;
	keep(&f->slots[w->slot], w->slot == T_REMITTANCE, span_trim(text));
	if (currency.len)
		keep(&f->slots[w->slot + 1], false, currency);
	return w->slot;
}

void
camt_field_clear(struct camt_fields *f, enum camt_slot first, int end)
{
	for (int i = (int)first; i < end; i++)
		buf_clear(&f->slots[i]);
}

int
camt_field_money(const struct camt_fields *f, enum camt_slot amount,
    enum camt_slot mark, struct figure *m, struct err *e)
{
	struct span s = camt_field(f, (int)amount);
	struct span sign = camt_field(f, (int)mark);
	struct span code = camt_field(f, (int)amount + 1);
	enum amount_result r = balance_decimal(s, '.', false, &m->amount);

	if (r != AMOUNT_OK)
		return err_set(
		    e, ST_DATA, "Amt: \"%s\" %s", excerpt(s).s, amount_why(r));
	if (!balance_currency(code, m))
		return err_set(e, ST_DATA, "Amt: \"%s\" is not a currency",
		    excerpt(code).s);
	if (span_eq(sign, SPAN("DBIT")))
		m->amount = amount_neg(m->amount);
	else if (!span_eq(sign, SPAN("CRDT")))
		return err_set(e, ST_DATA,
		    "CdtDbtInd: \"%s\" is neither CRDT "
		    "nor DBIT",
		    excerpt(sign).s);
	return 0;
}

void
camt_field_free(struct camt_fields *f)
{
	for (int i = 0; i < CAMT_SLOTS; i++)
		buf_free(&f->slots[i]);
}
