#include "html/html.h"
#include "report/page/parts.h"

enum {
	ROW = 40, /* pixels: a line of text and a bar below it */
	BAR = 10,
	BAR_AT = 20,
	TEXT_AT = 14,
	LATE = 2, /* the first age, of the summary's, that is late */
};

/* The open lines of an age, all currencies together. */
static uint64_t
lines_of(const struct view *v, int age)
{
	return class_totals_lines(&v->day->summary.by_age[age]);
}

static void
put_bar(const struct view *v, struct buf *b, int age, uint64_t most, int row)
{
	uint64_t n = lines_of(v, age), tenths = 1000 * n / most;
	bool late = age >= LATE && age < SUMMARY_AGES - 1;

	buf_printf(b, "<text x=\"0\" y=\"%d\">%s</text>", row * ROW + TEXT_AT,
	    word_age(v->lang, age));
	buf_printf(b, "<text x=\"100%%\" y=\"%d\" text-anchor=\"end\">",
	    row * ROW + TEXT_AT);
	buf_printf(b, "%ju</text>\n", (uintmax_t)n);
	buf_printf(b,
	    "<rect class=\"%s\" x=\"0\" y=\"%d\" width=\"%d.%d%%\" "
	    "height=\"%d\"/>\n",
	    late ? "late" : "bar", row * ROW + BAR_AT,
	    (int)(tenths ? tenths : 1) / 10, (int)(tenths ? tenths : 1) % 10,
	    BAR);
}

static void
put_picture(const struct view *v, struct buf *b)
{
	uint64_t most = 0;
	int rows = 0, row = 0;

	for (int age = 0; age < SUMMARY_AGES; age++) {
		uint64_t n = lines_of(v, age);

		most = n > most ? n : most;
		rows += n > 0;
	}
	buf_printf(b,
	    "<svg role=\"img\" aria-labelledby=\"s-ages\" width=\"100%%\" "
	    "height=\"%d\">\n<title id=\"s-ages\">%s</title>\n",
	    rows * ROW - ROW + BAR_AT + BAR, word(v->lang, WORD_AGES_PICTURE));
	for (int age = 0; age < SUMMARY_AGES; age++)
		if (lines_of(v, age))
			put_bar(v, b, age, most, row++);
	buf_str(b, "</svg>\n");
}

/* The open lines of a currency and age, if there are any. */
static int
put_age(const struct view *v, struct buf *b, int age, struct span currency,
    struct err *e)
{
	const struct class_totals *t = &v->day->summary.by_age[age];
	struct class_totals_sum sum;
	size_t i = 0;

	while (
	    i < t->n && !span_eq(class_totals_currency(&t->rows[i]), currency))
		i++;
	if (i == t->n)
		return 0;
	if (day_sum(&t->rows[i], &sum, e))
		return -1;
	buf_printf(b, "<tr data-age=\"%s\"><th scope=\"row\">%s</th>",
	    word_age(LANGUAGE_EN, age), word_age(v->lang, age));
	if (view_sum(b, v, &sum, currency, e))
		return -1;
	buf_str(b, "</tr>\n");
	return 0;
}

static int
put_currency(
    const struct view *v, struct buf *b, struct span currency, struct err *e)
{
	buf_str(b, "<tbody data-currency=\"");
	html_text(b, currency);
	buf_str(
	    b, "\">\n<tr class=\"g\"><th scope=\"rowgroup\" colspan=\"5\">");
	html_text(b, currency);
	buf_str(b, "</th></tr>\n");
	for (int age = 0; age < SUMMARY_AGES; age++)
		if (put_age(v, b, age, currency, e))
			return -1;
	buf_str(b, "</tbody>\n");
	return 0;
}

int
part_ages(const struct view *v, struct buf *b, struct err *e)
{
	const struct class_totals *open = &v->day->open;

	if (!v->day->open_lines)
		return 0;
	view_section(b, "ages", word(v->lang, WORD_AGES));
	put_picture(v, b);
	view_table(b, "ages", "t", span_str(word(v->lang, WORD_AGES_CAPTION)));
	view_heading(b, word(v->lang, WORD_AGE), VIEW_ASIDE);
	view_heading(b, word(v->lang, WORD_LINES), VIEW_NUMBERS);
	view_heading(b, word(v->lang, WORD_LEFT), VIEW_NUMBERS);
	view_heading(b, word(v->lang, WORD_RIGHT), VIEW_NUMBERS);
	view_heading(b, word(v->lang, WORD_DIFFERENCE), VIEW_NUMBERS);
	buf_str(b, "</tr></thead>\n");
	for (size_t i = 0; i < open->n; i++)
		if (put_currency(
			v, b, class_totals_currency(&open->rows[i]), e))
			return -1;
	view_table_end(b);
	buf_str(b, "</section>\n");
	return 0;
}
