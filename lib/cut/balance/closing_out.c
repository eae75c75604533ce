#include "cut/balance/closing_out.h"

#include <stdlib.h>

#include "base/mem.h"

int
closing_out_create(
    struct closing_out *o, const struct closing_place *p, struct err *e)
{
	*o = (struct closing_out){ 0 };
	date_format(p->date, o->date);
	if (stream_create(&o->to, p->output, STREAM_RECORD, p->plain, e))
		return -1;
	stream_note(&o->to, p->facts, FACTS_WRITTEN, p->output);
	return 0;
}

int
closing_out_add(struct closing_out *o, const struct closing *c, struct err *e)
{
	char amount[AMOUNT_TEXT_CAP];
	struct total *all = &o->to.total;

	if (total_add(all, c->side, c->currency, c->amount) != AMOUNT_OK)
		return err_set(e, ST_DATA,
		    "the sum of all balances in %.*s is too large",
		    (int)c->currency.len, c->currency.p);
	all->records++;
	amount_format(c->amount, amount);
	buf_add(&o->lines, c->account);
	buf_printf(&o->lines, "\t%s\t%.*s\t%c\t%s", amount,
	    (int)c->currency.len, c->currency.p, c->side, o->date);
	if (c->carried.len) {
		buf_byte(&o->lines, '\t');
		buf_add(&o->lines, c->carried);
	}
	buf_byte(&o->lines, '\n');
	o->n++;
	return 0;
}

static int
cmp_lines(const void *a, const void *b)
{
	const struct span *x = a, *y = b;

	return span_cmp(*x, *y);
}

void
closing_out_flush(struct closing_out *o)
{
	const char *p = o->lines.p;

	o->parts = mem_grow(o->parts, &o->cap, o->n, sizeof *o->parts);
	for (size_t i = 0; i < o->n; i++) {
		const char *lf =
		    memchr(p, '\n', (size_t)(o->lines.p + o->lines.len - p));

		o->parts[i] = (struct span){ p, (size_t)(lf - p) };
		p = lf + 1;
	}
	if (o->n > 1)
		qsort(o->parts, o->n, sizeof *o->parts, cmp_lines);
	for (size_t i = 0; i < o->n; i++)
		stream_put(&o->to, o->parts[i]);
	o->n = 0;
	buf_clear(&o->lines);
}

static void
release(struct closing_out *o)
{
	free(o->parts);
	buf_free(&o->lines);
}

int
closing_out_finish(struct closing_out *o, struct err *e)
{
	closing_out_flush(o);
	release(o);
	return stream_finish(&o->to, e);
}

void
closing_out_abandon(struct closing_out *o)
{
	release(o);
	stream_abandon(&o->to);
}
