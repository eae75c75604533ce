#include "report/page/view.h"

#include "html/html.h"

void
view_section(struct buf *b, const char *id, const char *heading)
{
	buf_printf(
	    b, "<section aria-labelledby=\"h-%s\">\n<h2 id=\"h-%s\">", id, id);
	html_text(b, span_str(heading));
	buf_str(b, "</h2>\n");
}

void
view_heading(struct buf *b, const char *text, enum view_column column)
{
	static const char *const classes[] = {
		[VIEW_WORDS] = "",
		[VIEW_NUMBERS] = " class=\"n\"",
		[VIEW_ASIDE] = " class=\"c\"",
	};

	buf_printf(b, "<th scope=\"col\"%s>", classes[column]);
	html_text(b, span_str(text));
	buf_str(b, "</th>");
}

void
view_table(
    struct buf *b, const char *id, const char *class, struct span caption)
{
	buf_printf(b,
	    "<div class=\"w\" role=\"region\" tabindex=\"0\" "
	    "aria-labelledby=\"c-%s\">\n"
	    "<table id=\"%s\" class=\"%s\">\n<caption id=\"c-%s\">",
	    id, id, class, id);
	buf_add(b, caption);
	buf_str(b, "</caption>\n<thead><tr>");
}

void
view_table_end(struct buf *b)
{
	buf_str(b, "</table>\n</div>\n");
}

static void
begin_cell(struct buf *b, const char *label)
{
	buf_printf(b, "<td class=\"n\" data-l=\"%s\">", label);
}

void
view_amount(struct buf *b, bool has, struct amount a, const char *label)
{
	begin_cell(b, label);
	if (has)
		html_amount(b, a);
	else
		html_none(b);
	buf_str(b, "</td>");
}

void
view_count(struct buf *b, uint64_t n, const char *label)
{
	begin_cell(b, label);
	html_count(b, n);
	buf_str(b, "</td>");
}

int
view_sum(struct buf *b, const struct view *v,
    const struct class_totals_sum *sum, struct span currency, struct err *e)
{
	struct amount diff = { 0 };

	if (day_difference(sum, currency, &diff, e))
		return -1;
	view_count(b, sum->lines, word(v->lang, WORD_LINES));
	view_amount(b, sum->has_left, sum->left, word(v->lang, WORD_LEFT));
	view_amount(b, sum->has_right, sum->right, word(v->lang, WORD_RIGHT));
	view_amount(b, true, diff, word(v->lang, WORD_DIFFERENCE));
	return 0;
}

int
view_differences(struct buf *b, const struct view *v,
    const struct class_totals *t, size_t most, struct err *e)
{
	struct buf n = { 0 };

	for (size_t i = 0; i < t->n && t->n <= most; i++) {
		struct span currency = class_totals_currency(&t->rows[i]);
		struct class_totals_sum sum;
		struct amount diff = { 0 };

		if (day_sum(&t->rows[i], &sum, e) ||
		    day_difference(&sum, currency, &diff, e))
			return -1;
		if (i)
			buf_str(b, word(v->lang, WORD_COMMA));
		buf_str(b, "<span class=\"a\">");
		html_text(b, currency);
		buf_byte(b, ' ');
		html_amount(b, diff);
		buf_str(b, "</span>");
	}
	if (t->n > most) {
		html_count(&n, t->n);
		word_put(
		    b, v->lang, WORD_CURRENCIES, &(struct span){ n.p, n.len });
	}
	buf_free(&n);
	return 0;
}

void
view_class(struct buf *b, const struct view *v, enum result_class c)
{
	buf_printf(b,
	    "<th scope=\"row\">%s <span class=\"m\">%s</span></th>"
	    "<td class=\"s\">%s</td>",
	    word_class(v->lang, c), word_class_means(v->lang, c),
	    word(v->lang, view_is_open(c) ? WORD_OPEN : WORD_CLOSED));
}

bool
view_is_open(enum result_class c)
{
	return result_is_open(&(struct result){ .class = c });
}

void
view_days(struct buf *b, const struct view *v, int32_t days)
{
	struct buf n = { 0 };

	html_count(&n, (uint64_t)days);
	word_put(b, v->lang, days == 1 ? WORD_DAYS_1 : WORD_DAYS_N,
	    &(struct span){ n.p, n.len });
	buf_free(&n);
}
