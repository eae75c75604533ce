#include "match/sum_search.h"

#include <stdlib.h>
#include <string.h>

#include "scratch.h"
#include "test.h"

enum { MOST = 10, SUMS = 4000 };

/* A sum as the kinds of its items, the whole first, the parts in order. */
struct signature {
	size_t kinds[1 + SUM_PARTS_MAX], n;
};

/* Every sum there is, in no order, each once. */
struct slow {
	const struct sum_item *items;
	size_t n_items;
	const struct sum_rules *rules;
	struct signature of[SUMS];
	size_t n;
	size_t needed[MOST];
	bool ambiguous[MOST];
};

static struct slow slow;

/* The first item like this one. */
static size_t
kind_of(const struct sum_item *items, size_t i)
{
	size_t k = 0;

	while (items[k].minor != items[i].minor ||
	    items[k].day != items[i].day ||
	    items[k].is_left != items[i].is_left ||
	    items[k].is_fresh != items[i].is_fresh)
		k++;
	return k;
}

static size_t
count(const struct slow *w, size_t kind)
{
	size_t n = 0;

	for (size_t i = 0; i < w->n_items; i++)
		n += kind_of(w->items, i) == kind;
	return n;
}

static bool
is_part(const struct slow *w, size_t whole, size_t i)
{
	const struct sum_item *a = &w->items[whole], *b = &w->items[i];

	return a->is_left != b->is_left && a->minor && b->minor &&
	    !(a->is_fresh && b->is_fresh) &&
	    (!w->rules->dated ||
		(unsigned)abs(a->day - b->day) <= w->rules->window);
}

static bool
adds_up(const struct slow *w, int128 whole, int128 sum, bool is_left)
{
	if (!w->rules->tolerance)
		return whole == sum;
	return tolerance_covers(w->rules->tolerance, is_left ? whole : sum,
	    is_left ? sum : whole, w->rules->scale);
}

static void
sort_kinds(size_t *kinds, size_t n)
{
	for (size_t i = 1; i < n; i++)
		for (size_t k = i; k && kinds[k - 1] > kinds[k]; k--) {
			size_t kind = kinds[k];

			kinds[k] = kinds[k - 1];
			kinds[k - 1] = kind;
		}
}

static void
add(struct slow *w, struct signature g)
{
	sort_kinds(g.kinds + 1, g.n - 1);
	for (size_t i = 0; i < w->n; i++)
		if (w->of[i].n == g.n &&
		    !memcmp(w->of[i].kinds, g.kinds, g.n * sizeof *g.kinds))
			return;
	w->of[w->n++] = g;
}

/* All subsets of the items, for one whole. */
static void
try_whole(struct slow *w, size_t whole)
{
	for (unsigned set = 0; set < 1u << w->n_items; set++) {
		struct signature g = { { kind_of(w->items, whole) }, 1 };
		int128 sum = 0;
		bool good = true;

		for (size_t i = 0; i < w->n_items && good; i++) {
			if (!(set >> i & 1))
				continue;
			good = g.n <= w->rules->most && is_part(w, whole, i);
			if (!good)
				break;
			sum += w->items[i].minor;
			g.kinds[g.n++] = kind_of(w->items, i);
		}
		if (good && g.n > 2 &&
		    adds_up(
			w, w->items[whole].minor, sum, w->items[whole].is_left))
			add(w, g);
	}
}

/* How many of an item of the kind a sum needs. */
static size_t
uses(const struct signature *g, size_t kind)
{
	size_t n = 0;

	for (size_t i = 0; i < g->n; i++)
		n += g->kinds[i] == kind;
	return n;
}

/* How often the sum can be there. */
static size_t
times(const struct slow *w, const struct signature *g)
{
	size_t most = SIZE_MAX;

	for (size_t i = 0; i < g->n; i++) {
		size_t t = count(w, g->kinds[i]) / uses(g, g->kinds[i]);

		most = t < most ? t : most;
	}
	return most;
}

static bool
holds(const struct slow *w, const struct signature *g)
{
	for (size_t i = 0; i < g->n; i++)
		if (w->needed[g->kinds[i]] > count(w, g->kinds[i]))
			return false;
	return true;
}

static void
run_slow(const struct sum_item *items, size_t n, const struct sum_rules *rules)
{
	slow = (struct slow){ .items = items, .n_items = n, .rules = rules };
	for (size_t i = 0; i < n; i++)
		try_whole(&slow, i);
	for (size_t i = 0; i < slow.n; i++)
		for (size_t k = 0; k < n; k++)
			slow.needed[k] +=
			    times(&slow, &slow.of[i]) * uses(&slow.of[i], k);
	for (size_t i = 0; i < slow.n; i++)
		for (size_t k = 0; k < slow.of[i].n; k++)
			if (!holds(&slow, &slow.of[i]))
				slow.ambiguous[slow.of[i].kinds[k]] = true;
}

static size_t
sums_that_hold(void)
{
	size_t n = 0;

	for (size_t i = 0; i < slow.n; i++)
		if (holds(&slow, &slow.of[i]))
			n += times(&slow, &slow.of[i]);
	return n;
}

/* What the rules make of item i, which is the before-th of its kind. */
static enum sum_state
state_of(size_t i)
{
	size_t kind = kind_of(slow.items, i), before = 0, taken = 0;

	for (size_t k = 0; k < slow.n_items; k++)
		before += kind_of(slow.items, k) == kind &&
		    slow.items[k].rank < slow.items[i].rank;
	for (size_t k = 0; k < slow.n; k++)
		if (holds(&slow, &slow.of[k]))
			taken +=
			    times(&slow, &slow.of[k]) * uses(&slow.of[k], kind);
	if (before < taken)
		return SUM_TAKEN;
	return slow.ambiguous[kind] ? SUM_AMBIGUOUS : SUM_OPEN;
}

static const struct sum_item *
with_rank(const struct sum_item *items, size_t n, size_t rank)
{
	for (size_t i = 0; i < n; i++)
		if (items[i].rank == rank)
			return &items[i];
	return NULL;
}

/* Each sum found is one that holds, and none has an item of another. */
static void
check_sums(const struct sum_search *s, const struct sum_item *items, size_t n)
{
	size_t from = 0;

	EXPECT(s->n == sums_that_hold());
	for (size_t i = 0; i < s->n; from = s->ends[i++]) {
		struct signature g = { .n = s->ends[i] - from };
		bool known = false;

		for (size_t k = 0; k < g.n; k++) {
			size_t rank = s->ranks[from + k];
			const struct sum_item *it = with_rank(items, n, rank);

			EXPECT(it && it->state == SUM_TAKEN);
			for (size_t m = 0; m < n; m++)
				if (slow.items[m].rank == rank)
					g.kinds[k] = kind_of(slow.items, m);
			for (size_t m = 0; m < from + k; m++)
				EXPECT(s->ranks[m] != rank);
		}
		sort_kinds(g.kinds + 1, g.n - 1);
		for (size_t k = 0; k < slow.n; k++)
			known = known ||
			    (slow.of[k].n == g.n && holds(&slow, &slow.of[k]) &&
				!memcmp(slow.of[k].kinds, g.kinds,
				    g.n * sizeof *g.kinds));
		EXPECT(known);
	}
}

/* Few amounts of both signs, so that there are many sums; none of one amount and
 * day is on both sides. */
static size_t
make_items(struct sum_item *items, uint64_t *seed)
{
	size_t n = scratch_random(seed) % (MOST + 1);
	int width = 3 + (int)(scratch_random(seed) % (n % 2 ? 20 : 90));
	int lowest = scratch_random(seed) % 2 ? 0 : width / 3;
	int days = 1 + (int)(scratch_random(seed) % 4);
	unsigned fresh = scratch_random(seed) % 3 ? 0 : 3; /* one of so many */

	for (size_t i = 0; i < n; i++) {
		int v = (int)(scratch_random(seed) % (unsigned)width) - lowest;
		int day = (int)(scratch_random(seed) % (unsigned)days);
		bool left;

		if (scratch_random(seed) % 3 == 0)
			v *= 5;
		left =
		    ((unsigned)(v + 1000) * 2654435761u + (unsigned)day) % 7 <
		    3;
		items[i] = (struct sum_item){
			.minor = v,
			.day = day ? day : SUM_NO_DAY,
			.is_left = left,
			.is_fresh = fresh && scratch_random(seed) % fresh == 0,
			.rank = (i * 7 + 3) % 11,
		};
	}
	return n;
}

static const struct tolerance narrow = { .below = { .fixed = { 1, 2 } },
	.above = { .fixed = { 2, 2 }, .percent = { 5, 0 } } };
static const struct tolerance mirrored = { .below = { .fixed = { 2, 2 },
					       .percent = { 5, 0 } },
	.above = { .fixed = { 1, 2 } } };

static void
all_sums_and_no_others(void)
{
	struct sum_search s = { 0 };
	uint64_t seed = 1;
	size_t sums = 0, doubts = 0;

	for (int round = 0; round < 10000; round++) {
		struct sum_item items[MOST], before[MOST];
		struct sum_rules rules = {
			.most = 2 + (unsigned)(scratch_random(&seed) % 7),
			.steps = 1000000,
			.tolerance = round % 3 == 0 ? &narrow : NULL,
			.scale = 2,
			.dated = round % 2,
			.window = (unsigned)(scratch_random(&seed) % 3),
		};
		size_t n = make_items(items, &seed);

		for (size_t i = 0; i < n && rules.dated; i++)
			if (items[i].day == SUM_NO_DAY)
				items[i].day = 0;
		memcpy(before, items, sizeof before);
		run_slow(before, n, &rules);
		sum_search_clear(&s);
		EXPECT(sum_search_run(&s, items, n, &rules) == SUM_SEARCH_DONE);
		for (size_t i = 0; i < n; i++) {
			const struct sum_item *it =
			    with_rank(items, n, before[i].rank);

			EXPECT(it->state == state_of(i));
			doubts += it->state == SUM_AMBIGUOUS;
		}
		check_sums(&s, items, n);
		sums += s.n;
	}
	EXPECT(sums > 1000 && doubts > 5000);
	sum_search_free(&s);
}

/* How many steps it takes, by trying. */
static uint64_t
steps_of(struct sum_search *s, const struct sum_item *items, size_t n,
    struct sum_rules rules)
{
	struct sum_item copy[MOST];

	rules.steps = 0;
	do {
		rules.steps++;
		memcpy(copy, items, n * sizeof *items);
		sum_search_clear(s);
	} while (sum_search_run(s, copy, n, &rules) == SUM_SEARCH_GIVEN_UP);
	return rules.steps;
}

static void
swapped_sides_are_mirrored(void)
{
	struct sum_search a = { 0 }, b = { 0 };
	uint64_t seed = 2;

	for (int round = 0; round < 1000; round++) {
		struct sum_item items[MOST], other[MOST];
		struct sum_rules rules = {
			.most = 2 + (unsigned)(scratch_random(&seed) % 4),
			.steps = 1000000,
			.tolerance = &narrow,
			.scale = 2,
		};
		struct sum_rules back = rules;
		size_t n = make_items(items, &seed);

		back.tolerance = &mirrored;
		memcpy(other, items, sizeof other);
		for (size_t i = 0; i < n; i++)
			other[i].is_left = !other[i].is_left;
		EXPECT(steps_of(&a, items, n, rules) ==
		    steps_of(&b, other, n, back));
		sum_search_clear(&a);
		sum_search_clear(&b);
		sum_search_run(&a, items, n, &rules);
		sum_search_run(&b, other, n, &back);
		EXPECT(a.n == b.n && a.n_ranks == b.n_ranks);
		for (size_t i = 0; i < a.n_ranks; i++)
			EXPECT(a.ranks[i] == b.ranks[i]);
		for (size_t i = 0; i < n; i++)
			EXPECT(items[i].state ==
			    with_rank(other, n, items[i].rank)->state);
	}
	sum_search_free(&a);
	sum_search_free(&b);
}

static void
after_so_many_steps_all_stays_open(void)
{
	struct sum_item items[] = {
		{ .minor = 100, .is_left = true, .rank = 0 },
		{ .minor = 60, .rank = 1 },
		{ .minor = 40, .rank = 2 },
	};
	struct sum_rules rules = { .most = 2 };
	struct sum_search s = { 0 };
	uint64_t steps = steps_of(&s, items, 3, rules);

	/* the kinds looked through for each whole, the two parts chosen, and
	 * the only part that either of the others could have */
	EXPECT(steps > 9 && steps < 15);
	rules.steps = steps;
	sum_search_clear(&s);
	EXPECT(sum_search_run(&s, items, 3, &rules) == SUM_SEARCH_DONE);
	EXPECT(s.n == 1 && s.n_ranks == 3 && s.ends[0] == 3);
	EXPECT(s.ranks[0] == 0 && s.ranks[1] == 1 && s.ranks[2] == 2);
	rules.steps = steps - 1;
	sum_search_clear(&s);
	EXPECT(sum_search_run(&s, items, 3, &rules) == SUM_SEARCH_GIVEN_UP);
	EXPECT(s.n == 0);
	for (int i = 0; i < 3; i++)
		EXPECT(items[i].state == SUM_OPEN);
	sum_search_free(&s);
}

static void
sums_are_exact_up_to_125_bits(void)
{
	int128 most = (int128)(~(uint128)0 >> 1) / 16;
	struct sum_rules rules = { .most = 8, .steps = 1000 };
	struct sum_search s = { 0 };

	for (int over = -1; over <= 1; over++) {
		struct sum_item items[] = {
			{ .minor = most, .is_left = true },
			{ .minor = most - 7, .rank = 1 },
			{ .minor = 7 + (over == -1), .rank = 2 },
		};

		items[0].minor += over == 1;
		if (over == 1)
			EXPECT(sum_search_run(&s, items, 3, &rules) ==
			    SUM_SEARCH_TOO_LARGE);
		else
			EXPECT(sum_search_run(&s, items, 3, &rules) ==
			    SUM_SEARCH_DONE);
		EXPECT(s.n == (over == 0));
		sum_search_clear(&s);
	}
	sum_search_free(&s);
}

/* As many of one amount as there may be, all on one side. */
static void
many_alike_are_few_steps(void)
{
	enum { N = 10000 };
	static struct sum_item items[N + 1];
	struct sum_rules rules = { .most = 8, .steps = 100 };
	struct sum_search s = { 0 };

	for (size_t i = 0; i <= N; i++)
		items[i] = (struct sum_item){
			.minor = i < N ? 5 : 40, .is_left = i == N, .rank = i
		};
	EXPECT(sum_search_run(&s, items, N + 1, &rules) == SUM_SEARCH_DONE);
	EXPECT(s.n == 1 && s.n_ranks == 9 && s.ranks[0] == N);
	for (size_t i = 1; i < s.n_ranks; i++)
		EXPECT(s.ranks[i] == i - 1);
	sum_search_free(&s);
}

int
main(void)
{
	test("finds what trying all sets of items finds",
	    all_sums_and_no_others);
	test("swapped sides have the same sums, in as many steps",
	    swapped_sides_are_mirrored);
	test("after so many steps all items stay open",
	    after_so_many_steps_all_stays_open);
	test("sums are exact, and amounts too large for that are told",
	    sums_are_exact_up_to_125_bits);
	test("many items of one amount take few steps",
	    many_alike_are_few_steps);
	return test_done();
}
