#include "join/lines/key_sums.h"

#include <stdlib.h>

#include "stream/line/carried_fields.h"
#include "base/mem.h"
#include "text/tsv.h"

void
sums_begin(struct sums *s, struct span key)
{
	buf_clear(&s->key);
	buf_add(&s->key, key);
	s->n = 0;
}

static struct span
currency_of(const struct sums_of *of)
{
	return (struct span){ of->currency, of->currency_len };
}

static struct sums_of *
of_currency(struct sums *s, struct span currency)
{
	struct sums_of *of;

	for (size_t i = 0; i < s->n; i++)
		if (span_eq(currency_of(&s->of[i]), currency))
			return &s->of[i];
	s->of = mem_grow(s->of, &s->cap, s->n + 1, sizeof *s->of);
	of = &s->of[s->n++];
	if (s->n > s->made) {
		s->made = s->n;
		*of = (struct sums_of){ 0 };
	}
	memcpy(of->currency, currency.p, currency.len);
	of->currency_len = currency.len;
	of->left.records = of->right.records = 0;
	of->left.count = of->right.count = 0;
	return of;
}

static void
set_date(struct sums_side *s, struct span date)
{
	memcpy(s->date, date.p, date.len);
	s->date_len = date.len;
}

static bool
is_earlier(struct span date, const struct sums_side *s)
{
	struct span known = { s->date, s->date_len };

	return !tsv_is_none(date) &&
	    (tsv_is_none(known) || span_cmp(date, known) < 0);
}

static int
add_to_side(struct sums_side *s, const struct record *r, struct err *e)
{
	if (s->records++ == 0) {
		s->sum.amount = r->amount;
		s->sum.amount_text.len = r->amount_text.len;
		memcpy(s->text, r->amount_text.p, r->amount_text.len);
		s->count = r->count;
		set_date(s, r->date);
		carried_first(&s->carried, r->carried);
		return 0;
	}
	if (amount_add(s->sum.amount, r->amount, &s->sum.amount) != AMOUNT_OK ||
	    __builtin_add_overflow(s->count, r->count, &s->count))
		return err_set(e, ST_DATA, "key \"%s\": its sum is too large",
		    excerpt(r->key).s);
	if (is_earlier(r->date, s))
		set_date(s, r->date);
	carried_meet(&s->carried, r->carried);
	return 0;
}

int
sums_add(struct sums *s, const struct record *r, struct err *e)
{
	struct sums_of *of = of_currency(s, r->currency);

	return add_to_side(r->side == 'L' ? &of->left : &of->right, r, e);
}

/* The sum of a side as a record, or NULL. */
static const struct record *
side_sum(const struct sums *s, const struct sums_of *of, struct sums_side *side)
{
	struct record *r = &side->sum;

	if (side->records == 0)
		return NULL;
	r->key = buf_span(&s->key);
	r->currency = currency_of(of);
	r->amount_text.p = side->text;
	if (side->records > 1)
		r->amount_text.len = amount_format(r->amount, side->text);
	r->date = (struct span){ side->date, side->date_len };
	r->carried = buf_span(&side->carried);
	return r;
}

void
sums_outcome(struct sums *s, size_t i, struct outcome *o)
{
	struct sums_of *of = &s->of[i];

	*o = (struct outcome){
		.left = side_sum(s, of, &of->left),
		.right = side_sum(s, of, &of->right),
		.has_counts = true,
		.ln = of->left.count,
		.rn = of->right.count,
		.records = of->left.records + of->right.records,
	};
}

void
sums_free(struct sums *s)
{
	for (size_t i = 0; i < s->made; i++) {
		buf_free(&s->of[i].left.carried);
		buf_free(&s->of[i].right.carried);
	}
	free(s->of);
	buf_free(&s->key);
	*s = (struct sums){ 0 };
}
