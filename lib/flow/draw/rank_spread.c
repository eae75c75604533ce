#include <limits.h>
#include <stdlib.h>

#include "base/mem.h"
#include "flow/draw/rank_places.h"

enum {
	CLOSE = 12,   /* where one of both is a line */
	STRAIGHT = 4, /* how much more a line keeps its way than a box */
	SWEEPS = 10,
};

/* Some places of a rank that touch each other: where the first would best
 * stand, in the mean of all. */
struct block {
	long weighed, weight;
	size_t first;
};

/* From the middle of the place before in a rank to the middle of this one. */
static long
apart(const struct rank_places *p, size_t before, size_t at)
{
	const struct place *a = &p->of[p->order[before]];
	const struct place *b = &p->of[p->order[at]];

	return (a->w + b->w) / 2 +
	    (a->passed || b->passed ? CLOSE : RANK_PLACES_GAP);
}

static long
mean(const struct block *b)
{
	return b->weighed / b->weight;
}

/* Where a place would stand best: above or below what it is tied to. */
static long
wish(const struct rank_places *p, size_t place, const size_t *ties,
    const size_t *ties_at)
{
	size_t first = ties_at[place], end = ties_at[place + 1];
	long sum = 0;

	if (first == end)
		return p->of[place].x;
	for (size_t k = first; k < end; k++)
		sum += p->of[ties[k]].x;
	return sum / (long)(end - first);
}

/*
 * Moves the places of a rank as near to their wishes as their order and their
 * widths allow, by least squares: neighbours that would overlap become a block
 * that moves as one.
 */
static void
spread_rank(struct rank_places *p, int rank, const size_t *ties,
    const size_t *ties_at, struct block *blocks)
{
	size_t first = p->rank_at[rank], end = p->rank_at[rank + 1], n = 0;
	long off = 0; /* of a place from the first of the rank */

	for (size_t i = first; i < end; i++) {
		long weight = p->of[p->order[i]].passed ? STRAIGHT : 1;

		if (i > first)
			off += apart(p, i - 1, i);
		blocks[n++] = (struct block){ weight *
			    (wish(p, p->order[i], ties, ties_at) - off),
			weight, i };
		while (n > 1 && mean(&blocks[n - 2]) >= mean(&blocks[n - 1])) {
			blocks[n - 2].weighed += blocks[n - 1].weighed;
			blocks[n - 2].weight += blocks[n - 1].weight;
			n--;
		}
	}
	off = 0;
	for (size_t i = first, k = 0; i < end; i++) {
		if (i > first)
			off += apart(p, i - 1, i);
		if (k + 1 < n && blocks[k + 1].first == i)
			k++;
		p->of[p->order[i]].x = (int)(mean(&blocks[k]) + off);
	}
}

static int
move_to_zero(struct rank_places *p)
{
	int least = INT_MAX, most = 0;

	for (size_t i = 0; i < p->n; i++)
		if (p->of[i].x - p->of[i].w / 2 < least)
			least = p->of[i].x - p->of[i].w / 2;
	for (size_t i = 0; i < p->n; i++) {
		p->of[i].x -= least;
		if (p->of[i].x + p->of[i].w / 2 > most)
			most = p->of[i].x + p->of[i].w / 2;
	}
	return most;
}

int
rank_places_spread(struct rank_places *p)
{
	struct block *blocks = mem_alloc(p->n * sizeof *blocks);

	for (int i = 0; i < SWEEPS; i++) {
		for (int r = 0; r < p->ranks; r++)
			spread_rank(p, r, p->up, p->up_at, blocks);
		for (int r = p->ranks; r-- > 0;)
			spread_rank(p, r, p->down, p->down_at, blocks);
	}
	free(blocks);
	return p->n ? move_to_zero(p) : 0;
}
