#include "book/place.h"

static const struct manifest_day *
at(const struct manifest *m, const struct chain *c, size_t i)
{
	return &m->days[c->days[i].at];
}

/* Those of the first `earlier` days that are stale stand behind each other. */
static int
check_stale(const struct manifest *m, const struct chain *c, size_t earlier,
    const char *dir, struct err *e)
{
	struct buf b = { 0 };
	size_t first = chain_whole(c);

	if (first >= earlier)
		return 0;
	turn_add_days(&b, at(m, c, first)->day, at(m, c, earlier - 1)->day,
	    earlier - first);
	err_set(e, ST_FAIL,
	    "%s: %.*s %s stale, for a day before was run again; --replay "
	    "runs what is stale, or run it again in order",
	    dir, (int)b.len, b.p, earlier - first > 1 ? "are" : "is");
	buf_free(&b);
	return -1;
}

static int
check_gap(int32_t last, int32_t today, struct turn *t, struct err *e)
{
	struct buf b = { 0 };

	if (last + 1 == today)
		return 0;
	turn_add_day(&b, today);
	buf_str(&b, " comes after ");
	turn_add_day(&b, last);
	buf_str(&b, ", which skips ");
	turn_add_days(&b, last + 1, today - 1, (size_t)(today - last - 1));
	return turn_take(
	    t, &b, "run that first, or --force goes on without", e);
}

static int
check_later(const struct place *p, int32_t today, struct turn *t, struct err *e)
{
	struct buf b = { 0 };

	if (!p->later)
		return 0;
	buf_str(&b, "running ");
	turn_add_day(&b, today);
	buf_str(&b, " now makes stale ");
	turn_add_days(&b, p->later_first, p->later_last, p->later);
	return turn_take(
	    t, &b, "--force does it, and what is stale has to be run again", e);
}

static int
find(struct place *p, const struct manifest *m, const struct chain *c,
    int32_t today, struct turn *t, struct err *e)
{
	size_t earlier = 0, later, whole = chain_whole(c);

	while (earlier < c->n && at(m, c, earlier)->day < today)
		earlier++;
	later = earlier;
	if (check_stale(m, c, earlier, t->dir, e))
		return -1;
	if (earlier)
		p->before = at(m, c, earlier - 1);
	if (later < c->n && at(m, c, later)->day == today) {
		p->own_stale = c->days[later].stale;
		p->own = at(m, c, later++);
	}
	if (later < whole) {
		p->later = whole - later;
		p->later_first = at(m, c, later)->day;
		p->later_last = at(m, c, whole - 1)->day;
	}
	if (p->own)
		return 0;
	if (check_later(p, today, t, e))
		return -1;
	return p->before ? check_gap(p->before->day, today, t, e) : 0;
}

int
place_find(struct place *p, const struct manifest *m, int32_t today,
    struct turn *t, struct err *e)
{
	struct chain c = { 0 };
	int r;

	*p = (struct place){ 0 };
	chain_make(&c, m);
	r = find(p, m, &c, today, t, e);
	chain_free(&c);
	return r;
}
