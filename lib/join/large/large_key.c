#include "join/large/large_key.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/mem.h"
#include "join/large/match_order.h"

enum { SORTERS = 4 };

enum side { LEFT, RIGHT };

struct large_key_currency {
	char name[CURRENCY_MAX]; /* not terminated */
	size_t len;
	bool seen[2];                       /* a record of each side */
	uint128 most[AMOUNT_SCALE_MAX + 1]; /* the largest, by its decimals */
	bool has[AMOUNT_SCALE_MAX + 1];
};

void
large_key_init(struct large_key *k, const struct match_rules *rules,
    const struct line_sorter_options *o, outcome_take_fn *take, void *arg)
{
	struct line_sorter_options each = *o;

	*k = (struct large_key){ .rules = rules, .take = take, .arg = arg };
	each.memory /= SORTERS;
	if (each.memory < LINE_SORTER_MEMORY_MIN)
		each.memory = LINE_SORTER_MEMORY_MIN;
	for (int i = 0; i < 2; i++) {
		line_sorter_init(&k->sides[i], &each);
		line_sorter_init(&k->rest[i], &each);
	}
}

static struct large_key_currency *
find_or_new(struct large_key *k, struct span currency)
{
	struct large_key_currency *c;

	for (size_t i = 0; i < k->n; i++)
		if (span_eq(
			(struct span){ k->of[i].name, k->of[i].len }, currency))
			return &k->of[i];
	k->of = mem_grow(k->of, &k->cap, k->n + 1, sizeof *k->of);
	c = &k->of[k->n++];
	*c = (struct large_key_currency){ .len = currency.len };
	memcpy(c->name, currency.p, currency.len);
	return c;
}

static int
take(struct large_key *k, enum result_class class, const struct record *left,
    const struct record *right, struct err *e)
{
	struct outcome o;

	outcome_of_pair(&o, class, left, right);
	return k->take(k->arg, &o, e);
}

/* Would match_key find that they do not fit? */
static int
check_scales(const struct large_key_currency *c, struct span key, struct err *e)
{
	int scale = AMOUNT_SCALE_MAX;

	while (scale > 0 && !c->has[scale])
		scale--;
	for (int i = 0; i < scale; i++) {
		struct amount a = { (int128)c->most[i], i };

		if (c->has[i] &&
		    amount_rescale(&a, scale, ROUND_NONE) != AMOUNT_OK)
			return match_too_large(key, e);
	}
	return 0;
}

/* What did not fit once does not fit with more decimals: it is enough to look
 * whenever an amount is larger, or has other decimals, than those before. */
static int
note_amount(struct large_key_currency *c, const struct record *r, struct err *e)
{
	uint128 size = (uint128)amount_abs(r->amount).minor;
	int scale = r->amount.scale;

	if (c->has[scale] && size <= c->most[scale])
		return 0;
	c->has[scale] = true;
	c->most[scale] = size;
	return check_scales(c, r->key, e);
}

int
large_key_add(struct large_key *k, const struct record *r, struct err *e)
{
	enum side side = r->side == 'L' ? LEFT : RIGHT;
	struct large_key_currency *c = find_or_new(k, r->currency);
	bool unique =
	    side == LEFT ? k->rules->unique_left : k->rules->unique_right;
	bool again = c->seen[side];

	if (note_amount(c, r, e))
		return -1;
	c->seen[side] = true;
	if (unique && (again || match_is_several(k->rules, r)))
		return take(k, CLASS_DUPLICATE, side == LEFT ? r : NULL,
		    side == LEFT ? NULL : r, e);
	if (k->rank == 0)
		buf_add(&k->key, r->key);
	buf_clear(&k->line);
	match_order_line(&k->line, r, k->rules->dated, k->rank++);
	return line_sorter_add(&k->sides[side], buf_span(&k->line), e);
}

/* Which comes first, 0 where they are a pair; the rules are those of match.h. */
static int
cmp_equal(const struct match_rules *m, const struct match_order_reader *l,
    const struct match_order_reader *r)
{
	int c = span_cmp(l->amount, r->amount);

	if (c || match_days(m, l->day, r->day))
		return c;
	return l->day < r->day ? -1 : 1;
}

static int
put_aside(struct large_key *k, struct match_order_reader *r, enum side side,
    struct err *e)
{
	return line_sorter_add(&k->rest[side], r->line, e) ||
		match_order_step(r, e)
	    ? -1
	    : 0;
}

static int
match_equal(struct large_key *k, struct err *e)
{
	struct match_order_reader l, r;
	int c;

	if (match_order_begin(&l, &k->sides[LEFT], e) ||
	    match_order_begin(&r, &k->sides[RIGHT], e))
		return -1;
	while (l.has || r.has) {
		c = !r.has ? -1 : !l.has ? 1 : cmp_equal(k->rules, &l, &r);
		if (c < 0 ? put_aside(k, &l, LEFT, e)
			  : c > 0 && put_aside(k, &r, RIGHT, e))
			return -1;
		if (c == 0 &&
		    (take(k, CLASS_MATCHED, &l.record, &r.record, e) ||
			match_order_step(&l, e) || match_order_step(&r, e)))
			return -1;
	}
	return 0;
}

static bool
is_of(const struct match_order_reader *r, struct span currency)
{
	return r->has && span_eq(r->record.currency, currency);
}

/* In order of amount, as they come. */
static int
match_in_order(struct large_key *k, struct match_order_reader *l,
    struct match_order_reader *r, struct span currency, struct err *e)
{
	for (;;) {
		bool left = is_of(l, currency), right = is_of(r, currency);

		if (!left && !right)
			return 0;
		if (take(k,
			!right      ? CLASS_LEFT
			    : !left ? CLASS_RIGHT
				    : CLASS_AMOUNT,
			left ? &l->record : NULL, right ? &r->record : NULL,
			e) ||
		    (left && match_order_step(l, e)) ||
		    (right && match_order_step(r, e)))
			return -1;
	}
}

/* The left-over records of a currency, all in memory. */
struct held {
	struct held_record {
		uint64_t rank;
		struct record *record;
	} * of;
	size_t n, cap;
	struct arena arena;
	const struct record **records; /* in stream order */
};

static int
hold(struct held *h, struct match_order_reader *r, struct span currency,
    struct err *e)
{
	while (is_of(r, currency)) {
		struct record *copy = arena_object(&h->arena, sizeof *copy);

		*copy = r->record;
		record_move(copy, arena_copy(&h->arena, copy->line).p);
		h->of = mem_grow(h->of, &h->cap, h->n + 1, sizeof *h->of);
		h->of[h->n++] = (struct held_record){ r->rank, copy };
		if (match_order_step(r, e))
			return -1;
	}
	return 0;
}

static int
by_rank(const void *x, const void *y)
{
	const struct held_record *a = x, *b = y;

	return (a->rank > b->rank) - (a->rank < b->rank);
}

static int
match_held(struct large_key *k, struct match_order_reader *l,
    struct match_order_reader *r, struct span currency, struct err *e)
{
	struct held h = { 0 };
	struct matcher m = { .rules = k->rules };
	int got = hold(&h, l, currency, e) || hold(&h, r, currency, e) ? -1 : 0;

	if (got == 0 && h.n) {
		qsort(h.of, h.n, sizeof *h.of, by_rank);
		h.records = mem_alloc(h.n * sizeof *h.records);
		for (size_t i = 0; i < h.n; i++)
			h.records[i] = h.of[i].record;
		got = match_key(&m, h.records, h.n, e);
	}
	if (got == 0)
		got =
		    match_outcomes(&m, h.records, &k->sums, k->take, k->arg, e);
	k->unsearched += m.unsearched;
	matcher_free(&m);
	free(h.records);
	free(h.of);
	arena_free(&h.arena);
	return got;
}

/* The first of the two currencies, copied to name. */
static struct span
next_currency(const struct match_order_reader *l,
    const struct match_order_reader *r, char *name)
{
	struct span c = l->has ? l->record.currency : r->record.currency;

	if (l->has && r->has && span_cmp(r->record.currency, c) < 0)
		c = r->record.currency;
	memcpy(name, c.p, c.len);
	return (struct span){ name, c.len };
}

int
large_key_match(struct large_key *k, struct err *e)
{
	struct match_order_reader l, r;

	if (match_equal(k, e) || match_order_begin(&l, &k->rest[LEFT], e) ||
	    match_order_begin(&r, &k->rest[RIGHT], e))
		return -1;
	while (l.has || r.has) {
		char name[CURRENCY_MAX];
		struct span currency = next_currency(&l, &r, name);
		bool whole = k->rules->dated || k->rules->sum_of ||
		    tolerance_for(&k->rules->tolerances, currency);

		if (whole ? match_held(k, &l, &r, currency, e)
			  : match_in_order(k, &l, &r, currency, e))
			return -1;
	}
	return 0;
}

void
large_key_free(struct large_key *k)
{
	for (int i = 0; i < 2; i++) {
		line_sorter_free(&k->sides[i]);
		line_sorter_free(&k->rest[i]);
	}
	free(k->of);
	buf_free(&k->line);
	buf_free(&k->key);
	sums_free(&k->sums);
}
