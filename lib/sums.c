#include "sums.h"

#include <stdlib.h>

#include "carried.h"
#include "mem.h"
#include "tsv.h"

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
	of->left.is_there = of->right.is_there = false;
	return of;
}

static void
begin_side(struct sums_side *s, const struct record *r, uint64_t records)
{
	s->is_there = true;
	s->sum = r->amount;
	s->lines = 1;
	s->records = records;
	memcpy(s->text, r->amount_text.p, r->amount_text.len);
	s->text_len = r->amount_text.len;
	memcpy(s->date, r->date.p, r->date.len);
	s->date_len = r->date.len;
	carried_first(&s->carried, r->carried);
}

static bool
is_earlier(struct span date, const struct sums_side *s)
{
	struct span known = { s->date, s->date_len };

	return !tsv_is_none(date) &&
	    (tsv_is_none(known) || span_cmp(date, known) < 0);
}

static int
add_to_side(struct sums_side *s, const struct record *r, uint64_t records,
    struct err *e)
{
	if (amount_add(s->sum, r->amount, &s->sum) != AMOUNT_OK ||
	    __builtin_add_overflow(s->records, records, &s->records))
		return err_set(e, ST_DATA, "key \"%s\": its sum is too large",
		    excerpt(r->key).s);
	s->lines++;
	s->text_len = 0;
	if (is_earlier(r->date, s)) {
		memcpy(s->date, r->date.p, r->date.len);
		s->date_len = r->date.len;
	}
	carried_meet(&s->carried, r->carried);
	return 0;
}

int
sums_add(struct sums *s, const struct record *r, struct err *e)
{
	struct sums_of *of = of_currency(s, r->currency);
	struct sums_side *side = r->side == 'L' ? &of->left : &of->right;
	uint64_t records;

	if (carried_count(r->carried, &records, e))
		return -1;
	if (side->is_there)
		return add_to_side(side, r, records, e);
	begin_side(side, r, records);
	return 0;
}

static void
fill_side(struct sums_side *s, struct outcome_side *o)
{
	*o = (struct outcome_side){ .is_there = s->is_there };
	if (!s->is_there)
		return;
	if (s->text_len == 0)
		s->text_len = amount_format(s->sum, s->text);
	o->amount = s->sum;
	o->text = (struct span){ s->text, s->text_len };
	o->date = (struct span){ s->date, s->date_len };
	o->carried = buf_span(&s->carried);
	if (o->carried.len == 0)
		o->carried.p = NULL;
	o->records = s->records;
	o->lines = s->lines;
}

static enum result_class
class_of(const struct outcome *o, const struct tolerances *all)
{
	const struct tolerance *t;
	struct amount l = o->left.amount, r = o->right.amount;

	if (!o->right.is_there)
		return CLASS_LEFT;
	if (!o->left.is_there)
		return CLASS_RIGHT;
	if (amount_is_zero(o->diff))
		return CLASS_MATCHED;
	t = all ? tolerance_for(all, o->currency) : NULL;
	if (!t)
		return CLASS_AMOUNT;
	/* these fit: their difference was made at this scale */
	amount_rescale(&l, o->diff.scale, ROUND_NONE);
	amount_rescale(&r, o->diff.scale, ROUND_NONE);
	return tolerance_covers(t, l.minor, r.minor, o->diff.scale) ?
	    CLASS_MATCHED : CLASS_AMOUNT;
}

int
sums_outcome(struct sums *s, size_t i, const struct tolerances *tolerances,
    struct outcome *o, struct err *e)
{
	struct sums_of *of = &s->of[i];

	o->key = buf_span(&s->key);
	o->currency = currency_of(of);
	o->has_counts = true;
	fill_side(&of->left, &o->left);
	fill_side(&of->right, &o->right);
	if (amount_sub(o->left.amount, o->right.amount, &o->diff) !=
	    AMOUNT_OK)
		return err_set(e, ST_DATA, "key \"%s\": its difference is "
		    "too large", excerpt(o->key).s);
	o->class = class_of(o, tolerances);
	return 0;
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
