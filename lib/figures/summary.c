#include "figures/summary.h"

#include <inttypes.h>

#include "base/visible_text.h"
#include "figures/ages.h"
#include "figures/summary_look.h"
#include "text/table/text_table.h"
#include "text/tsv.h"

static const struct {
	int32_t from; /* days */
	const char *name;
	enum text_table_style style;
} ages[SUMMARY_AGES] = {
	{ 0, "0 days", TEXT_TABLE_NOTICE },
	{ 1, "1 day", TEXT_TABLE_NOTICE },
	{ 2, "2 days", TEXT_TABLE_ALARM },
	{ 3, "3-6 days", TEXT_TABLE_ALARM },
	{ 7, "7+ days", TEXT_TABLE_ALARM },
	{ INT32_MAX, "-", TEXT_TABLE_NOTICE },
};

/* The classes in the order of the summary: what went well comes first. */
static const struct {
	enum result_class class;
	enum text_table_style style;
} classes[] = {
	{ CLASS_MATCHED, TEXT_TABLE_PLAIN },
	{ CLASS_ROLLED, TEXT_TABLE_PLAIN },
	{ CLASS_ADJUSTED, TEXT_TABLE_PLAIN },
	{ CLASS_AMOUNT, TEXT_TABLE_NOTICE },
	{ CLASS_LEFT, TEXT_TABLE_NOTICE },
	{ CLASS_RIGHT, TEXT_TABLE_NOTICE },
	{ CLASS_FIELD, TEXT_TABLE_NOTICE },
	{ CLASS_DUPLICATE, TEXT_TABLE_NOTICE },
	{ CLASS_AMBIGUOUS, TEXT_TABLE_NOTICE },
};

/* The row of an open item's age. */
static int
age_row(const struct result *r)
{
	int32_t days;
	int i = SUMMARY_AGES - 2;

	if (!age_of(r, &days))
		return SUMMARY_AGES - 1;
	while (days < ages[i].from)
		i--;
	return i;
}

/* What has no age was not open before. */
static bool
is_late(const struct summary *s, const struct result *r)
{
	int32_t days;

	return s->older == 0 || (age_of(r, &days) && days >= (int32_t)s->older);
}

int
summary_add(struct summary *s, const struct result *r, struct err *e)
{
	bool open = result_is_open(r), late = open && is_late(s, r);

	s->late += late;
	if (late || (s->older == 0 && !amount_is_zero(r->diff)))
		largest_add(&s->top, r);
	if (open && class_totals_add(&s->by_age[age_row(r)], r, e))
		return -1;
	return by_field_add(&s->by, r, e) ||
		(s->since.wanted && since_add(&s->since.now, r, e))
	    ? -1
	    : class_totals_add(&s->all, r, e);
}

static void
add_amount(struct text_table *g, bool has, struct amount a)
{
	size_t len = g->text.len;

	if (has)
		g->text.len +=
		    amount_format(a, buf_room(&g->text, AMOUNT_TEXT_CAP));
	else
		buf_byte(&g->text, '-');
	text_table_cell_since(g, len);
}

/* Adds cells for lines, left, right and difference. */
static int
add_sum(struct text_table *g, const struct class_totals_sum *sum,
    struct span currency, struct err *e)
{
	struct amount diff;
	size_t len = g->text.len;

	if (amount_sub(sum->left, sum->right, &diff) != AMOUNT_OK)
		return err_set(e, ST_DATA,
		    "a difference of %.*s is too "
		    "large",
		    (int)currency.len, currency.p);
	buf_printf(&g->text, "%" PRIu64, sum->lines);
	text_table_cell_since(g, len);
	add_amount(g, sum->has_left, sum->left);
	add_amount(g, sum->has_right, sum->right);
	add_amount(g, true, diff);
	return 0;
}

static void
add_heading(struct text_table *g, const char *const *names)
{
	text_table_row(g, TEXT_TABLE_HEADING);
	for (; *names; names++)
		text_table_cell(g, span_str(*names));
}

/* Begins a row, with the value of a field where there is one. */
static void
begin_row(struct text_table *g, enum text_table_style style, const char *value)
{
	size_t len = g->text.len;

	text_table_row(g, style);
	if (!value)
		return;
	visible_add(&g->text, span_str(value));
	text_table_cell_since(g, len);
}

/* The classes of one currency and their sum, of all or of a value. */
static int
add_classes(struct text_table *g, const char *value,
    const struct class_totals_row *row, struct err *e)
{
	struct span currency = class_totals_currency(row);
	struct class_totals_sum all = { 0 };
	const size_t n = sizeof classes / sizeof *classes;

	for (size_t i = 0; i < n; i++) {
		enum result_class c = classes[i].class;

		if (!row->of[c].lines)
			continue;
		begin_row(g, classes[i].style, value);
		text_table_cell(g, currency);
		text_table_cell(g, span_str(result_class_name(c)));
		if (add_sum(g, &row->of[c], currency, e) ||
		    class_totals_sum_add(&all, &row->of[c], currency, e))
			return -1;
	}
	begin_row(g, TEXT_TABLE_PLAIN, value);
	text_table_cell(g, currency);
	text_table_cell(g, SPAN("all"));
	all.has_left = all.has_right = true;
	return add_sum(g, &all, currency, e);
}

/* The open items of one currency and age. */
static int
add_age(struct text_table *g, int age, const struct class_totals_row *row,
    struct err *e)
{
	struct span currency = class_totals_currency(row);
	struct class_totals_sum all = { 0 };

	for (int c = 0; c < CLASS_COUNT; c++)
		if (class_totals_sum_add(&all, &row->of[c], currency, e))
			return -1;
	if (!all.lines)
		return 0;
	text_table_row(g, ages[age].style);
	text_table_cell(g, currency);
	text_table_cell(g, span_str(ages[age].name));
	return add_sum(g, &all, currency, e);
}

/* Adds the open items of one age and currency, if there are any. */
static int
add_age_of(struct text_table *g, struct summary *s, int age,
    struct span currency, struct err *e)
{
	struct class_totals *t = &s->by_age[age];

	for (size_t i = 0; i < t->n; i++)
		if (span_eq(class_totals_currency(&t->rows[i]), currency))
			return add_age(g, age, &t->rows[i], e);
	return 0;
}

static bool
any_open(const struct summary *s)
{
	for (int i = 0; i < SUMMARY_AGES; i++)
		if (s->by_age[i].n)
			return true;
	return false;
}

static int
add_sums(struct summary *s, struct text_table *g, struct err *e)
{
	static const char *const by_class[] = { "currency", "class", "lines",
		"left", "right", "difference", NULL };
	static const char *const by_age[] = { "currency", "open for", "lines",
		"left", "right", "difference", NULL };

	if (s->all.n)
		add_heading(g, by_class);
	for (size_t i = 0; i < s->all.n; i++)
		if (add_classes(g, NULL, &s->all.rows[i], e))
			return -1;
	if (!any_open(s))
		return 0;
	text_table_row(g, TEXT_TABLE_PLAIN);
	add_heading(g, by_age);
	for (size_t i = 0; i < s->all.n; i++)
		for (int age = 0; age < SUMMARY_AGES; age++)
			if (add_age_of(g, s, age,
				class_totals_currency(&s->all.rows[i]), e))
				return -1;
	return 0;
}

/* What is carried but for the age, which has a column. */
static void
add_carried(struct text_table *g, const struct result *r, const char *gap)
{
	struct span rest = r->carried, field;

	while (tsv_next(&rest, &field)) {
		if (span_begins(field, SPAN("age=")))
			continue;
		buf_str(&g->text, gap);
		visible_add(&g->text, field);
		gap = "  ";
	}
}

/* The key and what is carried, in one cell or in two. */
static void
add_words(struct text_table *g, const struct result *r, bool apart)
{
	size_t len = g->text.len;

	visible_add(&g->text, r->key);
	if (apart) {
		text_table_cell_since(g, len);
		len = g->text.len;
	}
	add_carried(g, r, apart ? "" : "  ");
	text_table_cell_since(g, len);
}

static int
add_entry(struct text_table *g, const struct largest_entry *t, bool apart,
    struct err *e)
{
	struct result r;
	struct span age = SPAN(TSV_NONE);
	int row;

	if (result_parse((struct span){ t->line, t->len }, &r, e))
		return -1;
	row = age_row(&r);
	result_carried(r.carried, SPAN("age"), &age);
	text_table_row(
	    g, result_is_open(&r) ? ages[row].style : TEXT_TABLE_PLAIN);
	text_table_cell(g, r.currency);
	add_amount(g, true, r.diff);
	add_amount(g, r.has_left, r.left);
	add_amount(g, r.has_right, r.right);
	text_table_cell(g, span_str(result_class_name(r.class)));
	text_table_cell(g, r.date);
	text_table_cell(g, age);
	add_words(g, &r, apart);
	return 0;
}

static int
add_top(struct summary *s, struct text_table *g, bool apart, struct err *e)
{
	const char *names[] = { "currency", "difference", "left", "right",
		"class", "date", "age", "key", apart ? "carried" : NULL, NULL };

	if (s->top.n)
		add_heading(g, names);
	for (size_t i = 0; i < s->top.n; i++)
		for (size_t j = 0; j < s->top.lists[i].n; j++)
			if (add_entry(g, &s->top.lists[i].entries[j], apart, e))
				return -1;
	return 0;
}

static int
add_by(struct summary *s, struct text_table *g, struct err *e)
{
	const char *names[] = { s->by.name, "currency", "class", "lines",
		"left", "right", "difference", NULL };

	if (s->by.n)
		add_heading(g, names);
	for (size_t i = 0; i < s->by.n; i++) {
		const struct by_field_value *v = &s->by.values[i];

		for (size_t k = 0; k < v->totals.n; k++)
			if (add_classes(g, v->value, &v->totals.rows[k], e))
				return -1;
	}
	return 0;
}

int
summary_format(struct summary *s, const struct summary_look *look,
    struct buf *b, struct err *e)
{
	static const char *const of_sums[] = { "classes", "open", NULL };
	static const char *const of_since[] = { "since", NULL };
	static const char *const of_by[] = { "by", NULL };
	static const char *const of_top[] = { "largest", NULL };
	struct text_table sums = { .align = "llrrrr" };
	struct text_table since = { .align = "llrrrr" };
	struct text_table by = { .align = "lllrrrr" };
	struct text_table top = { .align = "lrrrllrl" };
	bool apart = look->form != TEXT_TABLE_TEXT;
	int r = -1;

	if (!apart)
		top.align = "lrrrllr";
	class_totals_sort(&s->all);
	by_field_sort(&s->by);
	largest_sort(&s->top);
	summary_put_head(look, class_totals_lines(&s->all), b);
	if (add_sums(s, &sums, e) == 0 &&
	    since_rows(&s->since, &since, e) == 0 && add_by(s, &by, e) == 0 &&
	    add_top(s, &top, apart, e) == 0) {
		summary_put_table(&sums, look, of_sums, b);
		if (!any_open(s))
			summary_put_nothing_open(look, b);
		summary_put_table(&since, look, of_since, b);
		summary_put_table(&by, look, of_by, b);
		summary_put_table(&top, look, of_top, b);
		if (look->form == TEXT_TABLE_JSON)
			buf_str(b, "\n}\n");
		r = 0;
	}
	text_table_free(&sums);
	text_table_free(&since);
	text_table_free(&by);
	text_table_free(&top);
	return r;
}

void
summary_free(struct summary *s)
{
	class_totals_free(&s->all);
	for (int i = 0; i < SUMMARY_AGES; i++)
		class_totals_free(&s->by_age[i]);
	largest_free(&s->top);
	by_field_free(&s->by);
	since_free(&s->since);
}
