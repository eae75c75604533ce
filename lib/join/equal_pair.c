#include "join/equal_pair.h"

#include "join/result_lines.h"

static const struct span matched = { "\tmatched\t", 9 };

/* What follows AMOUNT: TAB CURRENCY TAB SIDE TAB DATE, and what is carried. */
static struct span
end_of(const struct record *r)
{
	const char *p = r->amount_text.p + r->amount_text.len;

	return (struct span){ p, (size_t)(r->line.p + r->line.len - p) };
}

static bool
is_like(const struct agree *g, int i, const struct record *r)
{
	return span_eq(end_of(r), (struct span){ g->like[i], g->like_len[i] });
}

bool
agree_knows(
    const struct agree *g, const struct record *a, const struct record *b)
{
	return g->tail_len && g->scale == a->amount.scale && is_like(g, 0, a) &&
	    is_like(g, 1, b);
}

static void
remember(struct agree *g, int i, struct span end)
{
	memcpy(g->like[i], end.p, end.len);
	g->like_len[i] = end.len;
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

	g->tail_len = outcome_tail(&o, g->tail);
	g->scale = a->amount.scale;
	g->sum = (struct amount){ 0, g->scale };
	memcpy(g->currency, a->currency.p, a->currency.len);
	g->currency_len = a->currency.len;
	remember(g, 0, end_of(a));
	remember(g, 1, end_of(b));
}

/* Can the way be learned for these two? */
static bool
is_pair(const struct record *a, const struct record *b)
{
	return a->side != b->side && !a->carried.p && !b->carried.p &&
	    span_eq(a->currency, b->currency) &&
	    end_of(a).len <= AGREE_LIKE_MAX && end_of(b).len <= AGREE_LIKE_MAX;
}

int
agree_count(struct agree *g, struct err *e)
{
	struct span currency = { g->currency, g->currency_len };

	if (g->lines == g->counted)
		return 0;
	g->counted = g->lines;
	for (int i = 0; i < 2; i++) {
		char side = "LR"[i];

		if (total_add(i ? g->right : g->left, side, currency, g->sum) !=
		    AMOUNT_OK)
			return err_set(e, ST_DATA,
			    "the sum of %c.%.*s is "
			    "too large",
			    side, (int)currency.len, currency.p);
	}
	g->sum.minor = 0;
	return 0;
}

int
agree_add(struct agree *g, uint64_t lines, struct amount sum, struct err *e)
{
	if (amount_add(g->sum, sum, &g->sum) != AMOUNT_OK) {
		if (agree_count(g, e))
			return -1;
		g->sum = sum;
	}
	g->lines += lines;
	return 0;
}

void
agree_put(const struct agree *g, struct span key, struct span amount,
    struct stream_out *to)
{
	char *start = output_room(&to->out,
	    key.len + matched.len + 2 * amount.len + 1 + AGREE_TAIL_MAX);
	char *p = span_put(start, key);

	p = span_put(p, matched);
	p = span_put(p, amount);
	*p++ = '\t';
	p = span_put(p, amount);
	memcpy(p, g->tail, AGREE_TAIL_MAX); /* a fixed length is faster */
	output_took(&to->out, (size_t)(p - start) + g->tail_len);
}

int
agree_write(struct agree *g, const struct record *a, const struct record *b,
    struct stream_out *to, struct err *e)
{
	/* canonical: equal scale and number, equal text */
	if (a->amount.minor != b->amount.minor ||
	    a->amount.scale != b->amount.scale)
		return 0;
	if (!agree_knows(g, a, b)) {
		if (!is_pair(a, b))
			return 0;
		if (agree_count(g, e))
			return -1;
		learn(g, a, b);
	}
	agree_put(g, a->key, a->amount_text, to);
	return agree_add(g, 1, a->amount, e) ? -1 : 1;
}
