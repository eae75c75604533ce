#include "explain/proof/trial_chain.h"

#include "explain/columns/column_facts.h"
#include "text/tsv.h"
#include "value/money.h"

void
trial_chain_init(struct trial_chain *c, bool backwards, char decimal)
{
	*c = (struct trial_chain){ .backwards = backwards,
		.filled = UINT64_MAX,
		.form = { .decimal = decimal } };
}

/* The value of a carried field, empty where it is not there. */
static struct span
carried(const struct record *r, struct span name)
{
	struct span rest = r->carried, field;

	while (tsv_next(&rest, &field))
		if (span_begins(field, name))
			return (struct span){ field.p + name.len,
				field.len - name.len };
	return SPAN("");
}

static int
group_of(struct trial_chain *c, struct span name)
{
	if (name.len > TRIAL_CHAIN_NAME)
		return -1;
	for (size_t i = 0; i < c->n; i++)
		if (span_eq(
			(struct span){ c->groups[i].name, c->groups[i].len },
			name))
			return (int)i;
	if (c->n == TRIAL_CHAIN_GROUPS)
		return -1;
	memcpy(c->groups[c->n].name, name.p, name.len);
	c->groups[c->n].len = name.len;
	return (int)c->n++;
}

/* Notes that a balance follows on the one before it. */
static void
follow(struct trial_chain *c, int i, struct amount since, struct amount now)
{
	struct amount sum;

	if (!c->groups[i].begun)
		return;
	if (c->backwards)
		since = amount_neg(since);
	if (amount_add(c->groups[i].balance, since, &sum) != AMOUNT_OK ||
	    amount_cmp(sum, now))
		c->broken = true;
	else
		c->links += !amount_is_zero(since);
}

/* All but the oldest amount, where that is among n of them. */
static uint64_t
but_oldest(uint64_t n, bool has_oldest)
{
	return n - (n && has_oldest);
}

/* Notes what may have been carried over, the oldest record of chain i. */
static void
look_oldest(struct trial_chain *c, int i, bool whole, uint64_t filled)
{
	if (!c->backwards && c->groups[i].seen) {
		c->filled &= filled;
		return;
	}
	if (c->groups[i].seen)
		c->filled &= c->groups[i].filled;
	c->groups[i].seen = true;
	c->groups[i].whole = whole;
	c->groups[i].filled = filled;
}

void
trial_chain_add(struct trial_chain *c, const struct record *r, uint64_t filled)
{
	int i = group_of(c, carried(r, SPAN("g=")));
	struct span cell = carried(r, SPAN("b="));
	bool has = !column_facts_is_nothing(span_trim(cell));
	struct amount since, with;
	bool moved = !amount_is_zero(r->amount);
	struct money m = { .is_signed = false };
	struct err e;

	if (i < 0 ||
	    amount_add(c->groups[i].since, r->amount, &with) != AMOUNT_OK ||
	    (has && money_parse(cell, &c->form, SPAN("-"), &m, &e))) {
		c->broken = true;
		return;
	}
	look_oldest(c, i, has && !amount_cmp(m.amount, r->amount), filled);
	since = c->backwards ? c->groups[i].since : with;
	c->groups[i].since = with;
	c->groups[i].n += moved && !(has && c->backwards);
	if (!has)
		return;
	if (!c->groups[i].begun)
		c->loose += but_oldest(c->groups[i].n, !c->backwards);
	follow(c, i, since, m.amount);
	c->groups[i].begun = true;
	c->groups[i].balance = m.amount;
	c->groups[i].since = c->backwards ? r->amount : (struct amount){ 0, 0 };
	c->groups[i].n = c->backwards && moved;
}

void
trial_chain_end(struct trial_chain *c)
{
	for (size_t i = 0; i < c->n; i++) {
		c->loose += but_oldest(c->groups[i].n, c->backwards);
		c->carried |=
		    c->groups[i].whole && (c->filled & ~c->groups[i].filled);
	}
}
