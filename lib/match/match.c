#include "match/match.h"

#include <stdlib.h>

#include "base/mem.h"
#include "value/time/date.h"

enum {
	SORT_FEW = 8,
	SORT_ITEM_MAX = sizeof(struct nearest_item), /* bytes */
};

struct match_entry {
	const struct record *record;
	size_t rank; /* its place in the stream */
};

int
match_rules_unique(struct match_rules *m, const char *sides, struct err *e)
{
	struct span s = span_str(sides);

	if (!span_eq(s, SPAN("L")) && !span_eq(s, SPAN("R")) &&
	    !span_eq(s, SPAN("LR")))
		return err_set(e, ST_FAIL, "\"%s\" is not L, R or LR", sides);
	m->unique_left = *sides == 'L';
	m->unique_right = !span_eq(s, SPAN("L"));
	return 0;
}

static void
add(struct matcher *m, enum result_class class, size_t left, size_t right)
{
	m->matches =
	    mem_grow(m->matches, &m->cap, m->n + 1, sizeof *m->matches);
	m->matches[m->n++] = (struct match){ class, left, right };
}

/* By currency and side, each in stream order. */
static int
by_currency(const void *x, const void *y)
{
	const struct match_entry *a = x, *b = y;
	int c = span_cmp(a->record->currency, b->record->currency);

	if (c == 0)
		c = a->record->side - b->record->side;
	return c ? c : (a->rank > b->rank) - (a->rank < b->rank);
}

static int
by_amount(const void *x, const void *y)
{
	const struct nearest_item *a = x, *b = y;

	if (a->minor != b->minor)
		return a->minor < b->minor ? -1 : 1;
	if (a->day != b->day)
		return a->day < b->day ? -1 : 1;
	return (a->rank > b->rank) - (a->rank < b->rank);
}

static int
by_day(const void *x, const void *y)
{
	const struct nearest_item *a = x, *b = y;

	if (a->day != b->day)
		return a->day < b->day ? -1 : 1;
	return by_amount(x, y);
}

/* qsort(3) for few items, as most KEYs have: each goes back to its place. */
static void
sort(void *items, size_t n, size_t size, int cmp(const void *, const void *))
{
	char *p = items, *end = p + n * size, *to;
	_Alignas(max_align_t) char item[SORT_ITEM_MAX];

	if (n > SORT_FEW) {
		qsort(items, n, size, cmp);
		return;
	}
	for (char *from = p + size; from < end; from += size) {
		memcpy(item, from, size);
		for (to = from; to > p && cmp(to - size, item) > 0; to -= size)
			memcpy(to, to - size, size);
		memcpy(to, item, size);
	}
}

int
match_too_large(struct span key, struct err *e)
{
	return err_set(e, ST_DATA,
	    "key \"%s\": its amounts are too large to "
	    "be compared",
	    excerpt(key).s);
}

/* Makes items of the n records of one currency, all at one scale. */
static int
load(struct matcher *m, const struct match_entry *sorted, size_t n, int *scale,
    struct err *e)
{
	*scale = 0;
	for (size_t i = 0; i < n; i++)
		if (sorted[i].record->amount.scale > *scale)
			*scale = sorted[i].record->amount.scale;
	m->items = mem_grow(m->items, &m->items_cap, n, sizeof *m->items);
	for (size_t i = 0; i < n; i++) {
		struct amount a = sorted[i].record->amount;

		if (a.scale != *scale &&
		    amount_rescale(&a, *scale, ROUND_NONE) != AMOUNT_OK)
			return match_too_large(sorted[i].record->key, e);
		m->items[i] = (struct nearest_item){
			.minor = a.minor,
			.rank = sorted[i].rank,
		};
		if (m->rules->dated)
			date_parse(sorted[i].record->date, &m->items[i].day);
	}
	return 0;
}

/* Takes out what has been taken, order kept. */
static void
close_up(struct nearest_side *s)
{
	size_t kept = 0;

	for (size_t i = 0; i < s->n; i++)
		if (!s->items[i].taken)
			s->items[kept++] = s->items[i];
	s->n = kept;
}

/* Of a side where a KEY is unique the first is kept, in stream order, if it is
 * one. */
static void
set_apart(struct matcher *m, struct nearest_side *s,
    const struct match_entry *sorted, bool is_left)
{
	size_t kept = s->n && !match_is_several(m->rules, sorted->record);

	for (size_t i = kept; i < s->n; i++)
		add(m, CLASS_DUPLICATE, is_left ? s->items[i].rank : MATCH_NONE,
		    is_left ? MATCH_NONE : s->items[i].rank);
	s->n = kept;
}

static void
match_equal(
    struct matcher *m, struct nearest_side *left, struct nearest_side *right)
{
	int32_t window = (int32_t)m->rules->window;
	size_t l = 0, r = 0;

	while (l < left->n && r < right->n) {
		struct nearest_item *a = &left->items[l];
		struct nearest_item *b = &right->items[r];

		if (a->minor != b->minor) {
			l += a->minor < b->minor;
			r += b->minor < a->minor;
			continue;
		}
		l += a->day <= b->day + window;
		r += b->day <= a->day + window;
		if (abs(a->day - b->day) > window)
			continue;
		a->taken = b->taken = true;
		add(m, CLASS_MATCHED, a->rank, b->rank);
	}
	close_up(left);
	close_up(right);
}

/* In the order in which days can be told apart; without a window they are in
 * it, as all are of one day. */
static void
sort_by_day(const struct matcher *m, const struct nearest_side *s)
{
	if (m->rules->dated)
		sort(s->items, s->n, sizeof *s->items, by_day);
}

static void
match_near(struct matcher *m, struct nearest_side *left,
    struct nearest_side *right, const struct tolerance *t, int scale)
{
	size_t l, r;

	sort_by_day(m, left);
	sort_by_day(m, right);
	nearest_begin(
	    &m->nearest, *left, *right, (int32_t)m->rules->window, t, scale);
	while (nearest_next(&m->nearest, &l, &r))
		add(m, CLASS_MATCHED, l, r);
	close_up(left);
	close_up(right);
}

static int
match_sums(struct matcher *m, struct nearest_side *left,
    struct nearest_side *right, const struct tolerance *t, int scale,
    struct err *e)
{
	const struct sum_rules rules = {
		.most = m->rules->sum_of,
		.steps = m->rules->sum_steps,
		.dated = m->rules->dated,
		.window = m->rules->window,
		.tolerance = t,
		.scale = scale,
	};

	switch (match_sums_run(&m->sums, *left, *right, m->records, &rules)) {
	case SUM_SEARCH_TOO_LARGE:
		return err_set(e, ST_DATA,
		    "key \"%s\": its amounts are too large to be added up",
		    excerpt(m->records[0]->key).s);
	case SUM_SEARCH_GIVEN_UP:
		m->unsearched++;
		return 0;
	case SUM_SEARCH_DONE:
		break;
	}
	for (size_t i = 0; i < left->n + right->n; i++) {
		const struct sum_item *it = &m->sums.items[i];

		if (it->state == SUM_AMBIGUOUS)
			add(m, CLASS_AMBIGUOUS,
			    it->is_left ? it->rank : MATCH_NONE,
			    it->is_left ? MATCH_NONE : it->rank);
	}
	close_up(left);
	close_up(right);
	return 0;
}

static void
match_rest(
    struct matcher *m, struct nearest_side *left, struct nearest_side *right)
{
	size_t l, r;

	if (m->rules->dated)
		sort(left->items, left->n, sizeof *left->items, by_amount);
	sort_by_day(m, right);
	in_order_begin(&m->in_order, *left, *right, (int32_t)m->rules->window);
	while (in_order_next(&m->in_order, &l, &r))
		add(m, CLASS_AMOUNT, l, r);
	close_up(left);
	close_up(right);
	for (size_t i = 0; i < left->n; i++)
		add(m, CLASS_LEFT, left->items[i].rank, MATCH_NONE);
	for (size_t i = 0; i < right->n; i++)
		add(m, CLASS_RIGHT, MATCH_NONE, right->items[i].rank);
}

/* The n records of one currency, the lefts first. */
static int
match_currency(struct matcher *m, const struct match_entry *sorted, size_t n,
    struct err *e)
{
	const struct tolerance *t;
	struct nearest_side left = { 0 }, right;
	int scale;

	if (load(m, sorted, n, &scale, e))
		return -1;
	left.items = m->items;
	while (left.n < n && sorted[left.n].record->side == 'L')
		left.n++;
	right = (struct nearest_side){ m->items + left.n, n - left.n };
	if (m->rules->unique_right)
		set_apart(m, &right, sorted + left.n, false);
	if (m->rules->unique_left)
		set_apart(m, &left, sorted, true);
	sort(left.items, left.n, sizeof *left.items, by_amount);
	sort(right.items, right.n, sizeof *right.items, by_amount);

	match_equal(m, &left, &right);
	t = tolerance_for(&m->rules->tolerances, sorted->record->currency);
	if (t)
		match_near(m, &left, &right, t, scale);
	if (m->rules->sum_of && match_sums(m, &left, &right, t, scale, e))
		return -1;
	match_rest(m, &left, &right);
	return 0;
}

int
match_key(struct matcher *m, const struct record *const *records, size_t n,
    struct err *e)
{
	m->n = 0;
	m->records = records;
	m->unsearched = 0;
	sum_search_clear(&m->sums.search);
	m->sorted = mem_grow(m->sorted, &m->sorted_cap, n, sizeof *m->sorted);
	for (size_t i = 0; i < n; i++)
		m->sorted[i] = (struct match_entry){ records[i], i };
	sort(m->sorted, n, sizeof *m->sorted, by_currency);
	for (size_t from = 0, to; from < n; from = to) {
		to = from + 1;
		while (to < n &&
		    span_eq(m->sorted[to].record->currency,
			m->sorted[from].record->currency))
			to++;
		if (match_currency(m, m->sorted + from, to - from, e))
			return -1;
	}
	return 0;
}

void
matcher_free(struct matcher *m)
{
	free(m->matches);
	free(m->sorted);
	free(m->items);
	nearest_free(&m->nearest);
	in_order_free(&m->in_order);
	match_sums_free(&m->sums);
	*m = (struct matcher){ 0 };
}
