#include "match/sum_kinds.h"

#include <stdlib.h>

#include "base/mem.h"

static int
by_amount(const void *x, const void *y)
{
	const struct sum_item *a = x, *b = y;

	if (a->minor != b->minor)
		return a->minor < b->minor ? -1 : 1;
	if (a->day != b->day)
		return a->day < b->day ? -1 : 1;
	if (a->is_left != b->is_left)
		return a->is_left ? -1 : 1;
	if (a->is_fresh != b->is_fresh)
		return a->is_fresh ? 1 : -1;
	return (a->rank > b->rank) - (a->rank < b->rank);
}

static bool
is_same(const struct sum_item *a, const struct sum_item *b)
{
	return a->minor == b->minor && a->day == b->day &&
	    a->is_left == b->is_left && a->is_fresh == b->is_fresh;
}

void
sum_kinds_make(struct sum_kinds *k, struct sum_item *items, size_t n)
{
	k->items = items;
	k->n = 0;
	qsort(items, n, sizeof *items, by_amount);
	for (size_t i = 0; i < n; i++)
		items[i].state = SUM_OPEN;
	for (size_t from = 0, to; from < n; from = to) {
		to = from + 1;
		while (to < n && is_same(&items[to], &items[from]))
			to++;
		k->of = mem_grow(k->of, &k->cap, k->n + 1, sizeof *k->of);
		k->of[k->n++] =
		    (struct sum_kind){ .first = from, .n = to - from };
	}
}

size_t
sum_kinds_take(struct sum_kinds *k, size_t kind)
{
	struct sum_kind *of = &k->of[kind];
	struct sum_item *item = &k->items[of->first + of->taken++];

	item->state = SUM_TAKEN;
	return item->rank;
}

void
sum_kinds_mark(struct sum_kinds *k)
{
	for (size_t i = 0; i < k->n; i++) {
		const struct sum_kind *of = &k->of[i];

		for (size_t j = of->taken; j < of->n && of->ambiguous; j++)
			k->items[of->first + j].state = SUM_AMBIGUOUS;
	}
}

void
sum_kinds_free(struct sum_kinds *k)
{
	free(k->of);
	*k = (struct sum_kinds){ 0 };
}
