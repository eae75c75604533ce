#include "cut/post/post_group.h"

#include "cut/balance/account_dates.h"
#include "cut/post/post_rows.h"

/* The first posting of the next date, or the number of all. */
static size_t
find_next(const struct post_group *g)
{
	size_t i = 0;

	while (
	    i < g->set.made.n && g->set.items[i].posting->date != g->next.next)
		i++;
	return i;
}

/* That date is noted, before anything is locked. A posting that says otherwise is
 * bad data. */
static int
know_next(struct post_group *g, bool *known, struct err *e)
{
	struct post_set *s = &g->set;
	size_t i = g->next.is_known ? s->made.n : find_next(g);
	int32_t now;

	*known = g->next.is_known;
	if (i == s->made.n)
		return 0;
	if (account_dates_now(s->accounts, &now, e))
		return -1;
	if (now < g->next.date)
		return 0;
	*known = true;
	if (now > g->next.date ||
	    account_dates_note(s->accounts, now, g->next.next, e) == 0)
		return 0;
	if (e->status != ST_DATA)
		return -1;
	*known = false;
	postings_in_err(s->in, s->items[i].posting, 0, e);
	post_set_stop(s, &s->made, i, e);
	return 0;
}

static int
post(struct post_group *g, bool *known, struct err *e)
{
	struct post_set *s = &g->set;

	post_set_begin(s);
	return know_next(g, known, e) || post_rows_load(s, e) ||
		post_set_decide(s, e)
	    ? -1
	    : 0;
}

int
post_group_within(struct post_group *g, struct err *e)
{
	bool known;

	if (post_set_make(&g->set, e) || post(g, &known, e) ||
	    (!g->set.good.is_bad && post_rows_store(&g->set, e)))
		return -1;
	g->next.is_known = known;
	return 0;
}

/* A transaction. */
static int
try(struct post_group *g, bool whole, struct err *e)
{
	struct post_good *good = &g->set.good;
	bool known = false;
	int r;

	if (accounts_begin(g->set.accounts, e))
		return -1;
	r = post(g, &known, e);
	if (r == 0 && good->is_bad && (whole || good->is_apart)) {
		good->n = 0;
		known = g->next.is_known;
		accounts_end(g->set.accounts, -1, e);
		return 0;
	}
	if (r == 0)
		r = post_rows_store(&g->set, e);
	if (accounts_end(g->set.accounts, r, e))
		return -1;
	g->next.is_known = known;
	return 0;
}

static bool
is_one_entry(const struct post_group *g)
{
	const struct post_set *s = &g->set;

	return s->accounts->db.kind == DB_POSTGRES && s->made.n == 1 &&
	    s->n == 1 && !s->made.is_bad && s->items[0].n == 1 &&
	    (g->next.is_known || s->items[0].posting->date != g->next.next);
}

int
post_group(struct post_group *g, bool whole, struct err *e)
{
	struct accounts *a = g->set.accounts;
	struct accounts_again again = accounts_first(a);
	int r;

	if (post_set_make(&g->set, e))
		return -1;
	r = is_one_entry(g) ? post_rows_at_once(&g->set, e) : 0;
	if (r)
		return r < 0 ? -1 : 0;
	while ((r = try(g, whole, e)) && accounts_again(a, &again, e))
		;
	return r;
}
