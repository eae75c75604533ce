#include "roll/close_items.h"

#include <stdlib.h>

#include "base/mem.h"

/* Items that rule 1 looks at; an amount item has both sides itself. */
static bool
is_single(const struct item *it)
{
	return it->r.class != CLASS_AMOUNT;
}

static struct amount
amount_of(const struct item *it)
{
	return it->r.class == CLASS_LEFT ? it->r.left : it->r.right;
}

/* By currency; in it amount items last, the others by amount; the oldest
 * first. */
static int
by_amount_and_age(const void *x, const void *y)
{
	const struct item *a = *(struct item *const *)x;
	const struct item *b = *(struct item *const *)y;
	int c = span_cmp(a->r.currency, b->r.currency);

	if (c)
		return c;
	if (is_single(a) != is_single(b))
		return is_single(a) ? -1 : 1;
	if (is_single(a) && (c = amount_cmp(amount_of(a), amount_of(b))) != 0)
		return c;
	if (a->day != b->day)
		return a->day < b->day ? -1 : 1;
	if (a->before != b->before)
		return a->before ? -1 : 1;
	return (a > b) - (a < b);
}

static void
add_member(struct settle *s, struct item *it)
{
	s->members = mem_grow(s->members, &s->members_cap, s->n_members + 1,
	    sizeof *s->members);
	s->members[s->n_members++] = it;
	s->closings[s->n - 1].n++;
	it->closed = true;
}

static void
add_closing(struct settle *s)
{
	s->closings = mem_grow(s->closings, &s->cap, s->n + 1,
	    sizeof *s->closings);
	s->closings[s->n++] = (struct closing){ s->n_members, 0 };
}

/* A walk over the items of one side and age that are still open. */
struct walk {
	struct item **at;
	enum result_class class;
	bool before;
};

static struct item **
next(struct walk *w, struct item **end)
{
	while (w->at < end && ((*w->at)->closed ||
	    (*w->at)->r.class != w->class || (*w->at)->before != w->before))
		w->at++;
	return w->at;
}

static void
close_pair(struct settle *s, struct item *left, struct item *right)
{
	add_closing(s);
	add_member(s, left);
	add_member(s, right);
}

/* Rule 1 among items of one amount, the oldest first. */
static void
close_equal(struct settle *s, struct item **run, struct item **end)
{
	struct walk old_left = { run, CLASS_LEFT, true };
	struct walk new_left = { run, CLASS_LEFT, false };
	struct walk old_right = { run, CLASS_RIGHT, true };
	struct walk new_right = { run, CLASS_RIGHT, false };

	for (;;) {
		struct item **ol = next(&old_left, end);
		struct item **nl = next(&new_left, end);
		struct item **or = next(&old_right, end);
		struct item **nr = next(&new_right, end);
		struct item **l = ol < nl ? ol : nl;
		struct item **r = or < nr ? or : nr;

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
			close_pair(s, *l, *or);
	}
}

static void
close_pairs(struct settle *s, struct item **run, struct item **end)
{
	struct item **to;

	for (; run < end && is_single(*run); run = to) {
		for (to = run + 1; to < end && is_single(*to) &&
		    amount_cmp(amount_of(*run), amount_of(*to)) == 0; to++)
			;
		close_equal(s, run, to);
	}
}

/* Rule 2: all that is left of a group. */
static int
close_rest(struct settle *s, struct item **run, struct item **end,
    struct err *e)
{
	struct amount left = { 0 }, right = { 0 };
	bool before = false;

	for (struct item **it = run; it < end; it++) {
		if ((*it)->closed)
			continue;
		before |= (*it)->before;
		if (amount_add(left, (*it)->r.left, &left) != AMOUNT_OK ||
		    amount_add(right, (*it)->r.right, &right) != AMOUNT_OK)
			return err_set(e, ST_DATA, "the open items of key "
			    "\"%s\" add up to more than fits",
			    excerpt((*it)->r.key).s);
	}
	if (!before || amount_cmp(left, right))
		return 0;
	add_closing(s);
	for (struct item **it = run; it < end; it++)
		if (!(*it)->closed)
			add_member(s, *it);
	return 0;
}

static bool
any_before(struct item **run, struct item **end)
{
	for (; run < end; run++)
		if ((*run)->before)
			return true;
	return false;
}

int
settle_key(struct settle *s, struct item *items, size_t n, struct err *e)
{
	struct item **run, **to, **end;

	s->n = s->n_members = 0;
	s->order = mem_grow(s->order, &s->order_cap, n, sizeof *s->order);
	for (size_t i = 0; i < n; i++)
		s->order[i] = &items[i];
	qsort(s->order, n, sizeof *s->order, by_amount_and_age);
	end = s->order + n;
	for (run = s->order; run < end; run = to) {
		for (to = run + 1; to < end && span_eq((*run)->r.currency,
		    (*to)->r.currency); to++)
			;
		if (!any_before(run, to))
			continue;
		close_pairs(s, run, to);
		if (close_rest(s, run, to, e))
			return -1;
	}
	return 0;
}

void
settle_free(struct settle *s)
{
	free(s->closings);
	free(s->members);
	free(s->order);
	*s = (struct settle){ 0 };
}
