#include "match/nearest.h"

#include "scratch.h"
#include "test.h"

enum { MOST = 12 };

/* Takes the best of all pairs, again and again. */
static size_t
slow_pairs(struct nearest_item *l, size_t nl, struct nearest_item *r, size_t nr,
    const struct tolerance *t, int scale, size_t (*pairs)[2])
{
	size_t n = 0;

	for (;;) {
		struct nearest_item *a = NULL, *b = NULL;

		for (size_t i = 0; i < nl; i++) {
			for (size_t j = 0; j < nr; j++) {
				uint128 d, best;

				if (l[i].taken || r[j].taken ||
				    !tolerance_covers(
					t, l[i].minor, r[j].minor, scale))
					continue;
				d = tolerance_distance(l[i].minor, r[j].minor);
				best = a
				    ? tolerance_distance(a->minor, b->minor)
				    : 0;
				if (!a || d < best ||
				    (d == best &&
					(l[i].rank < a->rank ||
					    (l[i].rank == a->rank &&
						r[j].rank < b->rank)))) {
					a = &l[i];
					b = &r[j];
				}
			}
		}
		if (!a)
			return n;
		a->taken = b->taken = true;
		pairs[n][0] = a->rank;
		pairs[n++][1] = b->rank;
	}
}

static int
by_amount(const void *x, const void *y)
{
	const struct nearest_item *a = x, *b = y;

	if (a->minor != b->minor)
		return a->minor < b->minor ? -1 : 1;
	return (a->rank > b->rank) - (a->rank < b->rank);
}

/* A side of few amounts, odd ones left and even ones right, in ranks that
 * have nothing to do with them. */
static size_t
make_side(struct nearest_item *items, uint64_t *seed, int odd)
{
	size_t n = scratch_random(seed) % MOST;
	size_t shift = scratch_random(seed);
	int64_t width = 1 + (int64_t)(scratch_random(seed) % 20);

	for (size_t i = 0; i < n; i++) {
		int64_t v = (int64_t)(scratch_random(seed) >> 8) % width;

		items[i] = (struct nearest_item){
			.minor = v * 2 + odd - width / 2 * 2,
			.rank = (i * 5 + shift) % 61,
		};
	}
	qsort(items, n, sizeof *items, by_amount);
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
		size_t nl = make_side(l, &seed, 1), nr, n, i = 0;
		size_t pairs[MOST][2], a, b;
		struct err e;

		nr = make_side(r, &seed, 0);
		memcpy(l2, l, sizeof l);
		memcpy(r2, r, sizeof r);
		tolerance_add(&all, limits[round % n_limits], &e);
		n = slow_pairs(l, nl, r, nr, all.of, 2, pairs);
		nearest_begin(&near, l2, nl, r2, nr, all.of, 2);
		for (; nearest_next(&near, &a, &b); i++)
			EXPECT(i < n && a == pairs[i][0] && b == pairs[i][1]);
		EXPECT(i == n);
		for (size_t k = 0; k < nl; k++)
			EXPECT(l[k].taken == l2[k].taken);
		for (size_t k = 0; k < nr; k++)
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

	nearest_begin(&near, NULL, 0, NULL, 0, &t, 0);
	EXPECT(!nearest_next(&near, &a, &b));
	nearest_begin(&near, &one, 1, NULL, 0, &t, 0);
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
