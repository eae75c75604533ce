#include "match/nearest.h"

#include "scratch.h"
#include "test.h"

enum { MOST = 12 };

struct pair {
	struct nearest_item *left, *right; /* or NULL */
};

/* Which of two pairs comes first? */
static bool
is_before(const struct pair *p, const struct pair *q)
{
	uint128 d = tolerance_distance(p->left->minor, p->right->minor);
	uint128 e = tolerance_distance(q->left->minor, q->right->minor);
	int gap = abs(p->left->day - p->right->day);
	int other = abs(q->left->day - q->right->day);

	if (d != e)
		return d < e;
	if (gap != other)
		return gap < other;
	if (p->left->rank != q->left->rank)
		return p->left->rank < q->left->rank;
	return p->right->rank < q->right->rank;
}

/* Takes the best of all pairs, again and again. */
static size_t
slow_pairs(struct nearest_side left, struct nearest_side right, int window,
    const struct tolerance *t, size_t (*pairs)[2])
{
	for (size_t n = 0;; n++) {
		struct pair best = { 0 };

		for (size_t i = 0; i < left.n * right.n; i++) {
			struct pair p = { &left.items[i / right.n],
				&right.items[i % right.n] };

			if (p.left->taken || p.right->taken ||
			    abs(p.left->day - p.right->day) > window ||
			    !tolerance_covers(
				t, p.left->minor, p.right->minor, 2))
				continue;
			if (!best.left || is_before(&p, &best))
				best = p;
		}
		if (!best.left)
			return n;
		best.left->taken = best.right->taken = true;
		pairs[n][0] = best.left->rank;
		pairs[n][1] = best.right->rank;
	}
}

static int
by_day(const void *x, const void *y)
{
	const struct nearest_item *a = x, *b = y;

	if (a->day != b->day)
		return a->day < b->day ? -1 : 1;
	if (a->minor != b->minor)
		return a->minor < b->minor ? -1 : 1;
	return (a->rank > b->rank) - (a->rank < b->rank);
}

/* A side of few amounts, odd ones left and even ones right, in ranks and of days
 * that have nothing to do with them. */
static size_t
make_side(struct nearest_item *items, uint64_t *seed, int odd, int days)
{
	size_t n = scratch_random(seed) % MOST;
	size_t shift = scratch_random(seed);
	int64_t width = 1 + (int64_t)(scratch_random(seed) % 20);

	for (size_t i = 0; i < n; i++) {
		int64_t v = (int64_t)(scratch_random(seed) >> 8) % width;

		items[i] = (struct nearest_item){
			.minor = v * 2 + odd - width / 2 * 2,
			.rank = (i * 5 + shift) % 61,
			.day = (int32_t)(scratch_random(seed) >> 8) % days,
		};
	}
	qsort(items, n, sizeof *items, by_day);
	return n;
}

static void
best_of_all(void)
{
	static const char *const limits[] = { "0", "0.01", "0.03", "0.1", "10%",
		"50%", "100%", "1000", "-0.05..+0.01", "0..+20%", "-1000..0",
		"10%,0.03" };
	const int n_limits = sizeof limits / sizeof *limits;
	uint64_t seed = 20221105;
	struct nearest near = { 0 };
	size_t met = 0;

	for (int round = 0; round < 20000; round++) {
		struct tolerances all = { 0 };
		struct nearest_item l[MOST], r[MOST], l2[MOST], r2[MOST];
		int days = round % 3 ? 1 + round % 7 : 1, window = round % 4;
		struct nearest_side left = { l, make_side(l, &seed, 1, days) };
		struct nearest_side right = { r, make_side(r, &seed, 0, days) };
		size_t pairs[MOST][2], a, b, n, i = 0;
		struct err e;

		memcpy(l2, l, sizeof l);
		memcpy(r2, r, sizeof r);
		tolerance_add(&all, limits[round % n_limits], &e);
		n = slow_pairs(left, right, window, all.of, pairs);
		nearest_begin(&near, (struct nearest_side){ l2, left.n },
		    (struct nearest_side){ r2, right.n }, window, all.of, 2);
		for (; nearest_next(&near, &a, &b); i++)
			EXPECT(i < n && a == pairs[i][0] && b == pairs[i][1]);
		EXPECT(i == n);
		for (size_t k = 0; k < left.n; k++)
			EXPECT(l[k].taken == l2[k].taken);
		for (size_t k = 0; k < right.n; k++)
			EXPECT(r[k].taken == r2[k].taken);
		met += n;
		tolerances_free(&all);
	}
	EXPECT(met > 20000);
	nearest_free(&near);
}

static void
nothing_there(void)
{
	struct nearest near = { 0 };
	struct nearest_item one = { .minor = 5 };
	struct tolerance t = { .above.fixed = { 100, 0 } };
	size_t a, b;

	nearest_begin(&near, (struct nearest_side){ 0 },
	    (struct nearest_side){ 0 }, 0, &t, 0);
	EXPECT(!nearest_next(&near, &a, &b));
	nearest_begin(&near, (struct nearest_side){ &one, 1 },
	    (struct nearest_side){ 0 }, 0, &t, 0);
	EXPECT(!nearest_next(&near, &a, &b) && !one.taken);
	nearest_free(&near);
}

int
main(void)
{
	test("neighbours give the pairs that looking at all pairs gives",
	    best_of_all);
	test("a side without items has no pairs", nothing_there);
	return test_done();
}
