#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "flow/draw/rank_places.h"

enum { SWEEPS = 32, PARTS = 1024 };

struct wish {
	size_t place;
	long at; /* the mean of those it is tied to, in PARTS of a place */
	size_t was;
};

static int
by_wish(const void *a, const void *b)
{
	const struct wish *x = a, *y = b;

	if (x->at != y->at)
		return x->at < y->at ? -1 : 1;
	return (x->was > y->was) - (x->was < y->was);
}

/* Orders a rank by where the places stand that its own are tied to; one that
 * is tied to none keeps where it is, and those that wish for the same place keep
 * their order, or turn it round. */
static void
order_rank(struct rank_places *p, int rank, const size_t *ties,
    const size_t *ties_at, bool turn, size_t *where, struct wish *wishes)
{
	size_t *order = p->order + p->rank_at[rank];
	size_t n = p->rank_at[rank + 1] - p->rank_at[rank];

	for (size_t i = 0; i < n; i++) {
		size_t first = ties_at[order[i]], end = ties_at[order[i] + 1];
		long sum = 0;

		for (size_t k = first; k < end; k++)
			sum += (long)where[ties[k]] * PARTS;
		wishes[i] = (struct wish){ order[i],
			end > first ? sum / (long)(end - first)
				    : (long)i * PARTS,
			turn ? n - i : i };
	}
	qsort(wishes, n, sizeof *wishes, by_wish);
	for (size_t i = 0; i < n; i++) {
		order[i] = wishes[i].place;
		where[order[i]] = i;
	}
}

static int
by_place(const void *a, const void *b)
{
	size_t x = *(const size_t *)a, y = *(const size_t *)b;

	return (x > y) - (x < y);
}

/* How many of the places counted so far stand behind this one, which is counted
 * then: sums is a tree of Fenwick of n places. */
static size_t
count_behind(size_t *sums, size_t n, size_t at, size_t so_far)
{
	size_t before = 0;

	for (size_t i = at + 1; i > 0; i -= i & -i)
		before += sums[i];
	for (size_t i = at + 1; i <= n; i += i & -i)
		sums[i]++;
	return so_far - before;
}

/* How often lines cross between this rank and the next. */
static size_t
crossings_below(const struct rank_places *p, int rank, const size_t *where,
    size_t *sums, size_t *ends)
{
	size_t n = p->rank_at[rank + 2] - p->rank_at[rank + 1];
	size_t so_far = 0, all = 0;

	memset(sums, 0, (n + 1) * sizeof *sums);
	for (size_t i = p->rank_at[rank]; i < p->rank_at[rank + 1]; i++) {
		size_t first = p->down_at[p->order[i]];
		size_t lines = p->down_at[p->order[i] + 1] - first;

		for (size_t k = 0; k < lines; k++)
			ends[k] = where[p->down[first + k]];
		qsort(ends, lines, sizeof *ends, by_place);
		for (size_t k = 0; k < lines; k++)
			all += count_behind(sums, n, ends[k], so_far++);
	}
	return all;
}

static size_t
crossings(const struct rank_places *p, const size_t *where, size_t *room)
{
	size_t all = 0;

	for (int r = 0; r + 1 < p->ranks; r++)
		all += crossings_below(p, r, where, room, room + p->n + 1);
	return all;
}

/* From above to below, or back. Ranks whose bit is set in turns, which is for four of
 * them, turn round what wishes for the same place. */
static void
sweep(struct rank_places *p, bool down, unsigned turns, size_t *where,
    struct wish *wishes)
{
	for (int i = 1; i < p->ranks; i++) {
		int rank = down ? i : p->ranks - 1 - i;
		bool turn = turns >> rank % 4 & 1;

		order_rank(p, rank, down ? p->up : p->down,
		    down ? p->up_at : p->down_at, turn, where, wishes);
	}
}

/* Of all orders that were seen the one with the fewest crossings stays. */
void
rank_places_order(struct rank_places *p)
{
	size_t *where = mem_alloc(p->n * sizeof *where);
	size_t *best = mem_alloc(p->n * sizeof *best);
	size_t pieces = p->down_at[p->n], least = SIZE_MAX;
	size_t *room = mem_alloc((p->n + 1 + pieces) * sizeof *room);
	struct wish *wishes = mem_alloc(p->n * sizeof *wishes);

	for (int r = 0; r < p->ranks; r++)
		for (size_t i = p->rank_at[r]; i < p->rank_at[r + 1]; i++)
			where[p->order[i]] = i - p->rank_at[r];
	for (int i = 0; i < SWEEPS && least > 0; i++) {
		size_t now;

		sweep(p, i % 2 == 0, (unsigned)i / 2, where, wishes);
		now = crossings(p, where, room);
		if (now < least)
			memcpy(best, p->order, p->n * sizeof *best);
		if (now < least)
			least = now;
	}
	if (p->n)
		memcpy(p->order, best, p->n * sizeof *best);
	free(where);
	free(best);
	free(room);
	free(wishes);
}
