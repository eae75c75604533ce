#include "notify/data/digest_data.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/mem.h"
#include "value/json_put.h"

static void
free_line(struct digest_line *l)
{
	free(l->line);
	free(l->kind);
	free(l->link);
}

/* Puts it where it belongs, if it does; the least one goes. */
static void
add_top(
    struct digest_top *top, const struct line_data *d, const struct result *r)
{
	struct amount size = amount_abs(r->diff);
	size_t at = top->n;

	while (at && amount_cmp(top->lines[at - 1].size, size) < 0)
		at--;
	if (at == DIGEST_RESULTS)
		return;
	if (top->n == DIGEST_RESULTS)
		free_line(&top->lines[--top->n]);
	memmove(&top->lines[at + 1], &top->lines[at],
	    (top->n - at) * sizeof *top->lines);
	top->n++;
	top->lines[at] = (struct digest_line){ mem_dup(r->line),
		mem_dup(d->kind), mem_dup(d->link), r->line.len, size };
}

int
digest_data_add(struct digest_data *g, const struct line_data *d,
    const struct result *r, struct err *e)
{
	if (class_totals_add(&g->sums, r, e))
		return -1;
	if (g->n < g->sums.n) {
		g->tops =
		    mem_grow(g->tops, &g->cap, g->sums.n, sizeof *g->tops);
		g->tops[g->n++] = (struct digest_top){ 0 };
	}
	add_top(&g->tops[g->sums.last], d, r);
	return 0;
}

static int
put_class(struct buf *b, struct span currency, enum result_class class,
    const struct class_totals_sum *sum, struct err *e)
{
	struct amount diff;

	if (amount_sub(sum->left, sum->right, &diff) != AMOUNT_OK)
		return err_set(e, ST_DATA, "a difference of %.*s is too large",
		    (int)currency.len, currency.p);
	buf_str(b, b->p[b->len - 1] == '[' ? "{" : ",{");
	json_put_name(b, "currency");
	json_put_maybe(b, currency);
	json_put_name(b, "class");
	json_put_text(b, result_class_text(class));
	json_put_name(b, "lines");
	buf_printf(b, "%" PRIu64, sum->lines);
	json_put_amount(b, "left", sum->has_left, sum->left);
	json_put_amount(b, "right", sum->has_right, sum->right);
	json_put_amount(b, "difference", true, diff);
	buf_byte(b, '}');
	return 0;
}

static int
by_currency(const void *a, const void *b)
{
	const struct class_totals_row *const *x = a, *const *y = b;

	return span_cmp(class_totals_currency(*x), class_totals_currency(*y));
}

/* The rows in the order of their currencies; the caller frees. */
static const struct class_totals_row **
sorted(const struct class_totals *t)
{
	const struct class_totals_row **rows =
	    mem_alloc((t->n + 1) * sizeof *rows);

	for (size_t i = 0; i < t->n; i++)
		rows[i] = &t->rows[i];
	if (t->n)
		qsort(rows, t->n, sizeof *rows, by_currency);
	return rows;
}

static int
put_line(
    struct buf *b, struct span book, const struct digest_line *l, struct err *e)
{
	const struct line_data d = { book, span_str(l->kind),
		span_str(l->link) };
	struct result r;

	if (result_parse((struct span){ l->line, l->len }, &r, e))
		return -1;
	if (b->p[b->len - 1] != '[')
		buf_byte(b, ',');
	line_data_put(b, &d, &r);
	return 0;
}

/* Adds classes, results and more. */
static int
put_lists(struct digest_data *g, const struct class_totals_row **rows,
    struct span book, struct buf *b, struct err *e)
{
	uint64_t shown = 0, more;
	size_t begin;
	int r = 0;

	json_put_name(b, "classes");
	buf_byte(b, '[');
	for (size_t i = 0; i < g->n; i++)
		for (int c = 0; c < CLASS_COUNT && r == 0; c++)
			if (rows[i]->of[c].lines)
				r = put_class(b, class_totals_currency(rows[i]),
				    (enum result_class)c, &rows[i]->of[c], e);
	buf_byte(b, ']');
	json_put_name(b, "results");
	buf_byte(b, '[');
	begin = b->len;
	for (size_t rank = 0; rank < DIGEST_RESULTS; rank++)
		for (size_t i = 0; i < g->n && r == 0; i++) {
			const struct digest_top *top =
			    &g->tops[rows[i] - g->sums.rows];

			if (rank >= top->n || shown == DIGEST_RESULTS ||
			    b->len - begin >= LINE_DATA_MANY)
				continue;
			shown++;
			r = put_line(b, book, &top->lines[rank], e);
		}
	buf_byte(b, ']');
	more = class_totals_lines(&g->sums) - shown;
	json_put_name(b, "more");
	if (more)
		buf_printf(b, "%" PRIu64, more);
	else
		buf_str(b, "null");
	return r;
}

int
digest_data_put(struct digest_data *g, struct span book, struct span link,
    struct buf *b, struct err *e)
{
	const struct class_totals_row **rows = sorted(&g->sums);
	int r;

	buf_byte(b, '{');
	json_put_member(b, "book", book);
	json_put_name(b, "kind");
	buf_str(b, "\"digest\"");
	json_put_name(b, "count");
	buf_printf(b, "%" PRIu64, class_totals_lines(&g->sums));
	if (link.len) {
		json_put_name(b, "link");
		json_put_text(b, link);
	}
	r = put_lists(g, rows, book, b, e);
	buf_byte(b, '}');
	free(rows);
	return r;
}

void
digest_data_free(struct digest_data *g)
{
	class_totals_free(&g->sums);
	for (size_t i = 0; i < g->n; i++)
		for (size_t k = 0; k < g->tops[i].n; k++)
			free_line(&g->tops[i].lines[k]);
	free(g->tops);
	*g = (struct digest_data){ 0 };
}
