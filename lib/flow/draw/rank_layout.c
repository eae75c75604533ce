#include "flow/draw/rank_layout.h"

#include <stdlib.h>

#include "base/mem.h"
#include "flow/draw/rank_places.h"

enum {
	BETWEEN = 20, /* ranks */
	STRAIGHT = 9, /* the end of a line, for its arrow */
	WIDE = 1260,  /* the screen of a laptop, without what is around it */
	FOLDED = 200, /* boxes at most: of more no picture fits */
};

/* Sets tops, the upper end of each rank, and where the last one ends. */
static int
stack_ranks(const struct rank_places *p, int *tops, int *heights)
{
	int y = 0;

	for (size_t i = 0; i < p->n; i++)
		if (p->of[i].h > heights[p->of[i].rank])
			heights[p->of[i].rank] = p->of[i].h;
	for (int r = 0; r < p->ranks; r++) {
		tops[r] = y;
		y += heights[r] + BETWEEN;
	}
	return p->ranks ? y - BETWEEN : 0;
}

static void
draw_line(struct rank_layout *l, const struct rank_places *p, size_t at,
    const int *tops, const int *heights)
{
	struct rank_line *line = &l->lines[at];
	const struct rank_box *from = &l->boxes[line->from];
	const struct rank_box *to = &l->boxes[line->to];
	const struct place *below = &p->of[line->to];
	int rank = p->of[line->from].rank;

	line->first = l->n_points;
	l->points[l->n_points++] = (struct rank_point){ p->of[line->from].x,
		from->y + from->h, tops[rank] + heights[rank] };
	for (size_t i = p->line[at]; i < p->line[at + 1]; i++) {
		rank = p->of[i].rank;
		l->points[l->n_points++] = (struct rank_point){ p->of[i].x,
			tops[rank], tops[rank] + heights[rank] };
	}
	l->points[l->n_points++] = (struct rank_point){ below->x,
		tops[below->rank] - STRAIGHT, to->y };
	line->n = l->n_points - line->first;
	rank = p->of[p->line[at]].rank;
	line->x = p->of[p->line[at]].x - line->w / 2;
	line->y = tops[rank] + (heights[rank] - line->h) / 2;
}

/* The places where a rank has boxes of at most so much; *width of all. */
static bool
make_places(
    struct rank_places *p, const struct rank_layout *l, int most, int *width)
{
	*p = (struct rank_places){ 0 };
	if (!rank_places_make(p, l, most)) {
		rank_places_free(p);
		return false;
	}
	rank_places_order(p);
	*width = rank_places_spread(p);
	return true;
}

/* What is wider than a screen is folded: lines that pass a rank take room there as
 * well, so the boxes of one may have to be narrower than that. The narrowest one
 * stays where none is narrow enough. */
static void
fold(struct rank_places *p, struct rank_layout *l)
{
	static const int mosts[] = { WIDE, WIDE * 7 / 8, WIDE * 3 / 4,
		WIDE * 5 / 8, WIDE / 2 };

	for (size_t i = 0; i < sizeof mosts / sizeof *mosts &&
	     l->width > WIDE && l->n_boxes <= FOLDED;
	     i++) {
		struct rank_places other;
		int width;

		if (!make_places(&other, l, mosts[i], &width))
			return;
		if (width < l->width) {
			struct rank_places was = *p;

			*p = other;
			other = was;
			l->width = width;
		}
		rank_places_free(&other);
	}
}

bool
rank_layout_make(struct rank_layout *l)
{
	struct rank_places p;
	int *tops, *heights;

	if (!make_places(&p, l, 0, &l->width))
		return false;
	fold(&p, l);
	tops = mem_zeroed((size_t)p.ranks, sizeof *tops);
	heights = mem_zeroed((size_t)p.ranks, sizeof *heights);
	l->height = stack_ranks(&p, tops, heights);
	for (size_t i = 0; i < l->n_boxes; i++) {
		struct rank_box *b = &l->boxes[i];
		int rank = p.of[i].rank;

		b->x = p.of[i].x - b->w / 2;
		b->y = tops[rank] + (heights[rank] - b->h) / 2;
	}
	l->points =
	    mem_alloc((p.n - l->n_boxes + 2 * l->n_lines) * sizeof *l->points);
	l->n_points = 0;
	for (size_t i = 0; i < l->n_lines; i++)
		draw_line(l, &p, i, tops, heights);
	free(tops);
	free(heights);
	rank_places_free(&p);
	return true;
}

void
rank_layout_free(struct rank_layout *l)
{
	free(l->points);
	l->points = NULL;
}
