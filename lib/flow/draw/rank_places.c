#include "flow/draw/rank_places.h"

#include <stdlib.h>

#include "base/mem.h"

/* The first rank from this one on that has room for it, which it takes. */
static int
find_room(int *taken, int rank, int w, int most)
{
	if (most == 0)
		return rank;
	while (taken[rank / 2] && taken[rank / 2] + RANK_PLACES_GAP + w > most)
		rank += 2;
	taken[rank / 2] += w + (taken[rank / 2] ? RANK_PLACES_GAP : 0);
	return rank;
}

/* Sets the ranks of boxes, 2 apart: one more than the lowest that leads there, or
 * one below that which has room. */
static void
rank_boxes(struct rank_places *p, const struct rank_layout *l, int most)
{
	int *taken = mem_zeroed(2 * l->n_boxes + 1, sizeof *taken);
	size_t *open = mem_zeroed(l->n_boxes, sizeof *open);
	size_t *first = mem_zeroed(l->n_boxes + 1, sizeof *first);
	size_t *out = mem_alloc(l->n_lines * sizeof *out);
	size_t *queue = mem_alloc(l->n_boxes * sizeof *queue);
	size_t at = 0, end = 0;

	for (size_t i = 0; i < l->n_lines; i++) {
		open[l->lines[i].to]++;
		first[l->lines[i].from + 1]++;
	}
	for (size_t i = 0; i < l->n_boxes; i++) {
		first[i + 1] += first[i];
		if (open[i] == 0)
			queue[end++] = i;
	}
	for (size_t i = l->n_lines; i-- > 0;)
		out[--first[l->lines[i].from + 1]] = l->lines[i].to;
	/* first[i + 1] is now where the lines of i begin */
	while (at < end) {
		size_t i = queue[at++];
		size_t stop = i + 1 < l->n_boxes ? first[i + 2] : l->n_lines;

		p->of[i].rank =
		    find_room(taken, p->of[i].rank, p->of[i].w, most);
		for (size_t k = first[i + 1]; k < stop; k++) {
			struct place *to = &p->of[out[k]];

			if (to->rank < p->of[i].rank + 2)
				to->rank = p->of[i].rank + 2;
			if (--open[out[k]] == 0)
				queue[end++] = out[k];
		}
	}
	free(taken);
	free(open);
	free(first);
	free(out);
	free(queue);
}

/* The places of a line are in the ranks between its boxes; what it says is in
 * the first. */
static bool
place_lines(struct rank_places *p, const struct rank_layout *l)
{
	p->line = mem_alloc((l->n_lines + 1) * sizeof *p->line);
	for (size_t i = 0; i < l->n_lines; i++) {
		const struct rank_line *line = &l->lines[i];
		int from = p->of[line->from].rank, to = p->of[line->to].rank;

		p->line[i] = p->n;
		if (p->n + (size_t)(to - from) > RANK_LAYOUT_PLACES)
			return false;
		for (int r = from + 1; r < to; r++)
			p->of[p->n++] =
			    (struct place){ .rank = r, .passed = true };
		p->of[p->line[i]].w = line->w;
		p->of[p->line[i]].h = line->h;
	}
	p->line[l->n_lines] = p->n;
	return true;
}

/* Calls for each piece of each line, from a place to one a rank below. */
static void
each_piece(struct rank_places *p, const struct rank_layout *l,
    void (*fn)(struct rank_places *, size_t above, size_t below))
{
	for (size_t i = 0; i < l->n_lines; i++) {
		size_t above = l->lines[i].from;

		for (size_t k = p->line[i]; k < p->line[i + 1]; k++) {
			fn(p, above, k);
			above = k;
		}
		fn(p, above, l->lines[i].to);
	}
}

static void
count(struct rank_places *p, size_t above, size_t below)
{
	p->down_at[above]++;
	p->up_at[below]++;
}

static void
put(struct rank_places *p, size_t above, size_t below)
{
	p->down[--p->down_at[above]] = below;
	p->up[--p->up_at[below]] = above;
}

static void
tie(struct rank_places *p, const struct rank_layout *l)
{
	size_t pieces = p->n - l->n_boxes + l->n_lines;

	p->up_at = mem_zeroed(p->n + 1, sizeof *p->up_at);
	p->down_at = mem_zeroed(p->n + 1, sizeof *p->down_at);
	p->up = mem_alloc(pieces * sizeof *p->up);
	p->down = mem_alloc(pieces * sizeof *p->down);
	each_piece(p, l, count);
	for (size_t i = 0; i < p->n; i++) {
		p->up_at[i + 1] += p->up_at[i];
		p->down_at[i + 1] += p->down_at[i];
	}
	each_piece(p, l, put);
}

/* The order as things were given. */
static void
list_ranks(struct rank_places *p)
{
	for (size_t i = 0; i < p->n; i++)
		if (p->of[i].rank >= p->ranks)
			p->ranks = p->of[i].rank + 1;
	p->rank_at = mem_zeroed((size_t)p->ranks + 1, sizeof *p->rank_at);
	p->order = mem_alloc(p->n * sizeof *p->order);
	for (size_t i = 0; i < p->n; i++)
		p->rank_at[p->of[i].rank]++;
	for (int r = 0; r < p->ranks; r++)
		p->rank_at[r + 1] += p->rank_at[r];
	for (size_t i = p->n; i-- > 0;)
		p->order[--p->rank_at[p->of[i].rank]] = i;
}

bool
rank_places_make(struct rank_places *p, const struct rank_layout *l, int most)
{
	if (l->n_boxes > RANK_LAYOUT_PLACES)
		return false;
	p->of = mem_zeroed(RANK_LAYOUT_PLACES, sizeof *p->of);
	p->n = l->n_boxes;
	for (size_t i = 0; i < l->n_boxes; i++) {
		p->of[i].w = l->boxes[i].w;
		p->of[i].h = l->boxes[i].h;
	}
	rank_boxes(p, l, most);
	if (!place_lines(p, l))
		return false;
	tie(p, l);
	list_ranks(p);
	return true;
}

void
rank_places_free(struct rank_places *p)
{
	free(p->of);
	free(p->line);
	free(p->up);
	free(p->up_at);
	free(p->down);
	free(p->down_at);
	free(p->order);
	free(p->rank_at);
	*p = (struct rank_places){ 0 };
}
