#include "cut/verify/tie_pair.h"

#include <inttypes.h>

#include "cut/verify/tie_found.h"
#include "text/tsv.h"

enum { SIDES = 2 };

/* The inputs, as the facts have them. */
struct looking {
	const struct cut_book *book;
	const struct extracts *all;
	const struct stage_file *in[SIDES];
};

static int
find_inputs(struct looking *l, const struct stage *s, struct err *e)
{
	size_t n = 0;

	for (size_t i = 0; i < s->inputs.n; i++) {
		const struct stage_file *f = &s->inputs.of[i];

		if (!span_eq(f->role, SPAN("read")))
			continue;
		if (n < SIDES)
			l->in[n] = f;
		n++;
	}
	if (n == SIDES)
		return 0;
	return err_set(e, ST_DIFFER,
	    "it has read %zu files, and a pair is two extracts", n);
}

static bool
has_digest(const struct extract *x, const struct stage_file *f)
{
	return span_eq(f->digest, span_str(x->sha256));
}

/* The last registering of the file as that side of a pair. */
static const struct extract *
find_side(
    const struct looking *l, const struct stage_file *f, size_t pair, char side)
{
	const struct cut_pair *p = &l->book->pairs[pair];
	bool left = side == 'L', own = (left ? p->left : p->right) != NULL;
	size_t system = left ? p->from : p->to;
	size_t by = own ? pair : l->book->n_pairs;

	for (size_t i = l->all->n; i > 0; i--) {
		const struct extract *x = &l->all->of[i - 1];

		if (x->system == system && x->pair == by && x->side == side &&
		    has_digest(x, f))
			return x;
	}
	return NULL;
}

/* Were they compared as that pair, in either order? */
static bool
is_pair(const struct looking *l, size_t pair, struct tie_pair *to)
{
	for (int i = 0; i < SIDES; i++) {
		*to =
		    (struct tie_pair){ pair, find_side(l, l->in[i], pair, 'L'),
			    find_side(l, l->in[!i], pair, 'R') };
		if (to->left && to->right)
			return true;
	}
	return false;
}

/* An extract of these bytes, whosever. */
static const struct extract *
find_any(const struct looking *l, const struct stage_file *f)
{
	for (size_t i = 0; i < l->all->n; i++)
		if (has_digest(&l->all->of[i], f))
			return &l->all->of[i];
	return NULL;
}

/* The date of which a file is an extract. */
struct elsewhere {
	struct span digest;
	int32_t date;
};

static int
see(void *arg, const struct truth_step *s, struct err *e)
{
	const struct span label = SPAN("sha256=");
	struct elsewhere *w = arg;
	struct span rest = s->evidence, field;

	(void)e;
	if (strcmp(s->what, TRUTH_EXTRACTED) != 0)
		return 0;
	while (tsv_next(&rest, &field))
		if (span_begins(field, label) &&
		    span_eq((struct span){ field.p + label.len,
				field.len - label.len },
			w->digest))
			w->date = s->key.date;
	return 0;
}

/* Why a file is no extract of the round. */
static int
tell_unknown(struct turn *t, const struct looking *l,
    const struct stage_file *f, struct err *e)
{
	const struct truth_key key = { l->book->name, t->book.cycle, INT32_MIN,
		0 };
	struct elsewhere w = { f->digest, INT32_MIN };
	char date[CUT_CYCLE_LEN + 1];

	if (truth_steps(&t->truth, &key, 0, see, &w, e))
		return -1;
	if (w.date == INT32_MIN)
		return err_set(e, ST_DIFFER,
		    "it has read %.*s, which is no extract: it was not made by "
		    "extract behind the sealing, or was changed since",
		    (int)f->name.len, f->name.p);
	cut_cycle_format(key.cycle, w.date, date);
	return err_set(e, ST_DIFFER,
	    "it has read %.*s, which is an extract of %s", (int)f->name.len,
	    f->name.p, date);
}

/* Why they are no pair. */
static int
tell_no_pair(struct turn *t, const struct looking *l, struct err *e)
{
	const struct cut_system *s = l->book->systems;
	const struct extract *x[SIDES];

	for (int i = 0; i < SIDES; i++) {
		x[i] = find_any(l, l->in[i]);
		if (!x[i])
			return tell_unknown(t, l, l->in[i], e);
	}
	return err_set(e, ST_DIFFER,
	    "it has compared %s as %s with %s as %s, which is no pair of the "
	    "book",
	    s[x[0]->system].name, x[0]->side == 'L' ? "left" : "right",
	    s[x[1]->system].name, x[1]->side == 'L' ? "left" : "right");
}

/* How well a pair that they are fits: 0, it is taken; 1, the book says other
 * options; 2. */
static int
rank(const struct looking *l, const struct stage *s, const bool *taken,
    size_t pair)
{
	struct err e;

	if (taken[pair])
		return 0;
	return tie_found_options(&l->book->pairs[pair], s, &e) ? 1 : 2;
}

static int
find_pair(const struct looking *l, const struct stage *s, const bool *taken,
    struct tie_pair *to, struct err *e)
{
	const struct cut_book *b = l->book;
	struct tie_pair is;
	int best = -1;

	for (size_t i = 0; i < b->n_pairs; i++) {
		if (!is_pair(l, i, &is) || rank(l, s, taken, i) <= best)
			continue;
		best = rank(l, s, taken, i);
		*to = is;
	}
	if (best != 0)
		return best > 0;
	return err_set(e, ST_DIFFER, "%s -> %s: another file is of it, too",
	    b->systems[b->pairs[to->pair].from].name,
	    b->systems[b->pairs[to->pair].to].name);
}

int
tie_pair_find(struct turn *t, const struct turn_round *r,
    const struct extracts *all, const bool *taken, const struct stage *s,
    struct tie_pair *to, struct err *e)
{
	struct looking l = { .book = r->book, .all = all };
	int got;

	if (find_inputs(&l, s, e))
		return -1;
	got = find_pair(&l, s, taken, to, e);
	if (got == 0)
		return tell_no_pair(t, &l, e);
	return got < 0 ? -1 : 0;
}

static int
check_last(const struct cut_book *b, const struct extracts *all,
    const struct extract *x, struct err *e)
{
	const struct extract *last = extracts_last(all, x->system, x->pair);

	if (!last || !strcmp(last->lines, x->lines))
		return 0;
	return err_set(e, ST_DIFFER,
	    "it has compared what %s had in step %" PRId64 ", and step %" PRId64
	    " extracted other records",
	    b->systems[x->system].name, x->step, last->step);
}

int
tie_pair_check_last(const struct cut_book *b, const struct extracts *all,
    const struct tie_pair *is, struct err *e)
{
	return check_last(b, all, is->left, e) ||
		check_last(b, all, is->right, e)
	    ? -1
	    : 0;
}
