/*
 * The items in order of amount fall into runs: those of one amount, which
 * are of one side. A pair that is closest lies in two runs beside each
 * other: any run between them would be nearer to one of the two, with a
 * difference of the same sign, and within the tolerance too (a percent is at
 * most 100, so a tolerance shrinks no faster than the distance does). So only
 * neighbours are ever compared. The
 * heap holds each pair of neighbours as it was when it became one; what has
 * changed since is dropped when it comes up.
 */
#include "match/nearest.h"

#include <stdint.h>
#include <stdlib.h>

#include "base/mem.h"

#define NO_RUN SIZE_MAX

struct nearest_run {
	struct nearest_item *first, *end; /* not taken yet */
	bool is_left;
	size_t below, above; /* the runs beside it, or NO_RUN */
};

struct nearest_pair {
	uint128 distance;
	size_t left_rank, right_rank; /* the first of the runs */
	size_t low, high;             /* the runs */
};

static bool
comes_before(const struct nearest_pair *a, const struct nearest_pair *b)
{
	if (a->distance != b->distance)
		return a->distance < b->distance;
	if (a->left_rank != b->left_rank)
		return a->left_rank < b->left_rank;
	return a->right_rank < b->right_rank;
}

static void
push(struct nearest *n, struct nearest_pair pair)
{
	size_t i = n->n_heap++;

	n->heap = mem_grow(n->heap, &n->heap_cap, n->n_heap, sizeof *n->heap);
	while (i > 0 && comes_before(&pair, &n->heap[(i - 1) / 2])) {
		n->heap[i] = n->heap[(i - 1) / 2];
		i = (i - 1) / 2;
	}
	n->heap[i] = pair;
}

static struct nearest_pair
pop(struct nearest *n)
{
	struct nearest_pair top = n->heap[0], last = n->heap[--n->n_heap];
	size_t i = 0, child;

	while ((child = 2 * i + 1) < n->n_heap) {
		if (child + 1 < n->n_heap &&
		    comes_before(&n->heap[child + 1], &n->heap[child]))
			child++;
		if (!comes_before(&n->heap[child], &last))
			break;
		n->heap[i] = n->heap[child];
		i = child;
	}
	if (n->n_heap)
		n->heap[i] = last;
	return top;
}

/* Two runs are beside each other now. */
static void
meet(struct nearest *n, size_t low, size_t high)
{
	const struct nearest_run *a, *b;
	const struct nearest_item *left, *right;

	if (low == NO_RUN || high == NO_RUN)
		return;
	a = &n->runs[low];
	b = &n->runs[high];
	if (a->is_left == b->is_left)
		return;
	left = a->is_left ? a->first : b->first;
	right = a->is_left ? b->first : a->first;
	if (!tolerance_covers(
		n->tolerance, left->minor, right->minor, n->scale))
		return;
	push(n,
	    (struct nearest_pair){
		.distance = tolerance_distance(left->minor, right->minor),
		.left_rank = left->rank,
		.right_rank = right->rank,
		.low = low,
		.high = high,
	    });
}

/* Takes the run that begins at *side off it. */
static void
add_run(struct nearest *n, struct nearest_item **side, struct nearest_item *end,
    bool is_left)
{
	struct nearest_item *first = *side;
	size_t i = n->n_runs;

	while (*side < end && (*side)->minor == first->minor)
		++*side;
	n->runs = mem_grow(n->runs, &n->runs_cap, i + 1, sizeof *n->runs);
	n->runs[i] = (struct nearest_run){ first, *side, is_left,
		i ? i - 1 : NO_RUN, i + 1 };
	n->n_runs++;
}

void
nearest_begin(struct nearest *n, struct nearest_item *lefts, size_t n_lefts,
    struct nearest_item *rights, size_t n_rights,
    const struct tolerance *tolerance, int scale)
{
	struct nearest_item *lefts_end = n_lefts ? lefts + n_lefts : lefts;
	struct nearest_item *rights_end = n_rights ? rights + n_rights : rights;

	n->tolerance = tolerance;
	n->scale = scale;
	n->n_runs = n->n_heap = 0;
	while (lefts < lefts_end || rights < rights_end) {
		if (rights == rights_end ||
		    (lefts < lefts_end && lefts->minor < rights->minor))
			add_run(n, &lefts, lefts_end, true);
		else
			add_run(n, &rights, rights_end, false);
	}
	if (n->n_runs)
		n->runs[n->n_runs - 1].above = NO_RUN;
	for (size_t i = 1; i < n->n_runs; i++)
		meet(n, i - 1, i);
}

/* True if nothing was taken from the pair's runs since it became one. */
static bool
still_holds(const struct nearest *n, const struct nearest_pair *p)
{
	const struct nearest_run *a = &n->runs[p->low], *b;

	b = &n->runs[p->high];
	if (a->first == a->end || b->first == b->end)
		return false;
	if (!a->is_left) {
		const struct nearest_run *swap = a;

		a = b;
		b = swap;
	}
	return a->first->rank == p->left_rank &&
	    b->first->rank == p->right_rank;
}

/* Takes the first item of a run; an empty run leaves the chain. False if it
 * did. */
static bool
take(struct nearest *n, size_t i)
{
	struct nearest_run *r = &n->runs[i];

	r->first->taken = true;
	if (++r->first < r->end)
		return true;
	if (r->below != NO_RUN)
		n->runs[r->below].above = r->above;
	if (r->above != NO_RUN)
		n->runs[r->above].below = r->below;
	return false;
}

bool
nearest_next(struct nearest *n, size_t *left_rank, size_t *right_rank)
{
	while (n->n_heap) {
		struct nearest_pair p = pop(n);
		bool low_stays, high_stays;
		size_t low, high;

		if (!still_holds(n, &p))
			continue;
		*left_rank = p.left_rank;
		*right_rank = p.right_rank;
		low_stays = take(n, p.low);
		high_stays = take(n, p.high);
		low = low_stays ? p.low : n->runs[p.low].below;
		high = high_stays ? p.high : n->runs[p.high].above;
		meet(n, low, high);
		if (low_stays)
			meet(n, n->runs[low].below, low);
		if (high_stays)
			meet(n, high, n->runs[high].above);
		return true;
	}
	return false;
}

void
nearest_free(struct nearest *n)
{
	free(n->runs);
	free(n->heap);
	*n = (struct nearest){ 0 };
}
