#include "bill/bank/camt.h"

#include "bill/rows/where_lines_went.h"

int
camt_open(struct camt *c, struct input *in, const struct camt_rules *rules,
    struct err *e)
{
	*c = (struct camt){ .rules = *rules,
		.row = { .details = rules->details } };
	return xml_open(&c->xml, in, e);
}

static struct span
field(const struct camt *c, int slot)
{
	return camt_field(&c->fields, slot);
}

static bool
has(const struct camt *c, int slot)
{
	return field(c, slot).len != 0;
}

/* Puts name and line before the text, line 0 is not known. Always -1. */
static int
at(const struct camt *c, uint64_t line, struct err *e)
{
	return err_at(e, c->xml.in.name, line);
}

static void
begin_statement(struct camt *c)
{
	camt_field_clear(&c->fields, S_PAGE, CAMT_SLOTS);
	c->check = (struct camt_check){ 0 };
	c->statement_line = c->xml.line;
	c->statements++;
}

static int
end_statement(struct camt *c, bool must, struct err *e)
{
	if (c->rules.check &&
	    camt_check_end(&c->check, &c->fields, &c->page, must, e))
		return at(c, c->statement_line, e);
	return 0;
}

static int
end_balance(struct camt *c, struct err *e)
{
	struct figure m;

	c->balances++;
	camt_check_page(&c->check, &c->fields);
	if (camt_field_money(&c->fields, B_AMOUNT, B_MARK, &m, e))
		return at(c, c->xml.line, e);
	camt_check_balance(&c->check, field(c, B_TYPE), &m);
	return 0;
}

static void
begin_entry(struct camt *c)
{
	camt_field_clear(&c->fields, E_REFERENCE, CAMT_SLOTS);
	camt_check_page(&c->check, &c->fields);
	c->line = c->xml.line;
	c->row.transactions = 0;
	c->transaction_sum = (struct amount){ 0 };
	c->held = false;
}

static bool
is_reversal(const struct camt *c)
{
	return span_eq(field(c, E_REVERSAL), SPAN("true")) ||
	    span_eq(field(c, E_REVERSAL), SPAN("1"));
}

/* Reads the amount in a slot; a reversal's sign is turned round where the rules
 * say so. */
static int
read_money(const struct camt *c, enum camt_slot amount, enum camt_slot mark,
    struct figure *m, struct err *e)
{
	if (camt_field_money(&c->fields, amount, mark, m, e))
		return at(c, c->line, e);
	if (c->rules.turn_reversals && is_reversal(c))
		m->amount = amount_neg(m->amount);
	return 0;
}

static int
no_amount(const struct camt *c, struct err *e)
{
	err_set(e, ST_DATA,
	    "an entry of several transactions, one of which "
	    "has no amount in %s: read this statement by entries",
	    excerpt(field(c, E_CURRENCY)).s);
	return at(c, c->line, e);
}

static int
begin_transaction(struct camt *c, struct err *e)
{
	if (c->held)
		return no_amount(c, e);
	camt_field_clear(&c->fields, T_AMOUNT, CAMT_SLOTS);
	return 0;
}

/* The amount a transaction has of its own, in the entry's currency. */
static int
own_amount(const struct camt *c)
{
	if (span_eq(field(c, T_CURRENCY), field(c, E_CURRENCY)))
		return T_AMOUNT;
	if (span_eq(field(c, T_INNER_CURRENCY), field(c, E_CURRENCY)))
		return T_INNER_AMOUNT;
	return -1;
}

/* The end of a transaction: 1 a row, 0 none yet. The only transaction of an
 * entry may leave its amount to the entry, and whether another one follows is
 * known only at the entry's end. */
static int
end_transaction(struct camt *c, struct figure *m, struct err *e)
{
	int slot = own_amount(c);

	c->row.transactions++;
	if (!c->rules.details)
		return 0;
	if (slot < 0) {
		c->held = c->row.transactions == 1;
		return c->held ? 0 : no_amount(c, e);
	}
	if (read_money(c, (enum camt_slot)slot,
		has(c, T_MARK) ? T_MARK : E_MARK, m, e))
		return -1;
	if (amount_add(c->transaction_sum, m->amount, &c->transaction_sum) !=
	    AMOUNT_OK) {
		err_set(e, ST_DATA, "the sum of the entry is too large");
		return at(c, c->line, e);
	}
	return 1;
}

static int
check_details(const struct camt *c, const struct figure *entry, struct err *e)
{
	char sum[AMOUNT_TEXT_CAP], want[AMOUNT_TEXT_CAP];

	if (!c->rules.check ||
	    amount_cmp(c->transaction_sum, entry->amount) == 0)
		return 0;
	amount_format(c->transaction_sum, sum);
	amount_format(entry->amount, want);
	err_set(e, ST_DATA,
	    "the transactions of the entry come to %s, but it "
	    "is %s: read this statement by entries",
	    sum, want);
	return at(c, c->line, e);
}

/* The end of an entry: 1 a row; 0 none, as its transactions were the rows. */
static int
end_entry(struct camt *c, struct figure *m, struct err *e)
{
	struct span status = field(c, E_STATUS);
	struct camt_entry en = {
		.debit = span_eq(field(c, E_MARK), SPAN("DBIT")),
		.booked = status.len == 0 || span_eq(status, SPAN("BOOK")),
		.reversal = is_reversal(c),
	};

	if (read_money(c, E_AMOUNT, E_MARK, m, e))
		return -1;
	(*(en.booked ? &c->booked : &c->others))++;
	en.money = *m;
	if (c->rules.check && camt_check_entry(&c->check, &en, e))
		return at(c, c->line, e);
	if (c->rules.details && c->row.transactions && !c->held)
		return check_details(c, m, e);
	return 1;
}

static bool
is_statement(const char *path)
{
	static const char *const ends[] = { "/Stmt", "/Rpt", "/Ntfctn" };
	const char *last = strrchr(path, '/');

	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		if (!strcmp(last, ends[i]))
			return true;
	return false;
}

/* The path below Document/BkToCstmrStmt/Stmt. */
static const char *
below(const char *path)
{
	for (int i = 0; i < 3; i++)
		path = strchr(path, '/') + 1;
	return path;
}

static int
begin(struct camt *c, struct err *e)
{
	const char *path = xml_path(&c->xml);

	if (c->xml.depth == 3 && is_statement(path))
		begin_statement(c);
	else if (c->xml.depth == 3)
		camt_field_clear(&c->fields, M_PAGE, S_PAGE);
	if (c->xml.depth <= 3)
		return 0;
	path = below(path);
	if (!strcmp(path, "Ntry"))
		begin_entry(c);
	else if (!strcmp(path, "Ntry/NtryDtls/TxDtls"))
		return begin_transaction(c, e);
	else if (!strcmp(path, "Bal"))
		camt_field_clear(&c->fields, B_TYPE, E_REFERENCE);
	return 0;
}

static void
take_text(struct camt *c, const char *path)
{
	int slot = camt_field_take(&c->fields, path, buf_span(&c->xml.text),
	    xml_attribute(&c->xml, "Ccy"));

	if (slot == E_AMOUNT && c->line == 0)
		c->line = c->xml.line;
}

/* The end of an element: 1 if that completes a row, else 0; -1 on an error. */
static int
end(struct camt *c, struct span *cells, struct err *e)
{
	const char *path = xml_path(&c->xml);
	struct figure m;
	int r = 0;

	if (c->xml.depth == 3 && is_statement(path))
		return end_statement(
		    c, !strcmp(strrchr(path, '/'), "/Stmt"), e);
	if (c->xml.depth <= 3)
		return 0;
	path = below(path);
	if (!strcmp(path, "Bal"))
		return end_balance(c, e);
	if (!strcmp(path, "Ntry"))
		r = end_entry(c, &m, e);
	else if (!strcmp(path, "Ntry/NtryDtls/TxDtls"))
		r = end_transaction(c, &m, e);
	else
		take_text(c, path);
	if (r == 1 && camt_row_fill(&c->row, &c->fields, &m, cells, e))
		return at(c, c->line, e);
	return r;
}

int
camt_next(struct camt *c, struct span cells[CAMT_COLUMNS], struct err *e)
{
	int r;

	while ((r = xml_next(&c->xml, e)) == 1) {
		r = c->xml.event == XML_BEGIN ? begin(c, e) : end(c, cells, e);
		if (r)
			return r;
	}
	if (r == 0 && c->statements == 0) {
		err_set(e, ST_DATA,
		    "holds no CAMT statement (Stmt, Rpt or "
		    "Ntfctn)");
		return at(c, 0, e);
	}
	return r;
}

void
camt_tell_parts(const struct camt *c, struct buf *b)
{
	buf_printf(b, "%ju statement%s", (uintmax_t)c->statements,
	    c->statements == 1 ? "" : "s");
	where_lines_went(b,
	    (const struct lines_went[]){
		{ c->balances, "balance", "balances" },
		{ c->booked, "entry booked", "entries booked" },
		{ c->others, "entry of another status",
		    "entries of another status" },
	    },
	    3);
}

void
camt_close(struct camt *c)
{
	xml_close(&c->xml);
	camt_field_free(&c->fields);
	camt_row_free(&c->row);
	buf_free(&c->page.of);
}
