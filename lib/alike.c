#include "alike.h"

#include "eight.h"

void
alike_learn(struct alike *a, const struct record *r)
{
	size_t from = (size_t)(r->amount_text.p + r->amount_text.len -
	    r->line.p);
	size_t len = r->line.len - from;

	a->len = 0;
	if (r->carried.p || len + 1 > ALIKE_TAIL_MAX)
		return;
	memcpy(a->tail, r->line.p + from, len);
	a->tail[len] = '\n';
	a->len = len + 1;
	a->currency_len = r->currency.len;
	a->date_len = r->date.len;
	a->side = r->side;
	a->scale = r->amount.scale;
}

/* The first byte below 0x20 from p on; NULL if whole words up to end hold
 * none. */
static const char *
control_byte(const char *p, const char *end)
{
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

	if (!tab || *tab != '\t' || tab == p || (unsigned char)*p < '$' ||
	    (tab - p == 1 && *p == '-'))
		return NULL;
	return tab;
}

size_t
alike_read(const struct alike *a, const char *p, const char *end,
    struct record *r)
{
	const char *tab, *tail;

	tab = a->len ? alike_key_end(p, end) : NULL;
	if (!tab)
		return 0;
	tail = tab + 1;
	if (amount_scan(&tail, end, &r->amount) != AMOUNT_OK ||
	    end - tail < ALIKE_TAIL_MAX || !alike_is_tail(a, tail))
		return 0;
	r->line = (struct span){ p, (size_t)(tail - p) + a->len - 1 };
	r->key = (struct span){ p, (size_t)(tab - p) };
	r->amount_text = (struct span){ tab + 1, (size_t)(tail - tab) - 1 };
	r->currency = (struct span){ tail + 1, a->currency_len };
	r->side = a->side;
	r->date = (struct span){ tail + a->len - 1 - a->date_len,
		a->date_len };
	r->carried = (struct span){ 0 };
	r->count = 1;
	return r->line.len;
}
