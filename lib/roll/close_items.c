#include "roll/close_items.h"

#include <stdlib.h>

#include "base/mem.h"

/* True for the items of rule 1, of one side: an amount item has both. */
static bool
is_single(const struct open_item *it)
{
	return it->r.has_left != it->r.has_right;
}

static struct amount
amount_of(const struct open_item *it)
{
	return it->r.has_left ? it->r.left : it->r.right;
}

/* Order by currency; within it left and right items by amount, then amount
 * items; of equal ones the oldest first. */
static int
by_amount_and_age(const void *x, const void *y)
{
	const struct open_item *a = *(struct open_item *const *)x;
	const struct open_item *b = *(struct open_item *const *)y;
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
add_member(struct close_items *s, struct open_item *it)
{
	s->members = mem_grow(
	    s->members, &s->members_cap, s->n_members + 1, sizeof *s->members);
	s->members[s->n_members++] = it;
	s->closings[s->n - 1].n++;
	it->closed = true;
}

static void
add_closing(struct close_items *s)
{
	s->closings =
	    mem_grow(s->closings, &s->cap, s->n + 1, sizeof *s->closings);
	s->closings[s->n++] = (struct closing){ s->n_members, 0 };
}

/* A walk over the items of one side and age that are still open. */
struct walk {
	struct open_item **at;
	bool left, before;
};

static struct open_item **
next(struct walk *w, struct open_item **end)
{
	while (w->at < end &&
	    ((*w->at)->closed || (*w->at)->r.has_left != w->left ||
		(*w->at)->before != w->before))
		w->at++;
	return w->at;
}

static void
close_pair(
    struct close_items *s, struct open_item *left, struct open_item *right)
{
	add_closing(s);
	add_member(s, left);
	add_member(s, right);
}

/* Rule 1 among items of one amount, the oldest first. */
static void
close_equal(
    struct close_items *s, struct open_item **run, struct open_item **end)
{
	struct walk old_left = { run, true, true };
	struct walk new_left = { run, true, false };
	struct walk old_right = { run, false, true };
	struct walk new_right = { run, false, false };

	for (;;) {
		struct open_item **ol = next(&old_left, end);
		struct open_item **nl = next(&new_left, end);
		struct open_item ** or = next(&old_right, end);
		struct open_item **nr = next(&new_right, end);
		struct open_item **l = ol < nl ? ol : nl;
		struct open_item **r = or < nr ? or : nr;

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
close_pairs(
    struct close_items *s, struct open_item **run, struct open_item **end)
{
	struct open_item **to;

	for (; run < end && is_single(*run); run = to) {
		for (to = run + 1; to < end && is_single(*to) &&
		     amount_cmp(amount_of(*run), amount_of(*to)) == 0;
		     to++)
			;
		close_equal(s, run, to);
	}
}

/* Rule 2 knows nothing of fields that differ. */
static bool
adds_up(const struct open_item *it)
{
	return !it->closed && it->r.class != CLASS_FIELD;
}

/* Rule 2: closes the items of a currency that rule 1 left open, if their sums
 * agree. */
static int
close_rest(struct close_items *s, struct open_item **run,
    struct open_item **end, struct err *e)
{
	struct amount left = { 0 }, right = { 0 };
	bool before = false;

	for (struct open_item **it = run; it < end; it++) {
		if (!adds_up(*it))
			continue;
		before |= (*it)->before;
		if (amount_add(left, (*it)->r.left, &left) != AMOUNT_OK ||
		    amount_add(right, (*it)->r.right, &right) != AMOUNT_OK)
			return err_set(e, ST_DATA,
			    "the open items of key "
			    "\"%s\" add up to more than fits",
			    excerpt((*it)->r.key).s);
	}
	if (!before || amount_cmp(left, right))
		return 0;
	add_closing(s);
	for (struct open_item **it = run; it < end; it++)
		if (adds_up(*it))
			add_member(s, *it);
	return 0;
}

static bool
any_before(struct open_item **run, struct open_item **end)
{
	for (; run < end; run++)
		if ((*run)->before)
			return true;
	return false;
}

int
close_items_key(
    struct close_items *s, struct open_item *items, size_t n, struct err *e)
{
	struct open_item **run, **to, **end;

	s->n = s->n_members = 0;
	s->order = mem_grow(s->order, &s->order_cap, n, sizeof *s->order);
	for (size_t i = 0; i < n; i++)
		s->order[i] = &items[i];
	qsort(s->order, n, sizeof *s->order, by_amount_and_age);
	end = s->order + n;
	for (run = s->order; run < end; run = to) {
		for (to = run + 1;
		     to < end && span_eq((*run)->r.currency, (*to)->r.currency);
		     to++)
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
close_items_free(struct close_items *s)
{
	free(s->closings);
	free(s->members);
	free(s->order);
	*s = (struct close_items){ 0 };
}
