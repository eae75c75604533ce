#include <stdlib.h>

#include "base/mem.h"
#include "flow/draw/rank_places.h"

enum { SWEEPS = 12, PARTS = 1024 };

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
 * is tied to none keeps where it is. */
static void
order_rank(struct rank_places *p, int rank, const size_t *ties,
    const size_t *ties_at, size_t *where, struct wish *wishes)
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
			i };
	}
	qsort(wishes, n, sizeof *wishes, by_wish);
	for (size_t i = 0; i < n; i++) {
		order[i] = wishes[i].place;
		where[order[i]] = i;
	}
}

void
rank_places_order(struct rank_places *p)
{
	size_t *where = mem_alloc(p->n * sizeof *where);
	struct wish *wishes = mem_alloc(p->n * sizeof *wishes);

	for (int r = 0; r < p->ranks; r++)
		for (size_t i = p->rank_at[r]; i < p->rank_at[r + 1]; i++)
			where[p->order[i]] = i - p->rank_at[r];
	for (int i = 0; i < SWEEPS; i++) {
		for (int r = 1; r < p->ranks; r++)
			order_rank(p, r, p->up, p->up_at, where, wishes);
		for (int r = p->ranks - 1; i + 1 < SWEEPS && r-- > 0;)
			order_rank(p, r, p->down, p->down_at, where, wishes);
	}
	free(where);
	free(wishes);
}
