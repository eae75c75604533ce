#include "clean/figure_check.h"

#include <stdlib.h>

#include "value/money.h"

void
figure_check_begin(struct figure_check *c)
{
	c->rows = 0;
	c->sum = (struct amount){ 0 };
	running_chains_free(&c->chains);
}

static int
bind(struct figure_check_parts *p, const struct header *h, struct err *e)
{
	for (size_t i = 0; i < p->n; i++) {
		int at = header_need(h, p->list[i].name, e);

		if (at < 0)
			return -1;
		p->list[i].at = (size_t)at;
	}
	return 0;
}

int
figure_check_bind(struct figure_check *c, const struct header *h, struct err *e)
{
	if (c->runs && bind(&c->figures, h, e))
		return -1;
	return bind(&c->columns, h, e);
}

static int
read_cell(const struct figure_check *c, const struct figure_check_part *p,
    struct span cell, struct amount *a, struct err *e)
{
	struct money m;

	if (money_parse(cell, c->form, SPAN("-"), &m, e))
		return err_at(e, excerpt(p->name).s, 0);
	*a = p->minus ? amount_neg(m.amount) : m.amount;
	return 0;
}

/* Adds up the amounts of a row. */
static int
add_cells(const struct figure_check *c, const struct span *cells,
    struct amount *sum, struct err *e)
{
	for (size_t i = 0; i < c->columns.n; i++) {
		const struct figure_check_part *p = &c->columns.list[i];
		struct span cell = cells[p->at];
		struct amount a;

		if (cell.len == 0)
			continue;
		if (read_cell(c, p, cell, &a, e))
			return -1;
		if (amount_add(*sum, a, sum) != AMOUNT_OK)
			return err_set(e, ST_DATA,
			    "the sum of %s is too "
			    "large",
			    excerpt(p->name).s);
	}
	return 0;
}

static int
add_running(struct figure_check *c, const struct span *cells, struct err *e)
{
	const struct figure_check_part *p = &c->figures.list[0];
	struct span cell = cells[p->at];
	struct amount sum = { 0 }, balance;
	struct span account = SPAN("");
	struct running_balance *r;

	if (c->figures.n > 1)
		account = cells[c->figures.list[1].at];
	r = running_chains_of(&c->chains, account, e);
	if (!r || add_cells(c, cells, &sum, e) ||
	    (cell.len && read_cell(c, p, cell, &balance, e)))
		return -1;
	return running_balance_row(r, sum, cell.len ? &balance : NULL,
	    c->within, c->line ? *c->line : 0, e);
}

int
figure_check_row(
    struct figure_check *c, const struct span *cells, struct err *e)
{
	c->rows++;
	return c->runs ? add_running(c, cells, e)
		       : add_cells(c, cells, &c->sum, e);
}

static int
differ(const struct figure_check *c, struct amount told, struct amount got,
    struct amount less, struct err *e)
{
	char t[AMOUNT_TEXT_CAP], g[AMOUNT_TEXT_CAP], by[AMOUNT_TEXT_CAP];

	amount_format(told, t);
	amount_format(got, g);
	amount_format(amount_abs(less), by);
	if (span_eq(c->total, span_str(t)))
		return err_set(e, ST_DATA,
		    "its rows come to %s, not %s (--no-check takes it)", g, t);
	return err_set(e, ST_DATA,
	    "the bill says %s %s, but its rows come to "
	    "%s: %s %s (--no-check takes it)",
	    excerpt(c->total).s, t, g, by, less.minor < 0 ? "less" : "more");
}

/* A figure that the bill states, or an amount that is written for it. */
static int
read_figure(const struct figure_check *c, const struct figure_check_part *p,
    const struct stated_figures *t, struct amount *a, struct err *e)
{
	struct span text;

	if (stated_figures_find(t, p->name, &text))
		return read_cell(c, p, text, a, e);
	if (amount_parse(p->name, a) == AMOUNT_OK) {
		*a = p->minus ? amount_neg(*a) : *a;
		return 0;
	}
	return err_set(e, ST_DATA,
	    "the bill does not tell its total "
	    "%s: is it cut short? (--no-check takes it)",
	    excerpt(p->name).s);
}

int
figure_check_total(
    const struct figure_check *c, const struct stated_figures *t, struct err *e)
{
	struct amount got = c->sum, told = { 0 }, a, less;

	if (c->runs)
		return running_chains_end(
		    &c->chains, c->figures.list[0].name, e);
	for (size_t i = 0; i < c->figures.n; i++) {
		if (read_figure(c, &c->figures.list[i], t, &a, e))
			return -1;
		if (amount_add(told, a, &told) != AMOUNT_OK)
			return err_set(e, ST_DATA, "the total %s is too large",
			    excerpt(c->total).s);
	}
	if (c->columns.n == 0)
		got = (struct amount){ (int128)c->rows, 0 };
	if (amount_sub(got, told, &less) != AMOUNT_OK)
		return err_set(e, ST_DATA, "the total %s is too large",
		    excerpt(c->total).s);
	if (amount_cmp(amount_abs(less), c->within) <= 0)
		return 0;
	return differ(c, told, got, less, e);
}

static void
free_parts(struct figure_check_parts *p)
{
	for (size_t i = 0; i < p->n; i++)
		free((char *)p->list[i].name.p);
	free(p->list);
}

void
figure_check_free(struct figure_check *c)
{
	free((char *)c->total.p);
	free_parts(&c->figures);
	free_parts(&c->columns);
	running_chains_free(&c->chains);
	*c = (struct figure_check){ .rows = 0 };
}
