#include "flow/draw/rank_layout.h"

#include <stdlib.h>

#include "scratch.h"
#include "test.h"

enum { MOST = 60 };

static struct rank_box boxes[MOST];
static struct rank_line lines[4 * MOST];
static struct rank_layout l = { .boxes = boxes, .lines = lines };

/* Boxes that lines lead from to later ones. */
static void
by_chance(uint64_t *seed)
{
	l.n_boxes = 2 + scratch_random(seed) % (MOST - 2);
	l.n_lines = 0;
	for (size_t i = 0; i < l.n_boxes; i++)
		boxes[i] = (struct rank_box){
			.w = 20 + (int)(scratch_random(seed) % 200),
			.h = 10 + (int)(scratch_random(seed) % 80),
		};
	for (size_t i = 1; i < l.n_boxes; i++)
		for (uint64_t n = scratch_random(seed) % 4; n > 0; n--) {
			bool says = scratch_random(seed) % 3 == 0;

			lines[l.n_lines++] = (struct rank_line){
				.from = scratch_random(seed) % i,
				.to = i,
				.w = says ? 90 : 0,
				.h = says ? 17 : 0,
			};
		}
}

static bool
inside(const struct rank_box *b)
{
	return b->x >= 0 && b->y >= 0 && b->x + b->w <= l.width + 1 &&
	    b->y + b->h <= l.height;
}

static bool
overlap(const struct rank_box *a, const struct rank_box *b)
{
	return a->x < b->x + b->w && b->x < a->x + a->w && a->y < b->y + b->h &&
	    b->y < a->y + a->h;
}

static bool
boxes_stand_apart(void)
{
	for (size_t i = 0; i < l.n_boxes; i++) {
		if (!inside(&boxes[i]))
			return false;
		for (size_t k = 0; k < i; k++)
			if (overlap(&boxes[i], &boxes[k]))
				return false;
	}
	return true;
}

/* What a line says, and where it goes straight down. */
static bool
line_is_clear(const struct rank_line *line)
{
	const struct rank_point *at = l.points + line->first;
	struct rank_box says = { line->w, line->h, line->x, line->y };

	for (size_t i = 0; i < l.n_boxes; i++) {
		if (line->w && overlap(&says, &boxes[i]))
			return false;
		for (size_t k = 1; k + 1 < line->n; k++) {
			struct rank_box way = { 1, at[k].bottom - at[k].top,
				at[k].x, at[k].top };

			if (overlap(&way, &boxes[i]))
				return false;
		}
	}
	return true;
}

static bool
line_leads(const struct rank_line *line)
{
	const struct rank_point *at = l.points + line->first;
	const struct rank_box *from = &boxes[line->from];
	const struct rank_box *to = &boxes[line->to];

	for (size_t i = 1; i < line->n; i++)
		if (at[i].top < at[i - 1].bottom || at[i].bottom < at[i].top)
			return false;
	return at[0].top == from->y + from->h &&
	    at[line->n - 1].bottom == to->y && at[0].x >= from->x &&
	    at[0].x <= from->x + from->w && from->y + from->h < to->y;
}

static void
by_chance_all_stand_apart(void)
{
	uint64_t seed = 20261130;

	for (int round = 0; round < 300; round++) {
		bool good = true;

		by_chance(&seed);
		EXPECT(rank_layout_make(&l));
		good = boxes_stand_apart();
		for (size_t i = 0; i < l.n_lines; i++)
			good = good && line_is_clear(&lines[i]) &&
			    line_leads(&lines[i]);
		EXPECT(good);
		rank_layout_free(&l);
	}
}

static void
a_chain_is_straight(void)
{
	l.n_boxes = 3;
	l.n_lines = 2;
	for (size_t i = 0; i < 3; i++)
		boxes[i] = (struct rank_box){ .w = 10 + 20 * (int)i, .h = 10 };
	lines[0] = (struct rank_line){ .from = 0, .to = 1 };
	lines[1] = (struct rank_line){ .from = 1, .to = 2 };
	EXPECT(rank_layout_make(&l));
	EXPECT(boxes[0].x == 20 && boxes[1].x == 10 && boxes[2].x == 0);
	EXPECT(l.width == 50 && boxes[0].y == 0 && l.height > 30);
	rank_layout_free(&l);
}

/* Two boxes of which one leads to both of the next, the other to one: no lines
 * cross. */
static void
no_needless_crossing(void)
{
	static const size_t leads[][2] = { { 0, 1 }, { 0, 2 }, { 1, 3 },
		{ 2, 3 }, { 1, 4 } };
	int left, right;

	l.n_boxes = 5;
	l.n_lines = 5;
	for (size_t i = 0; i < 5; i++) {
		boxes[i] = (struct rank_box){ .w = 40, .h = 10 };
		lines[i] = (struct rank_line){ .from = leads[i][0],
			.to = leads[i][1] };
	}
	EXPECT(rank_layout_make(&l));
	left = boxes[1].x - boxes[2].x;
	right = boxes[4].x - boxes[3].x;
	EXPECT((left < 0) == (right < 0));
	rank_layout_free(&l);
}

/* From one box to many, and from those to one. */
static void
wide_is_folded(void)
{
	enum { N = 24, W = 160, ROW = 6 };

	l.n_boxes = N + 2;
	l.n_lines = 0;
	for (size_t i = 0; i < N + 2; i++)
		boxes[i] = (struct rank_box){ .w = W, .h = 20 };
	for (size_t i = 0; i < N; i++) {
		lines[l.n_lines++] = (struct rank_line){ .to = 1 + i };
		lines[l.n_lines++] =
		    (struct rank_line){ .from = 1 + i, .to = N + 1 };
	}
	EXPECT(rank_layout_make(&l));
	EXPECT(l.width < N * W / 2 && l.height > 6 * 20);
	EXPECT(boxes_stand_apart());
	for (size_t i = 0; i < l.n_lines; i++)
		EXPECT(line_leads(&lines[i]) && line_is_clear(&lines[i]));
	rank_layout_free(&l);
	/* what fits stays in a row */
	l.n_boxes = ROW;
	l.n_lines = 0;
	EXPECT(rank_layout_make(&l));
	EXPECT(l.height == 20);
	rank_layout_free(&l);
}

static void
none_and_too_many(void)
{
	struct rank_box two[2] = { { 1, 1, 0, 0 }, { 1, 1, 0, 0 } };
	struct rank_line *many = calloc(RANK_LAYOUT_PLACES, sizeof *many);
	struct rank_layout m = { .boxes = two, .lines = many };

	EXPECT(rank_layout_make(&m) && m.width == 0 && m.height == 0);
	rank_layout_free(&m);
	for (size_t i = 0; i < RANK_LAYOUT_PLACES; i++)
		many[i] = (struct rank_line){ .to = 1 };
	m.n_boxes = 2;
	m.n_lines = RANK_LAYOUT_PLACES;
	EXPECT(!rank_layout_make(&m) && !m.points);
	m.n_lines = RANK_LAYOUT_PLACES - 3;
	EXPECT(rank_layout_make(&m));
	rank_layout_free(&m);
	free(many);
}

int
main(void)
{
	test("no box lies on another, and no line on a box that it passes",
	    by_chance_all_stand_apart);
	test("a chain is drawn straight down", a_chain_is_straight);
	test("lines do not cross where they need not", no_needless_crossing);
	test("what is wider than a screen is folded", wide_is_folded);
	test("nothing is laid out too, and what is too much is not",
	    none_and_too_many);
	return test_done();
}
