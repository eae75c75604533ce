#define _GNU_SOURCE /* memmem */
#include "clean/figure_check.h"

#include <stdlib.h>

#include "base/mem.h"
#include "value/money.h"

static struct span
dup(struct span s)
{
	return (struct span){ mem_dup(s), s.len };
}

static int
bad(struct err *e, struct span text)
{
	return err_set(e, ST_FAIL,
	    "\"%s\" is neither \"count\" nor \"sum "
	    "COLUMN\"",
	    excerpt(text).s);
}

static void
add_part(struct figure_check *c, struct span column, bool minus)
{
	c->parts = mem_grow(c->parts, &c->cap, c->n + 1, sizeof *c->parts);
	c->parts[c->n++] =
	    (struct figure_check_part){ .column = dup(column), .minus = minus };
}

/* The first " + " or " - " of s; its length if there is none. */
static size_t
next_sign(struct span s)
{
	for (size_t i = 0; i + 2 < s.len; i++)
		if (s.p[i] == ' ' && (s.p[i + 1] == '+' || s.p[i + 1] == '-') &&
		    s.p[i + 2] == ' ')
			return i;
	return s.len;
}

/* Cuts "within AMOUNT" off the end of *s. */
static int
take_within(struct figure_check *c, struct span *s, struct err *e)
{
	static const char word[] = " within ";
	const char *w = memmem(s->p, s->len, word, sizeof word - 1);
	size_t n;
	struct span amount;

	if (!w)
		return 0;
	n = (size_t)(w - s->p);
	amount = span_trim((struct span){
	    w + sizeof word - 1, s->len - n - (sizeof word - 1) });
	if (amount_parse(amount, &c->within) != AMOUNT_OK)
		return err_set(e, ST_FAIL, "within \"%s\": is not an amount",
		    excerpt(amount).s);
	s->len = n;
	return 0;
}

int
figure_check_parse(struct figure_check *c, struct span total,
    struct span expression, struct err *e)
{
	struct span s = span_trim(expression);
	bool minus = false;

	*c = (struct figure_check){ .total = dup(span_trim(total)) };
	if (span_eq(s, SPAN("count")))
		return 0;
	if (!span_begins(s, SPAN("sum ")))
		return bad(e, s);
	s = span_trim((struct span){ s.p + 4, s.len - 4 });
	if (take_within(c, &s, e))
		return -1;
	for (;;) {
		size_t n = next_sign(s);
		struct span column = span_trim((struct span){ s.p, n });

		if (column.len == 0)
			return bad(e, expression);
		add_part(c, column, minus);
		if (n == s.len)
			return 0;
		minus = s.p[n + 1] == '-';
		s = (struct span){ s.p + n + 3, s.len - n - 3 };
	}
}

void
figure_check_begin(struct figure_check *c)
{
	c->rows = 0;
	c->sum = (struct amount){ 0 };
}

int
figure_check_bind(struct figure_check *c, const struct header *h, struct err *e)
{
	for (size_t i = 0; i < c->n; i++) {
		int at = header_need(h, c->parts[i].column, e);

		if (at < 0)
			return -1;
		c->parts[i].at = (size_t)at;
	}
	return 0;
}

static int
read_cell(const struct figure_check *c, const struct figure_check_part *p,
    struct span cell, struct amount *a, struct err *e)
{
	struct money m;

	if (money_parse(cell, c->form, SPAN("-"), &m, e))
		return err_at(e, excerpt(p->column).s, 0);
	*a = p->minus ? amount_neg(m.amount) : m.amount;
	return 0;
}

int
figure_check_row(
    struct figure_check *c, const struct span *cells, struct err *e)
{
	c->rows++;
	for (size_t i = 0; i < c->n; i++) {
		struct span cell = cells[c->parts[i].at];
		struct amount a;

		if (cell.len == 0)
			continue;
		if (read_cell(c, &c->parts[i], cell, &a, e))
			return -1;
		if (amount_add(c->sum, a, &c->sum) != AMOUNT_OK)
			return err_set(e, ST_DATA,
			    "the sum of %s is too "
			    "large",
			    excerpt(c->parts[i].column).s);
	}
	return 0;
}

static int
differ(const struct figure_check *c, struct amount told, struct amount got,
    struct amount less, struct err *e)
{
	char t[AMOUNT_TEXT_CAP], g[AMOUNT_TEXT_CAP], by[AMOUNT_TEXT_CAP];

	amount_format(told, t);
	amount_format(got, g);
	amount_format(amount_abs(less), by);
	return err_set(e, ST_DATA,
	    "the bill says %s %s, but its rows come to "
	    "%s: %s %s (--no-check takes it)",
	    excerpt(c->total).s, t, g, by, less.minor < 0 ? "less" : "more");
}

int
figure_check_total(
    const struct figure_check *c, const struct stated_figures *t, struct err *e)
{
	struct amount got = c->sum, less;
	struct span text;
	struct money told;

	if (!stated_figures_find(t, c->total, &text))
		return err_set(e, ST_DATA,
		    "the bill does not tell its total "
		    "%s: is it cut short? (--no-check takes it)",
		    excerpt(c->total).s);
	if (money_parse(text, c->form, SPAN("-"), &told, e))
		return err_at(e, excerpt(c->total).s, 0);
	if (c->n == 0)
		got = (struct amount){ (int128)c->rows, 0 };
	if (amount_sub(got, told.amount, &less) != AMOUNT_OK)
		return err_set(e, ST_DATA, "the total %s is too large",
		    excerpt(c->total).s);
	if (amount_cmp(amount_abs(less), c->within) <= 0)
		return 0;
	return differ(c, told.amount, got, less, e);
}

void
figure_check_free(struct figure_check *c)
{
	free((char *)c->total.p);
	for (size_t i = 0; i < c->n; i++)
		free((char *)c->parts[i].column.p);
	free(c->parts);
	*c = (struct figure_check){ .n = 0 };
}
