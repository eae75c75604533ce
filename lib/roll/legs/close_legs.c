#include "roll/legs/close_legs.h"

#include <stdlib.h>

#include "base/mem.h"

/* A run of legs in order. */
struct run {
	struct leg **at, **end;
};

/* No rule closes the legs of a field line. */
static bool
is_free(const struct leg *l)
{
	return !l->closed && !leg_is_bound(l);
}

static void
add_member(struct close_legs *s, struct leg *l)
{
	s->members = mem_grow(
	    s->members, &s->members_cap, s->n_members + 1, sizeof *s->members);
	s->members[s->n_members++] = l;
	s->closings[s->n - 1].n++;
	l->closed = true;
}

static void
add_closing(struct close_legs *s)
{
	s->closings =
	    mem_grow(s->closings, &s->cap, s->n + 1, sizeof *s->closings);
	s->closings[s->n++] = (struct closing){ s->n_members, 0 };
}

static void
close_pair(struct close_legs *s, struct leg *a, struct leg *b)
{
	bool a_first = leg_age_cmp(a, b) < 0;

	add_closing(s);
	add_member(s, a_first ? a : b);
	add_member(s, a_first ? b : a);
}

/* A walk over the legs of one side, from before or of today, that are still
 * open. */
struct walk {
	struct leg **at;
	char side;
	bool before;
};

static struct leg **
next(struct walk *w, struct leg **end)
{
	while (w->at < end &&
	    (!is_free(*w->at) || (*w->at)->side != w->side ||
		(*w->at)->before != w->before))
		w->at++;
	return w->at;
}

/* Rule 1 among legs of one amount, the oldest first. */
static void
close_alike(struct close_legs *s, struct run run)
{
	struct leg **end = run.end;
	struct walk old_left = { run.at, 'L', true };
	struct walk new_left = { run.at, 'L', false };
	struct walk old_right = { run.at, 'R', true };
	struct walk new_right = { run.at, 'R', false };

	for (;;) {
		struct leg **ol = next(&old_left, end);
		struct leg **nl = next(&new_left, end);
		struct leg ** or = next(&old_right, end);
		struct leg **nr = next(&new_right, end);
		struct leg **l = ol < nl ? ol : nl;
		struct leg **r = or < nr ? or : nr;

		if (l == end || r == end || (ol == end && or == end))
			return;
		if (l == ol || r == or) {
			close_pair(s, *l, *r);
			continue;
		}
		/* the oldest of both sides are of today */
		if (ol < end)
			close_pair(s, *ol, *r);
		if (or < end)
			close_pair(s, *l, * or);
	}
}

static void
close_equal(struct close_legs *s, struct run of)
{
	struct run same = of;

	for (; same.at < of.end; same.at = same.end) {
		for (same.end = same.at + 1; same.end < of.end &&
		     amount_cmp((*same.at)->amount, (*same.end)->amount) == 0;
		     same.end++)
			;
		close_alike(s, same);
	}
}

static int
by_age(const void *x, const void *y)
{
	return leg_age_cmp(*(struct leg *const *)x, *(struct leg *const *)y);
}

/* Puts what is still open of a currency into aged; returns how many. */
static size_t
gather_aged(struct close_legs *s, struct run of)
{
	size_t n = 0;

	s->aged = mem_grow(
	    s->aged, &s->aged_cap, (size_t)(of.end - of.at), sizeof *s->aged);
	for (; of.at < of.end; of.at++)
		if (is_free(*of.at))
			s->aged[n++] = *of.at;
	qsort(s->aged, n, sizeof *s->aged, by_age);
	return n;
}

/* Rule 2. */
static int
close_near(struct close_legs *s, struct run of, const struct tolerance *t,
    struct err *e)
{
	size_t n = gather_aged(s, of), l, r;

	if (n == 0)
		return 0;
	if (near_legs_begin(&s->near, s->aged, n, t, e))
		return -1;
	while (near_legs_next(&s->near, &l, &r))
		close_pair(s, s->aged[l], s->aged[r]);
	return 0;
}

static int
by_place(const void *x, const void *y)
{
	const size_t *a = x, *b = y;

	return (*a > *b) - (*a < *b);
}

/* Rule 3. */
static int
close_sums(struct close_legs *s, struct run of, const struct tolerance *t,
    int32_t today, struct err *e)
{
	struct sum_search *found = &s->sums.search;
	size_t n = gather_aged(s, of), from = 0;

	if (sum_legs_find(&s->sums, s->aged, n, s->sum_rules, t, today, e))
		return -1;
	for (size_t i = 0; i < found->n; from = found->ends[i++]) {
		size_t *at = found->ranks + from;

		qsort(at, found->ends[i] - from, sizeof *at, by_place);
		add_closing(s);
		for (size_t j = from; j < found->ends[i]; j++)
			add_member(s, s->aged[found->ranks[j]]);
	}
	return 0;
}

/* Rule 4: closes what the others left open of a currency, if its sums agree. */
static int
close_rest(struct close_legs *s, struct run of, struct err *e)
{
	struct amount sums[2] = { { 0 } };
	size_t n = gather_aged(s, of);
	bool before = false;

	for (size_t i = 0; i < n; i++) {
		const struct leg *l = s->aged[i];
		struct amount *sum = &sums[l->side == 'R'];

		before |= l->before;
		if (amount_add(*sum, l->amount, sum) != AMOUNT_OK)
			return err_set(e, ST_DATA,
			    "the open items of key "
			    "\"%s\" add up to more than fits",
			    excerpt(l->line->key).s);
	}
	if (!before || amount_cmp(sums[0], sums[1]))
		return 0;
	add_closing(s);
	for (size_t i = 0; i < n; i++)
		add_member(s, s->aged[i]);
	return 0;
}

/* Has a currency legs from before and of today? Says so of each. */
static bool
do_meet(struct run of)
{
	bool before = false, today = false;

	for (struct leg **l = of.at; l < of.end; l++) {
		before |= is_free(*l) && (*l)->before;
		today |= is_free(*l) && (!(*l)->before || (*l)->amends);
	}
	for (struct leg **l = of.at; l < of.end; l++)
		(*l)->met = before && today;
	return before && today;
}

static int
close_currency(
    struct close_legs *s, struct run of, int32_t today, struct err *e)
{
	const struct tolerance *t;

	if (!do_meet(of))
		return 0;
	close_equal(s, of);
	t = s->tolerances
	    ? tolerance_for(s->tolerances, (*of.at)->line->currency)
	    : NULL;
	if (t && close_near(s, of, t, e))
		return -1;
	if (s->sum_rules && s->sum_rules->most &&
	    close_sums(s, of, t, today, e))
		return -1;
	return close_rest(s, of, e);
}

int
close_legs_key(struct close_legs *s, struct legs *legs, struct err *e)
{
	struct leg **end = legs->order + legs->n;
	struct run of = { legs->order, legs->order };

	s->n = s->n_members = 0;
	for (; of.at < end; of.at = of.end) {
		while (of.end < end &&
		    span_eq(
			(*of.at)->line->currency, (*of.end)->line->currency))
			of.end++;
		if (close_currency(s, of, legs->today, e))
			return -1;
	}
	return 0;
}

void
close_legs_free(struct close_legs *s)
{
	free(s->closings);
	free(s->members);
	free(s->aged);
	near_legs_free(&s->near);
	sum_legs_free(&s->sums);
	*s = (struct close_legs){ 0 };
}
