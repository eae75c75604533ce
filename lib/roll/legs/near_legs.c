#include "roll/legs/near_legs.h"

#include <stdlib.h>

#include "base/mem.h"
#include "match/match.h"

/*
 * Days for nearest, which pairs what is at most one apart: all but a left and
 * a right that are both of today, and prefers two that are both from before.
 */
static int32_t
stand_in_day(const struct leg *l)
{
	return l->before ? 1 : l->side == 'L' ? 0 : 2;
}

static int
by_day_and_amount(const void *x, const void *y)
{
	const struct nearest_item *a = x, *b = y;

	if (a->day != b->day)
		return a->day < b->day ? -1 : 1;
	if (a->minor != b->minor)
		return a->minor < b->minor ? -1 : 1;
	return (a->rank > b->rank) - (a->rank < b->rank);
}

/* The legs of a side among the n, as items with that scale. */
static int
load_side(struct nearest_side *side, struct leg *const *legs, size_t n,
    char letter, int scale, struct err *e)
{
	side->n = 0;
	for (size_t i = 0; i < n; i++) {
		const struct leg *l = legs[i];
		struct amount a = l->amount;

		if (l->side != letter)
			continue;
		if (amount_rescale(&a, scale, ROUND_NONE) != AMOUNT_OK)
			return match_too_large(l->line->key, e);
		side->items[side->n++] = (struct nearest_item){
			.minor = a.minor, .rank = i, .day = stand_in_day(l)
		};
	}
	qsort(side->items, side->n, sizeof *side->items, by_day_and_amount);
	return 0;
}

int
near_legs_begin(struct near_legs *s, struct leg *const *legs, size_t n,
    const struct tolerance *t, struct err *e)
{
	int scale = leg_scale(legs, n);
	struct nearest_side left, right;

	s->items = mem_grow(s->items, &s->cap, n, sizeof *s->items);
	left.items = s->items;
	if (load_side(&left, legs, n, 'L', scale, e))
		return -1;
	right.items = s->items + left.n;
	if (load_side(&right, legs, n, 'R', scale, e))
		return -1;
	nearest_begin(&s->nearest, left, right, 1, t, scale);
	return 0;
}

bool
near_legs_next(struct near_legs *s, size_t *left, size_t *right)
{
	return nearest_next(&s->nearest, left, right);
}

void
near_legs_free(struct near_legs *s)
{
	free(s->items);
	nearest_free(&s->nearest);
	*s = (struct near_legs){ 0 };
}
