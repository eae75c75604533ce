#include "figures/since.h"

#include <inttypes.h>

int
since_add(struct class_totals *t, const struct result *r, struct err *e)
{
	return result_is_open(r) ? class_totals_add(t, r, e) : 0;
}

/* What is open in a currency, all classes together. */
static int
sum_of(const struct class_totals *t, struct span currency,
    struct class_totals_sum *sum, struct err *e)
{
	*sum = (struct class_totals_sum){ 0 };
	for (size_t i = 0; i < t->n; i++) {
		const struct class_totals_row *row = &t->rows[i];

		if (!span_eq(class_totals_currency(row), currency))
			continue;
		for (int c = 0; c < CLASS_COUNT; c++)
			if (class_totals_sum_add(sum, &row->of[c], currency, e))
				return -1;
	}
	return 0;
}

static void
add_amount(struct text_table *g, struct amount a)
{
	size_t len = g->text.len;

	g->text.len += amount_format(a, buf_room(&g->text, AMOUNT_TEXT_CAP));
	text_table_cell_since(g, len);
}

static int
add_row(struct text_table *g, struct span currency, const char *name,
    int64_t lines, struct amount left, struct amount right, struct err *e)
{
	struct amount diff;
	size_t len;

	if (amount_sub(left, right, &diff) != AMOUNT_OK)
		return err_set(e, ST_DATA, "a difference of %.*s is too large",
		    (int)currency.len, currency.p);
	text_table_row(g, TEXT_TABLE_PLAIN);
	text_table_cell(g, currency);
	text_table_cell(g, span_str(name));
	len = g->text.len;
	buf_printf(&g->text, "%" PRId64, lines);
	text_table_cell_since(g, len);
	add_amount(g, left);
	add_amount(g, right);
	add_amount(g, diff);
	return 0;
}

/* The three rows of a currency. */
static int
add_currency(const struct since *s, struct text_table *g, struct span currency,
    struct err *e)
{
	struct class_totals_sum was, is;
	struct amount left, right;

	if (sum_of(&s->before, currency, &was, e) ||
	    sum_of(&s->now, currency, &is, e))
		return -1;
	if (amount_sub(is.left, was.left, &left) != AMOUNT_OK ||
	    amount_sub(is.right, was.right, &right) != AMOUNT_OK)
		return err_set(e, ST_DATA, "a change of %.*s is too large",
		    (int)currency.len, currency.p);
	return add_row(g, currency, "open before", (int64_t)was.lines, was.left,
		   was.right, e) ||
		add_row(g, currency, "open now", (int64_t)is.lines, is.left,
		    is.right, e) ||
		add_row(g, currency, "change",
		    (int64_t)is.lines - (int64_t)was.lines, left, right, e)
	    ? -1
	    : 0;
}

int
since_rows(struct since *s, struct text_table *g, struct err *e)
{
	static const char *const names[] = { "currency", "since", "lines",
		"left", "right", "difference" };
	struct class_totals all = { 0 };
	int r = 0;

	if (!s->wanted || (s->before.n == 0 && s->now.n == 0))
		return 0;
	if (class_totals_merge(&all, &s->before, e) ||
	    class_totals_merge(&all, &s->now, e))
		r = -1;
	class_totals_sort(&all);
	text_table_row(g, TEXT_TABLE_HEADING);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		text_table_cell(g, span_str(names[i]));
	for (size_t i = 0; i < all.n && r == 0; i++)
		r = add_currency(s, g, class_totals_currency(&all.rows[i]), e);
	class_totals_free(&all);
	return r;
}

void
since_free(struct since *s)
{
	class_totals_free(&s->before);
	class_totals_free(&s->now);
}
