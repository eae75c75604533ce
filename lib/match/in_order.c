#include "match/in_order.h"

#include <stdlib.h>

#include "base/mem.h"

struct in_order_day {
	struct nearest_item *first, *end; /* not taken yet */
	int32_t day;
};

void
in_order_begin(struct in_order *o, struct nearest_side left,
    struct nearest_side right, int32_t window)
{
	o->left = left;
	o->window = window;
	o->next = o->n_days = 0;
	for (size_t from = 0, to; from < right.n; from = to) {
		struct nearest_item *first = &right.items[from];

		to = from + 1;
		while (to < right.n && right.items[to].day == first->day)
			to++;
		o->days = mem_grow(
		    o->days, &o->days_cap, o->n_days + 1, sizeof *o->days);
		o->days[o->n_days++] = (struct in_order_day){ first,
			right.items + to, first->day };
	}
}

/* The first of the days that is not before day. */
static size_t
find_day(const struct in_order *o, int32_t day)
{
	size_t from = 0, to = o->n_days;

	while (from < to) {
		size_t mid = from + (to - from) / 2;

		if (o->days[mid].day < day)
			from = mid + 1;
		else
			to = mid;
	}
	return from;
}

/* Of two days' first items; the days are in order themselves. */
static bool
is_before(const struct in_order_day *a, const struct in_order_day *b)
{
	return a->first->minor < b->first->minor ||
	    (a->first->minor == b->first->minor && a->day < b->day);
}

/* The day with the first item that the left can have, or NULL. */
static struct in_order_day *
day_for(struct in_order *o, const struct nearest_item *left)
{
	struct in_order_day *best = NULL;

	for (size_t i = find_day(o, left->day - o->window);
	     i < o->n_days && o->days[i].day <= left->day + o->window; i++) {
		struct in_order_day *d = &o->days[i];

		if (d->first < d->end && (!best || is_before(d, best)))
			best = d;
	}
	return best;
}

bool
in_order_next(struct in_order *o, size_t *left_rank, size_t *right_rank)
{
	while (o->next < o->left.n) {
		struct nearest_item *left = &o->left.items[o->next++];
		struct in_order_day *d = day_for(o, left);

		if (!d)
			continue;
		*left_rank = left->rank;
		*right_rank = d->first->rank;
		left->taken = d->first->taken = true;
		d->first++;
		return true;
	}
	return false;
}

void
in_order_free(struct in_order *o)
{
	free(o->days);
	*o = (struct in_order){ 0 };
}
