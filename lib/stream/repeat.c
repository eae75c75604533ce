#include "stream/repeat.h"

#include "base/simd.h"

void
alike_learn(struct alike *a, const struct record *r)
{
	const char *from = r->amount_text.p + r->amount_text.len;
	struct span tail = { from, (size_t)(r->date.p + r->date.len - from) };
	bool again;

	a->len = 0;
	if (tail.len >= ALIKE_TAIL_MAX)
		return;
	again =
	    !r->carried.p || span_eq(tail, (struct span){ a->tail, a->kept });
	memcpy(a->tail, tail.p, tail.len);
	a->tail[tail.len] = '\n';
	a->kept = tail.len;
	if (!again)
		return;
	a->len = tail.len + 1;
	a->currency_len = r->currency.len;
	a->date_len = r->date.len;
	a->side = r->side;
	a->scale = r->amount.scale;
}

/* The first byte below 0x20 from p on; NULL if whole words up to end hold
 * none. It is mostly in the first piece. */
static const char *
control_byte(const char *p, const char *end)
{
	for (; end - p >= PIECE; p += PIECE) {
		uint32_t mask = piece_controls(p);

		if (mask)
			return p + __builtin_ctz(mask);
	}
	for (; end - p >= EIGHT; p += EIGHT) {
		uint64_t mask = eight_below(eight_load(p), 0x20);

		if (mask)
			return p + eight_first(mask);
	}
	return NULL;
}

const char *
alike_key_end(const char *p, const char *end)
{
	const char *tab = control_byte(p, end);

	if (!tab || *tab != '\t' || !alike_is_key(p, (size_t)(tab - p)))
		return NULL;
	return tab;
}

/* What is carried, if a TAB at p leads to it: the LF of the line. */
static const char *
read_carried(const char *p, const char *end, struct record *r)
{
	const char *lf;

	if (*p == '\n') {
		r->carried = (struct span){ 0 };
		r->count = 1;
		return p;
	}
	lf = *p == '\t' ? alike_carried(p + 1, end, &r->count) : NULL;
	if (lf)
		r->carried = (struct span){ p + 1, (size_t)(lf - p) - 1 };
	return lf;
}

size_t
alike_read(
    const struct alike *a, const char *p, const char *end, struct record *r)
{
	const char *tab, *tail, *date, *lf;

	tab = a->len ? alike_key_end(p, end) : NULL;
	if (!tab)
		return 0;
	tail = tab + 1;
	if (amount_scan(&tail, end, &r->amount) != AMOUNT_OK ||
	    end - tail < ALIKE_TAIL_MAX || !alike_begins(a, tail, a->len - 1))
		return 0;
	date = tail + a->len - 1 - a->date_len;
	lf = read_carried(date + a->date_len, end, r);
	if (!lf)
		return 0;
	r->line = (struct span){ p, (size_t)(lf - p) };
	r->key = (struct span){ p, (size_t)(tab - p) };
	r->amount_text = (struct span){ tab + 1, (size_t)(tail - tab) - 1 };
	r->currency = (struct span){ tail + 1, a->currency_len };
	r->side = a->side;
	r->date = (struct span){ date, a->date_len };
	return r->line.len;
}
