#include "bill/bank/camt_rows.h"

#include "value/time/date.h"

const char *const camt_columns[CAMT_COLUMNS] = {
	"account",
	"statement",
	"date",
	"value_date",
	"amount",
	"currency",
	"status",
	"mark",
	"reversal",
	"type",
	"bank_type",
	"reference",
	"bank_reference",
	"transactions",
	"end_to_end",
	"transaction",
	"instruction",
	"mandate",
	"party",
	"party_account",
	"remittance",
	"creditor_reference",
	"information",
};

/* "PMNT/RCDT/ESCT" */
static struct span
type_cell(struct camt_row *r, const struct camt_fields *f)
{
	buf_clear(&r->type);
	for (int i = E_DOMAIN; i <= E_SUBFAMILY; i++) {
		if (camt_field(f, i).len && r->type.len)
			buf_byte(&r->type, '/');
		buf_add(&r->type, camt_field(f, i));
	}
	return buf_span(&r->type);
}

static struct span
count_cell(struct camt_row *r, const struct camt_fields *f)
{
	if (!r->details && r->transactions == 0)
		return camt_field(f, E_BATCH);
	buf_clear(&r->count);
	if (r->transactions)
		buf_printf(&r->count, "%ju", (uintmax_t)r->transactions);
	return buf_span(&r->count);
}

/* The day of a date or a date-time. */
static int
date_cell(const struct camt_fields *f, int i, struct span *cell, struct err *e)
{
	int32_t day;

	*cell = camt_field(f, i);
	if (cell->len == 0)
		return 0;
	if (cell->len > DATE_LEN)
		cell->len = DATE_LEN;
	if (date_parse(*cell, &day))
		return 0;
	return err_set(e, ST_DATA, "%s: \"%s\" is not a date",
	    i == E_DATE ? "BookgDt" : "ValDt", excerpt(camt_field(f, i)).s);
}

static struct span
either(struct span first, struct span second)
{
	return first.len ? first : second;
}

static void
transaction_cells(const struct camt_fields *f, bool credit, struct span *cells)
{
	cells[CAMT_BANK_REFERENCE] =
	    either(camt_field(f, T_BANK_REFERENCE), cells[CAMT_BANK_REFERENCE]);
	cells[CAMT_END_TO_END] = camt_field(f, T_END_TO_END);
	cells[CAMT_TRANSACTION] = camt_field(f, T_ID);
	cells[CAMT_INSTRUCTION] = camt_field(f, T_INSTRUCTION);
	cells[CAMT_MANDATE] = camt_field(f, T_MANDATE);
	cells[CAMT_PARTY] = camt_field(f, credit ? T_DEBTOR : T_CREDITOR);
	cells[CAMT_PARTY_ACCOUNT] =
	    camt_field(f, credit ? T_DEBTOR_ACCOUNT : T_CREDITOR_ACCOUNT);
	cells[CAMT_REMITTANCE] = camt_field(f, T_REMITTANCE);
	cells[CAMT_CREDITOR_REFERENCE] = camt_field(f, T_CREDITOR_REFERENCE);
	cells[CAMT_INFORMATION] =
	    either(camt_field(f, T_INFORMATION), cells[CAMT_INFORMATION]);
}

int
camt_row_fill(struct camt_row *r, const struct camt_fields *f,
    const struct figure *m, struct span cells[CAMT_COLUMNS], struct err *e)
{
	struct span mark = camt_field(f, E_MARK);
	bool one = r->transactions == 1 || r->details;

	if (r->details && camt_field(f, T_MARK).len)
		mark = camt_field(f, T_MARK);
	memset(cells, 0, CAMT_COLUMNS * sizeof *cells);
	if (date_cell(f, E_DATE, &cells[CAMT_DATE], e) ||
	    date_cell(f, E_VALUE_DATE, &cells[CAMT_VALUE_DATE], e))
		return -1;
	cells[CAMT_DATE] = either(cells[CAMT_DATE], cells[CAMT_VALUE_DATE]);
	cells[CAMT_ACCOUNT] = camt_field(f, S_ACCOUNT);
	cells[CAMT_STATEMENT] = camt_field(f, S_ID);
	buf_clear(&r->amount);
	r->amount.len =
	    amount_format(m->amount, buf_room(&r->amount, AMOUNT_TEXT_CAP));
	cells[CAMT_AMOUNT] = buf_span(&r->amount);
	cells[CAMT_CURRENCY] = camt_field(f, E_CURRENCY);
	cells[CAMT_STATUS] = camt_field(f, E_STATUS);
	cells[CAMT_MARK] = mark;
	cells[CAMT_REVERSAL] = camt_field(f, E_REVERSAL);
	cells[CAMT_TYPE] = type_cell(r, f);
	cells[CAMT_BANK_TYPE] = camt_field(f, E_BANK_TYPE);
	cells[CAMT_REFERENCE] = camt_field(f, E_REFERENCE);
	cells[CAMT_BANK_REFERENCE] = camt_field(f, E_BANK_REFERENCE);
	cells[CAMT_TRANSACTIONS] = count_cell(r, f);
	cells[CAMT_INFORMATION] = camt_field(f, E_INFORMATION);
	if (one)
		transaction_cells(f, span_eq(mark, SPAN("CRDT")), cells);
	return 0;
}

void
camt_row_free(struct camt_row *r)
{
	buf_free(&r->amount);
	buf_free(&r->type);
	buf_free(&r->count);
}
