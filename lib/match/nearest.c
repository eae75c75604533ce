/*
 * The items of a side in order of amount fall into runs: those of one day and
 * amount. For each day of the left and each of the right that is within the
 * window of it, the runs of both days are a chain in order of amount. A pair
 * that is closest lies in two runs beside each other in their chain: any run
 * between them would be nearer to one of the two, with a difference of the same
 * sign and the same gap, and within the tolerance too (a percent is at most
 * 100, so a tolerance shrinks no faster than the distance does). So only
 * neighbours are ever compared. The heap holds each pair of neighbours as it was
 * when it became one; what has changed since is dropped when it comes up.
 */
#include "match/nearest.h"

#include <stdint.h>
#include <stdlib.h>

#include "base/mem.h"

#define NONE SIZE_MAX

struct nearest_run {
	struct nearest_item *first, *end; /* not taken yet */
	bool is_left;
	size_t nodes; /* the last made of its nodes, or NONE */
};

/* A run's place in one of its chains. */
struct nearest_node {
	size_t run;
	size_t below, above; /* the nodes beside it, or NONE */
	size_t before;       /* the node of the run made before, or NONE */
};

struct nearest_pair {
	uint128 distance;
	int32_t gap;                  /* days */
	size_t left_rank, right_rank; /* the first of the runs */
	size_t low, high;             /* the nodes */
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

static struct nearest_run *
run_at(const struct nearest *n, size_t node)
{
	return &n->runs[n->nodes[node].run];
}

/* Two nodes are beside each other now. */
static void
meet(struct nearest *n, size_t low, size_t high)
{
	const struct nearest_run *a, *b;
	const struct nearest_item *left, *right;

	if (low == NONE || high == NONE)
		return;
	a = run_at(n, low);
	b = run_at(n, high);
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
		.gap = abs(left->day - right->day),
		.left_rank = left->rank,
		.right_rank = right->rank,
		.low = low,
		.high = high,
	    });
}

/* Makes runs of a side; returns how many there are then. */
static size_t
add_runs(struct nearest *n, struct nearest_side side, bool is_left)
{
	for (size_t from = 0, to; from < side.n; from = to) {
		struct nearest_item *first = &side.items[from];

		to = from + 1;
		while (to < side.n && side.items[to].minor == first->minor &&
		    side.items[to].day == first->day)
			to++;
		n->runs = mem_grow(
		    n->runs, &n->runs_cap, n->n_runs + 1, sizeof *n->runs);
		n->runs[n->n_runs++] = (struct nearest_run){ first,
			side.items + to, is_left, NONE };
	}
	return n->n_runs;
}

/* Puts the run behind the chain that ends with the node below, which may be
 * NONE; returns its node. */
static size_t
add_node(struct nearest *n, size_t run, size_t below)
{
	size_t i = n->n_nodes++;

	n->nodes =
	    mem_grow(n->nodes, &n->nodes_cap, n->n_nodes, sizeof *n->nodes);
	n->nodes[i] =
	    (struct nearest_node){ run, below, NONE, n->runs[run].nodes };
	n->runs[run].nodes = i;
	if (below != NONE)
		n->nodes[below].above = i;
	meet(n, below, i);
	return i;
}

/* The chain of the runs from l to l_end and from r to r_end, of a day each. */
static void
add_chain(struct nearest *n, size_t l, size_t l_end, size_t r, size_t r_end)
{
	size_t node = NONE;

	while (l < l_end || r < r_end) {
		bool left = r == r_end ||
		    (l < l_end &&
			n->runs[l].first->minor < n->runs[r].first->minor);

		node = add_node(n, left ? l++ : r++, node);
	}
}

/* Behind the runs from i on that have its day. */
static size_t
day_end(const struct nearest *n, size_t i, size_t end)
{
	int32_t day = n->runs[i].first->day;

	while (i < end && n->runs[i].first->day == day)
		i++;
	return i;
}

void
nearest_begin(struct nearest *n, struct nearest_side left,
    struct nearest_side right, int32_t window,
    const struct tolerance *tolerance, int scale)
{
	size_t lefts, end, from;

	n->tolerance = tolerance;
	n->scale = scale;
	n->n_runs = n->n_nodes = n->n_heap = 0;
	lefts = from = add_runs(n, left, true);
	end = add_runs(n, right, false);
	for (size_t l = 0, l_end; l < lefts; l = l_end) {
		int32_t day = n->runs[l].first->day;

		l_end = day_end(n, l, lefts);
		while (from < end && n->runs[from].first->day < day - window)
			from++;
		for (size_t r = from, r_end;
		     r < end && n->runs[r].first->day <= day + window;
		     r = r_end) {
			r_end = day_end(n, r, end);
			add_chain(n, l, l_end, r, r_end);
		}
	}
}

/* True if nothing was taken from the pair's runs since it became one. */
static bool
still_holds(const struct nearest *n, const struct nearest_pair *p)
{
	const struct nearest_run *a = run_at(n, p->low);
	const struct nearest_run *b = run_at(n, p->high);

	if (a->first == a->end || b->first == b->end)
		return false;
	return (a->is_left ? a : b)->first->rank == p->left_rank &&
	    (a->is_left ? b : a)->first->rank == p->right_rank;
}

/* Takes the first item of a run; an empty run leaves its chains. */
static void
take(struct nearest *n, struct nearest_run *r)
{
	r->first->taken = true;
	if (++r->first < r->end)
		return;
	for (size_t i = r->nodes; i != NONE; i = n->nodes[i].before) {
		const struct nearest_node *node = &n->nodes[i];

		if (node->below != NONE)
			n->nodes[node->below].above = node->above;
		if (node->above != NONE)
			n->nodes[node->above].below = node->below;
	}
}

/* The run has another first item, or is gone and its neighbours are beside each
 * other. What is above the node known was looked at. */
static void
renew(struct nearest *n, const struct nearest_run *r, size_t known)
{
	for (size_t i = r->nodes; i != NONE; i = n->nodes[i].before) {
		size_t below = n->nodes[i].below;

		if (below != known && below != NONE)
			meet(n, below, n->nodes[below].above);
		if (r->first < r->end)
			meet(n, i, n->nodes[i].above);
	}
}

bool
nearest_next(struct nearest *n, size_t *left_rank, size_t *right_rank)
{
	while (n->n_heap) {
		struct nearest_pair p = pop(n);

		if (!still_holds(n, &p))
			continue;
		*left_rank = p.left_rank;
		*right_rank = p.right_rank;
		take(n, run_at(n, p.low));
		take(n, run_at(n, p.high));
		renew(n, run_at(n, p.low), NONE);
		renew(n, run_at(n, p.high), p.low);
		return true;
	}
	return false;
}

void
nearest_free(struct nearest *n)
{
	free(n->runs);
	free(n->nodes);
	free(n->heap);
	*n = (struct nearest){ 0 };
}
