/*
 * The items of a side in order of day and amount fall into runs: those of one
 * day and amount. Each left run knows the best pair that it can have, and all of
 * them are in a heap. On a day of the right that can only be with the runs beside
 * it in amount, above and below; and if another left run of its own day lies
 * between, that one is nearer with a difference of the same sign and the same
 * gap, and within the tolerance too (a percent is at most 100, so a tolerance
 * shrinks no faster than the distance does). So a right run that is gone changes
 * what is best for two left runs a day, and for the worse, which is noticed when
 * they come up; and a left run that is gone for the two beside it, which may now
 * be better off.
 */
#include "match/nearest.h"

#include <stdint.h>
#include <stdlib.h>

#include "base/mem.h"

#define NONE SIZE_MAX

struct nearest_run {
	int128 minor;
	int32_t day;
	struct nearest_item *first, *end; /* not taken yet */
	/* Of a left one, the runs of its day beside it, or NONE. Of a right one
	 * that is gone, where to look for one that is not. */
	size_t below, above;
};

struct nearest_pair {
	uint128 distance;
	int32_t gap;                  /* days */
	size_t left_rank, right_rank; /* the first of the runs */
	size_t right;                 /* the run; NONE: there is no pair */
	size_t place;                 /* in the heap, or NONE */
};

static bool
comes_before(const struct nearest_pair *a, const struct nearest_pair *b)
{
	if (a->distance != b->distance)
		return a->distance < b->distance;
	if (a->gap != b->gap)
		return a->gap < b->gap;
	if (a->left_rank != b->left_rank)
		return a->left_rank < b->left_rank;
	return a->right_rank < b->right_rank;
}

static bool
is_gone(const struct nearest_run *r)
{
	return r->first == r->end;
}

static void
put(struct nearest *n, size_t place, size_t left)
{
	n->heap[place] = left;
	n->pairs[left].place = place;
}

/* Puts a left run where it belongs, from a place in the heap that is free. */
static void
settle(struct nearest *n, size_t i, size_t left)
{
	const struct nearest_pair *pair = &n->pairs[left];
	size_t child;

	while (i > 0 && comes_before(pair, &n->pairs[n->heap[(i - 1) / 2]])) {
		put(n, i, n->heap[(i - 1) / 2]);
		i = (i - 1) / 2;
	}
	while ((child = 2 * i + 1) < n->n_heap) {
		if (child + 1 < n->n_heap &&
		    comes_before(&n->pairs[n->heap[child + 1]],
			&n->pairs[n->heap[child]]))
			child++;
		if (!comes_before(&n->pairs[n->heap[child]], pair))
			break;
		put(n, i, n->heap[child]);
		i = child;
	}
	put(n, i, left);
}

static void
leave_heap(struct nearest *n, size_t left)
{
	size_t place = n->pairs[left].place, last;

	if (place == NONE)
		return;
	n->pairs[left].place = NONE;
	last = n->heap[--n->n_heap];
	if (last != left)
		settle(n, place, last);
}

/* The first right run that is not before the amount on the day. */
static size_t
find_right(const struct nearest *n, int32_t day, int128 minor)
{
	size_t from = 1, to = n->n_rights + 1;

	while (from < to) {
		size_t mid = from + (to - from) / 2;
		const struct nearest_run *r = &n->rights[mid];

		if (r->day < day || (r->day == day && r->minor < minor))
			from = mid + 1;
		else
			to = mid;
	}
	return from;
}

/* The run itself or the next one up, or down, that is not gone. */
static size_t
look_up(struct nearest *n, size_t i)
{
	while (is_gone(&n->rights[i])) {
		struct nearest_run *r = &n->rights[i];

		if (is_gone(&n->rights[r->above]))
			r->above = n->rights[r->above].above;
		i = r->above;
	}
	return i;
}

static size_t
look_down(struct nearest *n, size_t i)
{
	while (is_gone(&n->rights[i])) {
		struct nearest_run *r = &n->rights[i];

		if (is_gone(&n->rights[r->below]))
			r->below = n->rights[r->below].below;
		i = r->below;
	}
	return i;
}

/* Is the right run better than what the left one has? beside is the left run
 * that may lie between. */
static void
consider(struct nearest *n, size_t left, size_t right, size_t beside)
{
	const struct nearest_run *l = &n->lefts[left], *r = &n->rights[right];
	struct nearest_pair *best = &n->pairs[left];
	struct nearest_pair pair;

	if (beside != NONE &&
	    (n->lefts[beside].minor < r->minor) ==
		(l->minor < n->lefts[beside].minor))
		return;
	if (!tolerance_covers(n->tolerance, l->minor, r->minor, n->scale))
		return;
	pair = (struct nearest_pair){
		.distance = tolerance_distance(l->minor, r->minor),
		.gap = abs(l->day - r->day),
		.left_rank = l->first->rank,
		.right_rank = r->first->rank,
		.right = right,
		.place = best->place,
	};
	if (best->right == NONE || comes_before(&pair, best))
		*best = pair;
}

/* Finds the best pair for a left run, and its place in the heap. */
static void
renew(struct nearest *n, size_t left)
{
	const struct nearest_run *l = &n->lefts[left];
	struct nearest_pair *pair = &n->pairs[left];
	int32_t day = l->day - n->window, last = l->day + n->window;

	pair->right = NONE;
	while (day <= last) {
		size_t i = find_right(n, day, l->minor);
		size_t up = look_up(n, i), down = look_down(n, i - 1);

		if (up <= n->n_rights && n->rights[up].day == day)
			consider(n, left, up, l->above);
		if (down > 0 && n->rights[down].day == day)
			consider(n, left, down, l->below);
		if (i > n->n_rights)
			break;
		day = n->rights[i].day > day ? n->rights[i].day : day + 1;
	}
	if (pair->right == NONE)
		leave_heap(n, left);
	else
		settle(
		    n, pair->place != NONE ? pair->place : n->n_heap++, left);
}

/* Makes runs of a side from runs[1] on, with one that is never gone before and
 * behind them; returns how many they are. */
static size_t
make_runs(
    struct nearest_run **runs, size_t *cap, const struct nearest_side *side)
{
	static struct nearest_item none;
	const struct nearest_run end = { .first = &none, .end = &none + 1 };
	size_t n = 0;

	*runs = mem_grow(*runs, cap, side->n + 2, sizeof **runs);
	(*runs)[0] = end;
	for (size_t from = 0, to; from < side->n; from = to) {
		struct nearest_item *first = &side->items[from];

		to = from + 1;
		while (to < side->n && side->items[to].minor == first->minor &&
		    side->items[to].day == first->day)
			to++;
		(*runs)[++n] = (struct nearest_run){ .minor = first->minor,
			.day = first->day,
			.first = first,
			.end = side->items + to,
			.below = NONE,
			.above = NONE };
	}
	(*runs)[n + 1] = end;
	return n;
}

void
nearest_begin(struct nearest *n, struct nearest_side left,
    struct nearest_side right, int32_t window,
    const struct tolerance *tolerance, int scale)
{
	size_t lefts = make_runs(&n->lefts, &n->lefts_cap, &left);

	n->tolerance = tolerance;
	n->scale = scale;
	n->window = window;
	n->n_heap = 0;
	n->n_rights = make_runs(&n->rights, &n->rights_cap, &right);
	n->pairs =
	    mem_grow(n->pairs, &n->pairs_cap, lefts + 1, sizeof *n->pairs);
	n->heap = mem_grow(n->heap, &n->heap_cap, lefts + 1, sizeof *n->heap);
	for (size_t i = 1; i <= lefts; i++) {
		n->pairs[i].place = NONE;
		if (i > 1 && n->lefts[i - 1].day == n->lefts[i].day) {
			n->lefts[i].below = i - 1;
			n->lefts[i - 1].above = i;
		}
	}
	for (size_t i = 1; i <= lefts; i++)
		renew(n, i);
}

static void
take_right(struct nearest *n, size_t i)
{
	struct nearest_run *r = &n->rights[i];

	r->first++->taken = true;
	if (!is_gone(r))
		return;
	r->below = i - 1;
	r->above = i + 1;
}

static void
take_left(struct nearest *n, size_t i)
{
	struct nearest_run *l = &n->lefts[i];

	l->first++->taken = true;
	if (!is_gone(l)) {
		renew(n, i);
		return;
	}
	leave_heap(n, i);
	if (l->below != NONE)
		n->lefts[l->below].above = l->above;
	if (l->above != NONE)
		n->lefts[l->above].below = l->below;
	if (l->below != NONE)
		renew(n, l->below);
	if (l->above != NONE)
		renew(n, l->above);
}

/* True if nothing was taken from the right run since the pair was found. */
static bool
still_holds(const struct nearest *n, const struct nearest_pair *p)
{
	const struct nearest_run *r = &n->rights[p->right];

	return !is_gone(r) && r->first->rank == p->right_rank;
}

bool
nearest_next(struct nearest *n, size_t *left_rank, size_t *right_rank)
{
	while (n->n_heap) {
		size_t left = n->heap[0];
		const struct nearest_pair *p = &n->pairs[left];

		if (!still_holds(n, p)) {
			renew(n, left);
			continue;
		}
		*left_rank = p->left_rank;
		*right_rank = p->right_rank;
		take_right(n, p->right);
		take_left(n, left);
		return true;
	}
	return false;
}

void
nearest_free(struct nearest *n)
{
	free(n->lefts);
	free(n->rights);
	free(n->pairs);
	free(n->heap);
	*n = (struct nearest){ 0 };
}
