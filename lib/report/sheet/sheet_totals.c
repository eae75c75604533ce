#include "report/sheet/sheet_totals.h"

/* The totals of a class, or of all: a row. */
static int
put_sum(struct xlsx_sheet *s, uint32_t row, struct span currency,
    const char *class, const char *state, const struct class_totals_sum *sum,
    struct err *e)
{
	struct amount diff;

	if (day_difference(sum, currency, &diff, e))
		return -1;
	xlsx_text(s, row, 0, currency);
	xlsx_text(s, row, 1, span_str(class));
	xlsx_text(s, row, 2, span_str(state));
	xlsx_amount(s, row, 3, (struct amount){ (int128)sum->lines, 0 });
	if (sum->has_left)
		xlsx_amount(s, row, 4, sum->left);
	if (sum->has_right)
		xlsx_amount(s, row, 5, sum->right);
	xlsx_amount(s, row, 6, diff);
	return 0;
}

static int
put_currency(struct xlsx_sheet *s, enum language lang, uint32_t *row,
    const struct class_totals_row *t, struct err *e)
{
	struct span currency = class_totals_currency(t);
	struct class_totals_sum sum;

	for (int i = 0; i < CLASS_COUNT; i++) {
		enum result_class c = word_classes[i];
		bool open = result_is_open(&(struct result){ .class = c });

		if (t->of[c].lines &&
		    put_sum(s, (*row)++, currency, word_class(lang, c),
			word(lang, open ? WORD_OPEN : WORD_CLOSED), &t->of[c],
			e))
			return -1;
	}
	if (day_sum(t, &sum, e))
		return -1;
	sum.has_left = sum.has_right = true;
	return put_sum(
	    s, (*row)++, currency, word(lang, WORD_ALL), "", &sum, e);
}

int
sheet_totals_put(struct xlsx_sheet *s, enum language lang, const struct day *d,
    struct err *e)
{
	static const enum word names[] = { WORD_CURRENCY, WORD_CLASS,
		WORD_STATE, WORD_LINES, WORD_LEFT, WORD_RIGHT,
		WORD_DIFFERENCE };
	enum { N = sizeof names / sizeof *names, COLUMN_WIDTH = 16 };
	const struct class_totals *t = &d->summary.all;
	uint32_t row = 1;

	for (unsigned i = 0; i < N; i++)
		xlsx_heading(
		    s, i, span_str(word(lang, names[i])), COLUMN_WIDTH);
	for (size_t i = 0; i < t->n; i++)
		if (put_currency(s, lang, &row, &t->rows[i], e))
			return -1;
	xlsx_filter(s, row, N);
	return 0;
}
