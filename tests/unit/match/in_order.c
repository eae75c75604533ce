#include "match/in_order.h"

#include <stdlib.h>

#include "scratch.h"
#include "test.h"

enum { MOST = 12 };

static int
by_amount(const void *x, const void *y)
{
	const struct nearest_item *a = x, *b = y;

	if (a->minor != b->minor)
		return a->minor < b->minor ? -1 : 1;
	if (a->day != b->day)
		return a->day < b->day ? -1 : 1;
	return (a->rank > b->rank) - (a->rank < b->rank);
}

static int
by_day(const void *x, const void *y)
{
	const struct nearest_item *a = x, *b = y;

	return a->day != b->day ? (a->day < b->day ? -1 : 1) : by_amount(x, y);
}

static size_t
make_side(struct nearest_item *items, uint64_t *seed, int days)
{
	size_t n = scratch_random(seed) % MOST;

	for (size_t i = 0; i < n; i++)
		items[i] = (struct nearest_item){
			.minor = (int64_t)(scratch_random(seed) >> 8) % 9 - 4,
			.rank = i,
			.day = (int32_t)(scratch_random(seed) >> 8) % days,
		};
	qsort(items, n, sizeof *items, by_amount);
	return n;
}

/* For each of one side, in order, the first of the other: its rank in pair, or
 * MOST. */
static void
first_for_each(const struct nearest_item *one, size_t n,
    const struct nearest_item *other, size_t m, int window, size_t *pair)
{
	bool taken[MOST] = { 0 };

	for (size_t i = 0; i < n; i++) {
		size_t k = 0;

		while (k < m &&
		    (taken[k] || abs(one[i].day - other[k].day) > window))
			k++;
		pair[one[i].rank] = k < m ? other[k].rank : MOST;
		if (k < m)
			taken[k] = true;
	}
}

static void
pairs(void)
{
	uint64_t seed = 20221107;
	struct in_order o = { 0 };
	size_t met = 0;

	for (int round = 0; round < 20000; round++) {
		struct nearest_item l[MOST], r[MOST];
		int days = 1 + round % 8, window = round % 4;
		size_t n = make_side(l, &seed, days);
		size_t m = make_side(r, &seed, days);
		size_t want[MOST], back[MOST], a, b;
		size_t n_pairs = 0;

		first_for_each(l, n, r, m, window, want);
		first_for_each(r, m, l, n, window, back);
		qsort(r, m, sizeof *r, by_day);
		in_order_begin(&o, (struct nearest_side){ l, n },
		    (struct nearest_side){ r, m }, window);
		while (in_order_next(&o, &a, &b)) {
			EXPECT(want[a] == b && back[b] == a);
			n_pairs++;
		}
		for (size_t i = 0; i < n; i++) {
			EXPECT(l[i].taken == (want[l[i].rank] < MOST));
			met += l[i].taken;
			n_pairs -= l[i].taken;
		}
		EXPECT(n_pairs == 0);
	}
	EXPECT(met > 20000);
	in_order_free(&o);
}

int
main(void)
{
	test(
	    "each left has the first right that is near enough, and each right "
	    "the first left",
	    pairs);
	return test_done();
}
