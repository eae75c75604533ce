#include "figures/summary.h"

#include <inttypes.h>

#include "figures/ages.h"
#include "text/text_table.h"
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
	{ CLASS_AMOUNT, TEXT_TABLE_NOTICE },
	{ CLASS_LEFT, TEXT_TABLE_NOTICE },
	{ CLASS_RIGHT, TEXT_TABLE_NOTICE },
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

int
summary_add(struct summary *s, const struct result *r, struct err *e)
{
	bool open = result_is_open(r);

	if (open || !amount_is_zero(r->diff))
		largest_add(&s->top, r);
	if (open && class_totals_add(&s->by_age[age_row(r)], r, e))
		return -1;
	return class_totals_add(&s->all, r, e);
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
add_sum(struct text_table *g, const struct class_totals_sum *sum, bool has_left,
    bool has_right, struct span currency, struct err *e)
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
	add_amount(g, has_left, sum->left);
	add_amount(g, has_right, sum->right);
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

/* The classes of one currency and their sum. */
static int
add_classes(
    struct text_table *g, const struct class_totals_row *row, struct err *e)
{
	struct span currency = class_totals_currency(row);
	struct class_totals_sum all = { 0 };
	const size_t n = sizeof classes / sizeof *classes;

	for (size_t i = 0; i < n; i++) {
		enum result_class c = classes[i].class;

		if (!row->of[c].lines)
			continue;
		text_table_row(g, classes[i].style);
		text_table_cell(g, currency);
		text_table_cell(g, span_str(result_class_name(c)));
		if (add_sum(g, &row->of[c], c != CLASS_RIGHT, c != CLASS_LEFT,
			currency, e) ||
		    class_totals_sum_add(&all, &row->of[c], currency, e))
			return -1;
	}
	text_table_row(g, TEXT_TABLE_PLAIN);
	text_table_cell(g, currency);
	text_table_cell(g, SPAN("all"));
	return add_sum(g, &all, true, true, currency, e);
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
	return add_sum(g, &all,
	    row->of[CLASS_AMOUNT].lines || row->of[CLASS_LEFT].lines,
	    row->of[CLASS_AMOUNT].lines || row->of[CLASS_RIGHT].lines, currency,
	    e);
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
		if (add_classes(g, &s->all.rows[i], e))
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

/*
 * A field of the stream holds no control byte, but DEL and the C1 controls
 * U+0080 to U+009F mean something to a terminal too.
 */
static void
add_shown(struct buf *b, struct span s)
{
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.p[i];
		unsigned char d = i + 1 < s.len ? (unsigned char)s.p[i + 1] : 0;

		if (c == 0xc2 && d >= 0x80 && d < 0xa0) {
			buf_printf(b, "\\x%02x\\x%02x", c, d);
			i++;
		} else if (c == 0x7f) {
			buf_str(b, "\\x7f");
		} else {
			buf_byte(b, (char)c);
		}
	}
}

/* The key, and what is carried but for the age, which has a column. */
static void
add_words(struct text_table *g, const struct result *r)
{
	struct span rest = r->carried, field;
	size_t len = g->text.len;

	add_shown(&g->text, r->key);
	while (tsv_next(&rest, &field)) {
		if (span_begins(field, SPAN("age=")))
			continue;
		buf_str(&g->text, "  ");
		add_shown(&g->text, field);
	}
	text_table_cell_since(g, len);
}

static int
add_entry(struct text_table *g, const struct largest_entry *t, struct err *e)
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
	add_words(g, &r);
	return 0;
}

static int
add_top(struct summary *s, struct text_table *g, struct err *e)
{
	static const char *const names[] = { "currency", "difference", "left",
		"right", "class", "date", "age", "key", NULL };

	if (s->top.n)
		add_heading(g, names);
	for (size_t i = 0; i < s->top.n; i++)
		for (size_t j = 0; j < s->top.lists[i].n; j++)
			if (add_entry(g, &s->top.lists[i].entries[j], e))
				return -1;
	return 0;
}

int
summary_format(
    struct summary *s, bool checked, bool colour, struct buf *b, struct err *e)
{
	struct text_table sums = { .align = "llrrrr" };
	struct text_table top = { .align = "lrrrllr" };
	uint64_t lines = class_totals_lines(&s->all);
	int r = -1;

	class_totals_sort(&s->all);
	largest_sort(&s->top);
	buf_printf(b, "%" PRIu64 " result%s, %s\n", lines,
	    lines == 1 ? "" : "s",
	    checked ? "totals checked"
		    : "no totals to check: some may be missing");
	if (add_sums(s, &sums, e) == 0 && add_top(s, &top, e) == 0) {
		if (sums.n_rows)
			buf_byte(b, '\n');
		text_table_format(&sums, colour, b);
		buf_str(b, any_open(s) ? "" : "\nnothing is open\n");
		if (top.n_rows)
			buf_byte(b, '\n');
		text_table_format(&top, colour, b);
		r = 0;
	}
	text_table_free(&sums);
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
}
