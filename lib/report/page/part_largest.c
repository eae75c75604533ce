#include "figures/ages.h"
#include "html/html.h"
#include "report/page/parts.h"
#include "text/tsv.h"

enum { CARRIED_MAX = 24 }; /* fields that are shown */

/* What is carried but for the age, which has a column. */
static void
put_carried(struct buf *b, const struct result *r)
{
	struct span rest = r->carried, field;
	size_t n = 0;

	while (tsv_next(&rest, &field)) {
		if (span_begins(field, SPAN("age=")))
			continue;
		if (n == CARRIED_MAX) {
			buf_str(b, " …");
			break;
		}
		buf_str(b, n++ ? " · " : "<div class=\"m\">");
		html_data(b, field);
	}
	if (n)
		buf_str(b, "</div>");
}

static void
put_line(const struct view *v, struct buf *b, const struct result *r)
{
	int32_t days;
	bool open = result_is_open(r);

	buf_printf(
	    b, "<tr class=\"%s\"><th scope=\"row\">", open ? "open" : "closed");
	html_data(b, r->key);
	put_carried(b, r);
	buf_printf(b, "</th><td data-l=\"%s\">%s</td>",
	    word(v->lang, WORD_CLASS), word_class(v->lang, r->class));
	buf_printf(b, "<td data-l=\"%s\">", word(v->lang, WORD_DATE));
	if (tsv_is_none(r->date))
		html_none(b);
	else
		html_text(b, r->date);
	buf_printf(b, "</td><td data-l=\"%s\">", word(v->lang, WORD_AGE));
	if (open && age_of(r, &days))
		view_days(b, v, days);
	else
		html_none(b);
	buf_str(b, "</td>");
	view_amount(b, r->has_left, r->left, word(v->lang, WORD_LEFT));
	view_amount(b, r->has_right, r->right, word(v->lang, WORD_RIGHT));
	view_amount(b, true, r->diff, word(v->lang, WORD_DIFFERENCE));
	buf_str(b, "</tr>\n");
}

static int
put_list(const struct view *v, struct buf *b, const struct largest_list *l,
    struct err *e)
{
	struct span currency = { l->currency, l->currency_len };
	struct result r;

	buf_str(b, "<tbody data-currency=\"");
	html_text(b, currency);
	buf_str(
	    b, "\">\n<tr class=\"g\"><th scope=\"rowgroup\" colspan=\"7\">");
	html_text(b, currency);
	buf_str(b, "</th></tr>\n");
	for (size_t i = 0; i < l->n; i++) {
		const struct largest_entry *t = &l->entries[i];

		if (result_parse((struct span){ t->line, t->len }, &r, e))
			return -1;
		put_line(v, b, &r);
	}
	buf_str(b, "</tbody>\n");
	return 0;
}

static void
begin_table(const struct view *v, struct buf *b)
{
	const struct largest *t = &v->day->summary.top;
	struct buf n = { 0 }, caption = { 0 };

	html_count(&n, t->limit);
	word_put(&caption, v->lang,
	    t->limit == 1 ? WORD_LARGEST_1 : WORD_LARGEST_CAPTION,
	    &(struct span){ n.p, n.len });
	view_table(b, "largest", "t stack", buf_span(&caption));
	buf_free(&n);
	buf_free(&caption);
	view_heading(b, word(v->lang, WORD_KEY), VIEW_WORDS);
	view_heading(b, word(v->lang, WORD_CLASS), VIEW_WORDS);
	view_heading(b, word(v->lang, WORD_DATE), VIEW_WORDS);
	view_heading(b, word(v->lang, WORD_AGE), VIEW_WORDS);
	view_heading(b, word(v->lang, WORD_LEFT), VIEW_NUMBERS);
	view_heading(b, word(v->lang, WORD_RIGHT), VIEW_NUMBERS);
	view_heading(b, word(v->lang, WORD_DIFFERENCE), VIEW_NUMBERS);
	buf_str(b, "</tr></thead>\n");
}

int
part_largest(const struct view *v, struct buf *b, struct err *e)
{
	const struct largest *t = &v->day->summary.top;

	if (!t->n)
		return 0;
	view_section(b, "largest", word(v->lang, WORD_LARGEST));
	begin_table(v, b);
	for (size_t i = 0; i < t->n; i++)
		if (put_list(v, b, &t->lists[i], e))
			return -1;
	view_table_end(b);
	buf_str(b, "</section>\n");
	return 0;
}
