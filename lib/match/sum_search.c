/*
 * The items of a side that are alike are a kind, and a sum is one kind,
 * the whole, and several of the other side. For each whole the parts it may have
 * are put in order of amount, the largest first, and chosen one behind the other
 * as far as what may follow can still come to it. All is gone through twice: to
 * learn how many items of each kind the sums need, then to take those that get
 * them.
 */
#include "match/sum_search.h"

#include <stdlib.h>

#include "base/mem.h"

#define INT128_MOST ((int128)(~(uint128)0 >> 1))
/* So many items add up to half of what 128 bits hold. */
#define MINOR_MOST (INT128_MOST / (2 * SUM_PARTS_MAX))
#define SUM_MOST (MINOR_MOST * SUM_PARTS_MAX)

static bool
may_be_part(const struct sum_search *s, const struct sum_item *whole,
    const struct sum_item *part)
{
	int64_t gap = (int64_t)part->day - whole->day;

	return part->is_left != whole->is_left && part->minor != 0 &&
	    !(part->is_fresh && whole->is_fresh) &&
	    (!s->rules->dated || llabs(gap) <= s->rules->window);
}

/* Is the kind one of which a sum of this whole may tell something new? */
static void
count_unsure(struct sum_search *s, size_t kind)
{
	const struct sum_kind *k = &s->kinds.of[kind];

	s->unsure += s->taking ? !k->ambiguous : !k->scarce;
}

/* The parts that the whole may have, the largest first. */
static void
gather_parts(struct sum_search *s)
{
	const struct sum_item *whole = sum_kinds_item(&s->kinds, s->whole);

	sum_parts_clear(&s->parts);
	s->unsure = 0;
	count_unsure(s, s->whole);
	for (size_t i = s->kinds.n; i-- > 0;) {
		const struct sum_item *part = sum_kinds_item(&s->kinds, i);
		size_t n = s->kinds.of[i].n;

		if (!may_be_part(s, whole, part))
			continue;
		count_unsure(s, i);
		sum_parts_add(&s->parts, part->minor, i,
		    n < s->rules->most ? n : s->rules->most);
	}
}

/* How far what the parts add up to may be above the whole, or below. */
static int128
reach(const struct sum_search *s, int sign)
{
	const struct sum_item *whole = sum_kinds_item(&s->kinds, s->whole);
	int128 minor = whole->minor;

	return !s->rules->tolerance
	    ? 0
	    : tolerance_reach(s->rules->tolerance, minor, whole->is_left, sign,
		  SUM_MOST - (minor < 0 ? -minor : minor), s->rules->scale);
}

/* How often the chosen kind i, there before it or not, is among n chosen. */
static size_t
times_chosen(const struct sum_search *s, size_t n, size_t kind)
{
	size_t times = 0;

	for (size_t i = 0; i < n; i++)
		times += s->chosen[i] == kind;
	return times;
}

/* How many sums of the n kinds chosen there can be. */
static size_t
times_possible(const struct sum_search *s, size_t n)
{
	size_t most = s->kinds.of[s->whole].n;

	for (size_t i = 0; i < n; i++) {
		size_t each = s->kinds.of[s->chosen[i]].n /
		    times_chosen(s, n, s->chosen[i]);

		most = each < most ? each : most;
	}
	return most;
}

static void
need(struct sum_search *s, struct sum_kind *k, size_t n)
{
	if (k->scarce)
		return;
	k->needed += n;
	if (k->needed <= k->n)
		return;
	k->scarce = true;
	s->unsure--;
}

static void
doubt(struct sum_search *s, struct sum_kind *k)
{
	s->unsure -= !k->ambiguous;
	k->ambiguous = true;
}

static void
take(struct sum_search *s, size_t kind)
{
	s->ranks =
	    mem_grow(s->ranks, &s->ranks_cap, s->n_ranks + 1, sizeof *s->ranks);
	s->ranks[s->n_ranks++] = sum_kinds_take(&s->kinds, kind);
}

static void
take_sums(struct sum_search *s, size_t n, size_t times)
{
	while (times-- > 0) {
		take(s, s->whole);
		for (size_t i = 0; i < n; i++)
			take(s, s->chosen[i]);
		s->ends =
		    mem_grow(s->ends, &s->ends_cap, s->n + 1, sizeof *s->ends);
		s->ends[s->n++] = s->n_ranks;
	}
}

/* The n kinds chosen add up to the whole. */
static void
found(struct sum_search *s, size_t n)
{
	struct sum_kind *whole = &s->kinds.of[s->whole];
	size_t times = times_possible(s, n);
	bool scarce = whole->scarce;

	whole->is_whole = true;
	if (!s->taking) {
		need(s, whole, times);
		for (size_t i = 0; i < n; i++)
			need(s, &s->kinds.of[s->chosen[i]], times);
		return;
	}
	for (size_t i = 0; i < n; i++)
		scarce = scarce || s->kinds.of[s->chosen[i]].scarce;
	if (!scarce) {
		take_sums(s, n, times);
		return;
	}
	doubt(s, whole);
	for (size_t i = 0; i < n; i++)
		doubt(s, &s->kinds.of[s->chosen[i]]);
}

/* Nothing new can come of the whole, or it has been looked for long enough. */
static bool
is_done(const struct sum_search *s)
{
	if (s->taking)
		return s->unsure == 0 && s->kinds.of[s->whole].scarce;
	return s->unsure == 0 || s->steps_left == 0;
}

/* Those chosen, n of them, come to sum: goes on with the parts from the i-th
 * on. */
static void
choose(struct sum_search *s, size_t n, int128 sum, size_t i)
{
	const struct sum_parts *all = &s->parts;
	size_t rest = s->rules->most - n - 1, first;
	int128 least = sum + sum_parts_least(all, rest);

	i = first = sum_parts_at_most(all, i, s->high - least);
	for (; i < all->n && !is_done(s); i++) {
		const struct sum_part *p = &all->of[i];
		int128 next = sum + p->minor;

		if (next + sum_parts_most(all, i + 1, rest) < s->low)
			return;
		if (i > first && p->kind == p[-1].kind)
			continue;
		s->steps_left -= !s->taking;
		s->chosen[n] = p->kind;
		if (n + 1 >= SUM_PARTS_MIN && s->low <= next && next <= s->high)
			found(s, n + 1);
		if (rest)
			choose(s, n + 1, next, i + 1);
	}
}

static void
search_whole(struct sum_search *s)
{
	int128 minor = sum_kinds_item(&s->kinds, s->whole)->minor;

	if (minor == 0 || (s->taking && !s->kinds.of[s->whole].is_whole))
		return;
	if (!s->taking)
		s->steps_left -=
		    s->kinds.n < s->steps_left ? s->kinds.n : s->steps_left;
	gather_parts(s);
	s->low = minor - reach(s, -1);
	s->high = minor + reach(s, 1);
	choose(s, 0, 0, 0);
}

/* Through all wholes; false if that takes too many steps. */
static bool
search_all(struct sum_search *s)
{
	for (s->whole = 0; s->whole < s->kinds.n; s->whole++) {
		search_whole(s);
		if (s->steps_left == 0 && !s->taking)
			return false;
	}
	return true;
}

/* Is there one that several of the other side could add up to? */
static bool
may_have_sums(const struct sum_item *items, size_t n)
{
	size_t lefts = 0;

	for (size_t i = 0; i < n; i++)
		lefts += items[i].is_left;
	return n > SUM_PARTS_MIN && lefts > 0 && lefts < n;
}

static bool
is_too_large(const struct sum_item *items, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (items[i].minor > MINOR_MOST || items[i].minor < -MINOR_MOST)
			return true;
	return false;
}

void
sum_search_clear(struct sum_search *s)
{
	s->n = s->n_ranks = 0;
}

enum sum_result
sum_search_run(struct sum_search *s, struct sum_item *items, size_t n,
    const struct sum_rules *rules)
{
	bool any = false;

	for (size_t i = 0; i < n; i++)
		items[i].state = SUM_OPEN;
	if (!may_have_sums(items, n))
		return SUM_SEARCH_DONE;
	if (is_too_large(items, n))
		return SUM_SEARCH_TOO_LARGE;
	sum_kinds_make(&s->kinds, items, n);
	s->rules = rules;
	s->taking = false;
	s->steps_left = rules->steps + 1;
	if (!search_all(s))
		return SUM_SEARCH_GIVEN_UP;
	for (size_t i = 0; i < s->kinds.n; i++) {
		any = any || s->kinds.of[i].is_whole;
		s->kinds.of[i].ambiguous = s->kinds.of[i].scarce;
	}
	s->taking = true;
	if (any)
		search_all(s);
	sum_kinds_mark(&s->kinds);
	return SUM_SEARCH_DONE;
}

void
sum_search_free(struct sum_search *s)
{
	free(s->ranks);
	free(s->ends);
	sum_kinds_free(&s->kinds);
	sum_parts_free(&s->parts);
	*s = (struct sum_search){ 0 };
}
