#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "html/html.h"
#include "report/page/bars.h"
#include "report/page/parts.h"
#include "value/time/date.h"

static void
put_open(const struct view *v, struct buf *b, struct bar *of)
{
	const struct trend *t = v->trend;
	struct bars p = { "open", span_str(word(v->lang, WORD_TREND_OPEN)),
		word(v->lang, WORD_HIGHEST), word(v->lang, WORD_LOWEST),
		t->first, of, t->n };

	for (size_t i = 0; i < t->n; i++)
		of[i] = (struct bar){ t->days[i].is_there,
			{ (int128)t->days[i].open_lines, 0 } };
	bars_put(b, &p);
}

/* What was open of a currency: zero where nothing was. */
static int
difference_of(const struct trend_day *d, struct span currency,
    struct amount *diff, struct err *e)
{
	struct class_totals_sum sum;

	*diff = (struct amount){ 0 };
	for (size_t i = 0; i < d->open.n; i++) {
		const struct class_totals_row *row = &d->open.rows[i];

		if (span_eq(class_totals_currency(row), currency))
			return day_sum(row, &sum, e) ||
				day_difference(&sum, currency, diff, e)
			    ? -1
			    : 0;
	}
	return 0;
}

static int
put_currency(const struct view *v, struct buf *b, size_t number,
    struct span currency, struct bar *of, struct err *e)
{
	const struct trend *t = v->trend;
	struct buf code = { 0 }, title = { 0 };
	char id[32];

	for (size_t i = 0; i < t->n; i++) {
		of[i].is_there = t->days[i].is_there;
		if (difference_of(&t->days[i], currency, &of[i].value, e))
			return -1;
	}
	snprintf(id, sizeof id, "difference-%zu", number);
	html_text(&code, currency);
	word_put(&title, v->lang, WORD_TREND_DIFFERENCE,
	    &(struct span){ code.p, code.len });
	bars_put(b,
	    &(struct bars){ id, buf_span(&title), word(v->lang, WORD_HIGHEST),
		word(v->lang, WORD_LOWEST), t->first, of, t->n });
	buf_free(&code);
	buf_free(&title);
	return 0;
}

/* One for each currency that was open on one of the days. */
static int
put_currencies(
    const struct view *v, struct buf *b, struct bar *of, struct err *e)
{
	struct class_totals all = { 0 };
	int r = 0;

	for (size_t i = 0; i < v->trend->n && r == 0; i++)
		r = class_totals_merge(&all, &v->trend->days[i].open, e);
	class_totals_sort(&all);
	for (size_t i = 0; i < all.n && r == 0; i++)
		r = put_currency(
		    v, b, i + 1, class_totals_currency(&all.rows[i]), of, e);
	class_totals_free(&all);
	return r;
}

static int
put_day(const struct view *v, struct buf *b, size_t i, struct err *e)
{
	const struct trend_day *d = &v->trend->days[i];
	char date[DATE_LEN + 1];

	date_format(v->trend->first + (int32_t)i, date);
	buf_printf(b, "<tr><th scope=\"row\">%s</th>", date);
	view_count(b, d->results, word(v->lang, WORD_RESULTS));
	view_count(b, d->open_lines, word(v->lang, WORD_OPEN));
	buf_str(b, "<td class=\"n\">");
	if (d->open.n == 0)
		html_none(b);
	if (view_differences(b, v, &d->open, SIZE_MAX, e))
		return -1;
	buf_str(b, "</td></tr>\n");
	return 0;
}

static int
put_figures(const struct view *v, struct buf *b, struct err *e)
{
	char date[2][DATE_LEN + 1];
	struct buf caption = { 0 };

	date_format(v->trend->first, date[0]);
	date_format(v->trend->first + (int32_t)v->trend->n - 1, date[1]);
	word_put(&caption, v->lang, WORD_TREND_CAPTION,
	    (struct span[]){ span_str(date[0]), span_str(date[1]) });
	buf_printf(b, "<details>\n<summary>%s</summary>\n",
	    word(v->lang, WORD_TREND_FIGURES));
	view_table(b, "trend", "t", buf_span(&caption));
	buf_free(&caption);
	view_heading(b, word(v->lang, WORD_DATE), VIEW_ASIDE);
	view_heading(b, word(v->lang, WORD_RESULTS), VIEW_NUMBERS);
	view_heading(b, word(v->lang, WORD_TREND_OPEN), VIEW_NUMBERS);
	view_heading(b, word(v->lang, WORD_TREND_DIFFERENCES), VIEW_NUMBERS);
	buf_str(b, "</tr></thead>\n<tbody>\n");
	for (size_t i = 0; i < v->trend->n; i++)
		if (v->trend->days[i].is_there && put_day(v, b, i, e))
			return -1;
	buf_str(b, "</tbody>\n");
	view_table_end(b);
	buf_str(b, "</details>\n");
	return 0;
}

static void
put_gaps(const struct view *v, struct buf *b)
{
	size_t gaps = v->trend->n - v->trend->there;
	struct buf n = { 0 };

	if (!gaps)
		return;
	html_count(&n, gaps);
	buf_str(b, "<p class=\"m\">");
	word_put(b, v->lang, gaps == 1 ? WORD_TREND_GAPS_1 : WORD_TREND_GAPS_N,
	    &(struct span){ n.p, n.len });
	buf_str(b, "</p>\n");
	buf_free(&n);
}

int
part_trend(const struct view *v, struct buf *b, struct err *e)
{
	struct bar *of;
	int r;

	if (!v->trend)
		return 0;
	of = mem_zeroed(v->trend->n, sizeof *of);
	view_section(b, "trend", word(v->lang, WORD_TREND));
	buf_str(b, "<div class=\"p\">\n");
	put_open(v, b, of);
	r = put_currencies(v, b, of, e);
	buf_str(b, "</div>\n");
	put_gaps(v, b);
	if (r == 0)
		r = put_figures(v, b, e);
	buf_str(b, "</section>\n");
	free(of);
	return r;
}
