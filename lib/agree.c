#include "agree.h"

#include "outcome.h"

static const struct span matched = { "\tmatched\t", 9 };

static bool
is_text(const char *p, size_t len, struct span s)
{
	return len == s.len && !memcmp(p, s.p, len);
}

static bool
is_known(const struct agree *g, const struct record *a,
    const struct record *b)
{
	return g->len && g->scale == a->amount.scale &&
	    is_text(g->currency, g->currency_len, a->currency) &&
	    is_text(g->dates[0], g->date_len[0], a->date) &&
	    is_text(g->dates[1], g->date_len[1], b->date);
}

static void
remember(struct agree *g, int i, struct span date)
{
	memcpy(g->dates[i], date.p, date.len);
	g->date_len[i] = date.len;
}

/* Makes the tail for records like these two. */
static void
learn(struct agree *g, const struct record *a, const struct record *b)
{
	struct outcome o = {
		.left = a,
		.right = b,
		.diff = { 0, a->amount.scale },
		.has_counts = g->counts,
		.ln = 1,
		.rn = 1,
	};

	g->len = outcome_tail(&o, g->tail);
	g->scale = a->amount.scale;
	memcpy(g->currency, a->currency.p, a->currency.len);
	g->currency_len = a->currency.len;
	remember(g, 0, a->date);
	remember(g, 1, b->date);
}

static bool
is_pair(const struct record *a, const struct record *b)
{
	return a->side != b->side && !a->carried.p && !b->carried.p &&
	    span_eq(a->amount_text, b->amount_text) &&
	    span_eq(a->currency, b->currency);
}

static char *
put(char *to, struct span s)
{
	memcpy(to, s.p, s.len);
	return to + s.len;
}

static void
write_line(const struct agree *g, const struct record *r,
    struct stream_out *to)
{
	char *start = output_room(&to->out, r->key.len + matched.len +
	    2 * r->amount_text.len + 1 + AGREE_TAIL_MAX);
	char *p = put(start, r->key);

	p = put(p, matched);
	p = put(p, r->amount_text);
	*p++ = '\t';
	p = put(p, r->amount_text);
	memcpy(p, g->tail, AGREE_TAIL_MAX); /* a fixed length is faster */
	output_took(&to->out, (size_t)(p - start) + g->len);
}

bool
agree_write(struct agree *g, const struct record *a, const struct record *b,
    struct stream_out *to)
{
	if (!is_pair(a, b))
		return false;
	if (!is_known(g, a, b))
		learn(g, a, b);
	write_line(g, a, to);
	return true;
}
