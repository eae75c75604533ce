#include "match/sum_parts.h"

#include <stdlib.h>

#include "base/mem.h"

void
sum_parts_clear(struct sum_parts *p)
{
	p->n = p->n_positive = 0;
}

void
sum_parts_add(struct sum_parts *p, int128 minor, size_t kind, size_t n)
{
	/* one more, which is before nothing */
	p->of = mem_grow(p->of, &p->cap, p->n + n + 1, sizeof *p->of);
	if (p->n == 0)
		p->of[0].before = 0;
	while (n-- > 0) {
		struct sum_part *at = &p->of[p->n++];

		at->minor = minor;
		at->kind = kind;
		at[1].before = at->before + (uint128)minor;
		p->n_positive += minor > 0;
	}
}

static int128
sum_between(const struct sum_parts *p, size_t from, size_t to)
{
	return from < to ? (int128)(p->of[to].before - p->of[from].before) : 0;
}

int128
sum_parts_most(const struct sum_parts *p, size_t i, size_t n)
{
	return sum_between(p, i, i + n < p->n_positive ? i + n : p->n_positive);
}

int128
sum_parts_least(const struct sum_parts *p, size_t n)
{
	size_t negative = p->n - p->n_positive;

	return sum_between(p, p->n - (n < negative ? n : negative), p->n);
}

size_t
sum_parts_at_most(const struct sum_parts *p, size_t i, int128 minor)
{
	size_t end = p->n;

	while (i < end) {
		size_t mid = i + (end - i) / 2;

		if (p->of[mid].minor > minor)
			i = mid + 1;
		else
			end = mid;
	}
	return i;
}

void
sum_parts_free(struct sum_parts *p)
{
	free(p->of);
	*p = (struct sum_parts){ 0 };
}
