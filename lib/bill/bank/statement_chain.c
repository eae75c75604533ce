#include "bill/bank/statement_chain.h"

#include <stdlib.h>

#include "base/mem.h"

struct statement_chain_closing {
	char *account; /* owned */
	struct figure figure;
	bool more; /* a page is to follow */
	uint64_t line;
};

static struct statement_chain_closing *
find(const struct statement_chain *p, const char *account,
    const struct figure *money)
{
	for (size_t i = 0; i < p->n; i++)
		if (!strcmp(p->list[i].account, account) &&
		    !strcmp(p->list[i].figure.currency, money->currency))
			return &p->list[i];
	return NULL;
}

/* Tells that a page does not open with what the page before it closed with. */
static int
gap(const struct statement_chain_closing *before, const char *statement,
    const struct figure *now, struct err *e)
{
	char was[AMOUNT_TEXT_CAP], is[AMOUNT_TEXT_CAP];

	amount_format(before->figure.amount, was);
	amount_format(now->amount, is);
	return err_set(e, ST_DATA,
	    "statement %s of account %s opens with %s "
	    "%s, but the one before it closed with %s %s in line %ju",
	    statement, before->account, is, now->currency, was,
	    before->figure.currency, (uintmax_t)before->line);
}

int
statement_chain_open(const struct statement_chain *p, const char *account,
    const char *statement, bool intermediate, const struct figure *now,
    struct err *e)
{
	const struct statement_chain_closing *before = find(p, account, now);

	if (intermediate && (!before || !before->more))
		return err_set(e, ST_DATA,
		    "statement %s opens with an "
		    "intermediate balance (60M), but the page before it is "
		    "not here",
		    statement);
	if (!intermediate && before && before->more)
		return err_set(e, ST_DATA,
		    "the page after the intermediate "
		    "balance (62M) of line %ju is not here",
		    (uintmax_t)before->line);
	if (before && amount_cmp(before->figure.amount, now->amount))
		return gap(before, statement, now, e);
	return 0;
}

void
statement_chain_close(struct statement_chain *p, const char *account, bool more,
    const struct figure *figure, uint64_t line)
{
	struct statement_chain_closing *c = find(p, account, figure);

	if (!c) {
		p->list = mem_grow(p->list, &p->cap, p->n + 1, sizeof *p->list);
		c = &p->list[p->n++];
		c->account = mem_dup(span_str(account));
	}
	c->figure = *figure;
	c->more = more;
	c->line = line;
}

int
statement_chain_check(
    const struct statement_chain *p, const char *name, struct err *e)
{
	for (size_t i = 0; i < p->n; i++) {
		if (!p->list[i].more)
			continue;
		err_set(e, ST_DATA,
		    "an intermediate balance (62M), but the "
		    "page after it is not here");
		return err_at(e, name, p->list[i].line);
	}
	return 0;
}

void
statement_chain_free(struct statement_chain *p)
{
	for (size_t i = 0; i < p->n; i++)
		free(p->list[i].account);
	free(p->list);
}
