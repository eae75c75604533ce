#include "bill/bank/camt_check.h"

void
camt_check_balance(
    struct camt_check *c, struct span type, const struct figure *m)
{
	if (span_eq(type, SPAN("OPBD")) && !c->has_opening) {
		c->has_opening = true;
		c->opening = *m;
	} else if (span_eq(type, SPAN("PRCD"))) {
		c->has_previous = true;
		c->previous = *m;
	} else if (span_eq(type, SPAN("CLBD"))) {
		c->has_closing = true;
		c->closing = *m;
	} else if (span_eq(type, SPAN("ITBD"))) {
		if (!c->has_interim)
			c->first_interim = *m;
		c->has_interim = true;
		c->last_interim = *m;
	}
}

void
camt_check_page(struct camt_check *c, const struct camt_fields *f)
{
	bool own = camt_field(f, S_PAGE).len || camt_field(f, S_LAST).len;
	struct span last = camt_field(f, own ? S_LAST : M_LAST);

	if (!span_count(camt_field(f, own ? S_PAGE : M_PAGE), &c->page))
		c->page = 0;
	c->more = span_eq(last, SPAN("false")) || span_eq(last, SPAN("0"));
}

/* The balances of a page stand in for those of a statement. */
static void
take_interim(struct camt_check *c)
{
	if (!c->has_interim)
		return;
	if (c->page > 1 && !c->has_opening && !c->has_previous) {
		c->has_opening = true;
		c->opening = c->first_interim;
	}
	if (c->more && !c->has_closing) {
		c->has_closing = true;
		c->closing = c->last_interim;
	}
}

/*
 * Opens the chain with the first entry: the balances stand before the entries.
 */
static void
open_balance(struct camt_check *c)
{
	if (c->balance.open)
		return;
	take_interim(c);
	if (c->has_opening)
		balance_open(&c->balance, &c->opening);
	else if (c->has_previous)
		balance_open(&c->balance, &c->previous);
}

int
camt_check_entry(
    struct camt_check *c, const struct camt_entry *en, struct err *e)
{
	struct camt_side *side = en->debit ? &c->debit : &c->credit;

	side->entries++;
	if (amount_add(side->sum, amount_abs(en->money.amount), &side->sum) !=
	    AMOUNT_OK)
		return err_set(e, ST_DATA,
		    "the sum of the entries is too "
		    "large");
	open_balance(c);
	if (!c->balance.open || !en->booked)
		return 0;
	return balance_add(&c->balance, &en->money, en->reversal, e);
}

static int
compare(struct span told, const char *what, struct amount got, struct err *e)
{
	char text[AMOUNT_TEXT_CAP];
	struct amount a;

	if (told.len == 0)
		return 0;
	if (balance_decimal(told, '.', false, &a) == AMOUNT_OK &&
	    amount_cmp(a, got) == 0)
		return 0;
	amount_format(got, text);
	return err_set(e, ST_DATA,
	    "the summary (TxsSummry) says %s %s, but "
	    "the entries come to %s",
	    what, excerpt(told).s, text);
}

static struct amount
whole(uint64_t n)
{
	return (struct amount){ (int128)n, 0 };
}

static int
check_summary(
    const struct camt_check *c, const struct camt_fields *f, struct err *e)
{
	const struct {
		int slot;
		const char *what;
		struct amount got;
	} figures[] = {
		{ S_COUNT,
		    "entries:", whole(c->credit.entries + c->debit.entries) },
		{ S_CREDITS, "credits:", whole(c->credit.entries) },
		{ S_CREDIT_SUM, "sum of credits:", c->credit.sum },
		{ S_DEBITS, "debits:", whole(c->debit.entries) },
		{ S_DEBIT_SUM, "sum of debits:", c->debit.sum },
	};

	for (size_t i = 0; i < sizeof figures / sizeof *figures; i++)
		if (compare(camt_field(f, figures[i].slot), figures[i].what,
			figures[i].got, e))
			return -1;
	return 0;
}

static int
check_balance(
    struct camt_check *c, const struct camt_fields *f, bool must, struct err *e)
{
	bool turned;

	open_balance(c);
	if (!c->balance.open || !c->has_closing) {
		if (!must)
			return 0;
		return err_set(e, ST_DATA, "statement %s has no %s",
		    excerpt(camt_field(f, S_ID)).s,
		    c->has_closing ? "opening balance (OPBD or PRCD)"
				   : "closing balance (CLBD)");
	}
	if (balance_close(&c->balance, &c->closing, &turned, e) == 0)
		return 0;
	if (turned)
		strncat(e->text,
		    "; with the reversals (RvslInd) turned round "
		    "they would",
		    sizeof e->text - strlen(e->text) - 1);
	return -1;
}

/* Is this the page behind the one before, of the same statement? */
static int
check_page(const struct camt_check *c, const struct camt_page *before,
    struct span of, struct err *e)
{
	char was[AMOUNT_TEXT_CAP], is[AMOUNT_TEXT_CAP];
	const struct figure *open = &c->balance.opening;

	if (!c->page || !before->number || !span_eq(buf_span(&before->of), of))
		return 0;
	if (c->page != before->number + 1)
		return err_set(e, ST_DATA,
		    "page %ju comes behind page %ju of its statement",
		    (uintmax_t)c->page, (uintmax_t)before->number);
	if (!before->has_closing || !(c->has_opening || c->has_previous) ||
	    (!strcmp(open->currency, before->closing.currency) &&
		!amount_cmp(open->amount, before->closing.amount)))
		return 0;
	amount_format(before->closing.amount, was);
	amount_format(open->amount, is);
	return err_set(e, ST_DATA,
	    "page %ju opens with %s %s, but the page before it closed with "
	    "%s %s",
	    (uintmax_t)c->page, is, open->currency, was,
	    before->closing.currency);
}

int
camt_check_end(struct camt_check *c, const struct camt_fields *f,
    struct camt_page *before, bool must, struct err *e)
{
	struct buf of = { 0 };
	int r;

	buf_add(&of, camt_field(f, S_ID));
	buf_byte(&of, '\n');
	buf_add(&of, camt_field(f, S_ACCOUNT));
	r = check_balance(c, f, must, e) || check_summary(c, f, e) ||
	    check_page(c, before, buf_span(&of), e);
	buf_free(&before->of);
	*before = (struct camt_page){ of, c->page, c->closing, c->has_closing };
	return r ? -1 : 0;
}
