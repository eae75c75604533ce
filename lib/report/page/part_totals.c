#include <stdio.h>

#include "html/html.h"
#include "report/page/parts.h"

enum { COLUMNS = 6 };

/* The classes of a currency, and all of them. */
static int
put_classes(const struct view *v, struct buf *b,
    const struct class_totals_row *row, struct err *e)
{
	struct span currency = class_totals_currency(row);
	struct class_totals_sum all;

	for (int i = 0; i < CLASS_COUNT; i++) {
		enum result_class c = word_classes[i];

		if (!row->of[c].lines)
			continue;
		buf_printf(b, "<tr class=\"%s\" data-class=\"%s\">",
		    view_is_open(c) ? "open" : "closed", result_class_name(c));
		view_class(b, v, c);
		if (view_sum(b, v, &row->of[c], currency, e))
			return -1;
		buf_str(b, "</tr>\n");
	}
	if (day_sum(row, &all, e))
		return -1;
	all.has_left = all.has_right = true;
	buf_printf(b,
	    "<tr class=\"all\" data-class=\"all\"><th scope=\"row\">%s</th>"
	    "<td class=\"s\"></td>",
	    word(v->lang, WORD_ALL));
	if (view_sum(b, v, &all, currency, e))
		return -1;
	buf_str(b, "</tr>\n");
	return 0;
}

static void
put_headings(const struct view *v, struct buf *b)
{
	view_heading(b, word(v->lang, WORD_CLASS), VIEW_ASIDE);
	view_heading(b, word(v->lang, WORD_STATE), VIEW_ASIDE);
	view_heading(b, word(v->lang, WORD_LINES), VIEW_NUMBERS);
	view_heading(b, word(v->lang, WORD_LEFT), VIEW_NUMBERS);
	view_heading(b, word(v->lang, WORD_RIGHT), VIEW_NUMBERS);
	view_heading(b, word(v->lang, WORD_DIFFERENCE), VIEW_NUMBERS);
	buf_str(b, "</tr></thead>\n");
}

/* A currency, behind the value of a field where there is one. */
static int
put_currency(const struct view *v, struct buf *b, const char *value,
    const struct class_totals_row *row, struct err *e)
{
	struct span currency = class_totals_currency(row);

	buf_str(b, "<tbody data-currency=\"");
	html_text(b, currency);
	buf_printf(b,
	    "\">\n<tr class=\"g\"><th scope=\"rowgroup\" "
	    "colspan=\"%d\">",
	    COLUMNS);
	if (value) {
		html_data(b, span_str(value));
		buf_str(b, " · ");
	}
	html_text(b, currency);
	buf_str(b, "</th></tr>\n");
	if (put_classes(v, b, row, e))
		return -1;
	buf_str(b, "</tbody>\n");
	return 0;
}

int
part_totals(const struct view *v, struct buf *b, struct err *e)
{
	const struct class_totals *t = &v->day->summary.all;

	if (!t->n)
		return 0;
	view_section(b, "totals", word(v->lang, WORD_TOTALS));
	view_table(
	    b, "totals", "t", span_str(word(v->lang, WORD_TOTALS_CAPTION)));
	put_headings(v, b);
	for (size_t i = 0; i < t->n; i++)
		if (put_currency(v, b, NULL, &t->rows[i], e))
			return -1;
	view_table_end(b);
	buf_str(b, "</section>\n");
	return 0;
}

static int
put_values(const struct view *v, struct buf *b, const struct by_field *f,
    const char *id, struct span name, struct err *e)
{
	struct buf caption = { 0 };

	word_put(&caption, v->lang, WORD_BY_CAPTION, &name);
	view_table(b, id, "t by", buf_span(&caption));
	buf_free(&caption);
	put_headings(v, b);
	for (size_t i = 0; i < f->n; i++)
		for (size_t k = 0; k < f->values[i].totals.n; k++)
			if (put_currency(v, b, f->values[i].value,
				&f->values[i].totals.rows[k], e))
				return -1;
	view_table_end(b);
	return 0;
}

static int
put_by(const struct view *v, struct buf *b, size_t i, struct err *e)
{
	const struct by_field *f = &v->day->by[i];
	struct buf name = { 0 };
	struct span piece;
	char id[32];
	int r = 0;

	snprintf(id, sizeof id, "by-%zu", i + 1);
	html_data(&name, span_str(f->name));
	piece = buf_span(&name);
	buf_printf(
	    b, "<section aria-labelledby=\"h-%s\">\n<h2 id=\"h-%s\">", id, id);
	word_put(b, v->lang, WORD_BY, &piece);
	buf_str(b, "</h2>\n");
	if (by_field_absent(f)) {
		buf_str(b, "<p>");
		word_put(b, v->lang, WORD_BY_ABSENT, &piece);
		buf_str(b, "</p>\n");
	} else {
		r = put_values(v, b, f, id, piece, e);
	}
	buf_str(b, "</section>\n");
	buf_free(&name);
	return r;
}

int
part_by(const struct view *v, struct buf *b, struct err *e)
{
	for (size_t i = 0; i < v->day->n_by && v->day->results; i++)
		if (put_by(v, b, i, e))
			return -1;
	return 0;
}
