#include "match/key_group.h"

#include "base/simd.h"

enum { FEW = 8 }; /* sources that are looked through one by one */

static struct span
next_line(const struct group_source *s)
{
	return record_batch_line(&s->batch, s->at);
}

static struct span
next_key(const struct group_source *s)
{
	const struct record_batch *b = &s->batch;

	return b->is_other
	    ? b->other.key
	    : (struct span){ record_batch_text(b, s->at), b->slots[s->at].key };
}

/* Reads the next records of s: 1, 0 the end, -1 an error. */
static int
fill(struct group_source *s, struct err *e)
{
	int got = stream_sorted_records(&s->in, &s->batch, e);

	s->at = 0;
	if (got == 1)
		s->first_line = s->in.lines.count - s->batch.lines.n + 1;
	return got;
}

/*
 * Goes on to the next record of s. 1 it has the KEY of the one before, 2 it
 * has another; 0 the end; -1 an error.
 */
static int
advance(struct group_source *s, struct err *e)
{
	int got;

	if (++s->at == s->batch.lines.n && (got = fill(s, e)) != 1)
		return got;
	return record_batch_same_key(&s->batch, s->at) ? 1 : 2;
}

/* Which of two sources comes first: by line, then by operand. */
static bool
is_before(const struct group_source *a, const struct group_source *b)
{
	int c = span_cmp(next_line(a), next_line(b));

	return c < 0 || (c == 0 && a < b);
}

/* The order of the next KEYs of two sources. The first SIMD_PAIR bytes of
 * records that a batch took can be read, and mostly tell. */
static inline int
cmp_keys(const struct group_source *a, const struct group_source *b)
{
	const char *p, *q;
	uint32_t differ;
	size_t i;

	if (a->batch.is_other || b->batch.is_other)
		return span_cmp(next_key(a), next_key(b));
	p = record_batch_text(&a->batch, a->at);
	q = record_batch_text(&b->batch, b->at);
	differ = ~simd_same(p, q);
	if (!differ)
		return span_cmp(next_key(a), next_key(b));
	i = (size_t)__builtin_ctz(differ);
	if (i > a->batch.slots[a->at].key)
		return 0; /* the TAB is the same */
	return (unsigned char)p[i] < (unsigned char)q[i] ? -1 : 1;
}

/* The first of order has another KEY now: it belongs behind order[from - 1].
 * Moves it there. */
static void
settle_key(struct group *g, size_t from)
{
	struct group_source *s = g->order[0], **order = g->order;
	size_t to = g->n_order;
	int c = 1, before;

	while (to - from > FEW) {
		size_t mid = from + (to - from) / 2;

		c = cmp_keys(s, order[mid]);
		if (c < 0 || (c == 0 && s < order[mid]))
			to = mid;
		else
			from = mid + 1;
	}
	for (c = before = 1; from < g->n_order; from++, before = c) {
		c = cmp_keys(s, order[from]);
		if (c < 0 || (c == 0 && s < order[from]))
			break;
	}
	s->tie = from < g->n_order && c == 0;
	for (size_t i = 1; i < from; i++)
		order[i - 1] = order[i];
	order[from - 1] = s;
	if (from > 1)
		order[from - 2]->tie = before == 0;
}

/* The first of order has another record of the same KEY: moves it to where its
 * line belongs among the first n_key. */
static void
settle_line(struct group *g)
{
	struct group_source *s = g->order[0];
	size_t i;

	for (i = 1; i < g->n_key && is_before(g->order[i], s); i++)
		g->order[i - 1] = g->order[i];
	g->order[i - 1] = s;
}

/* Reads on where the record that came first came from. */
static int
take_first(struct group *g, struct err *e)
{
	int got = advance(g->order[0], e);

	if (got == 2) {
		settle_key(g, g->n_key--);
	} else if (got == 1) {
		settle_line(g);
	} else if (got == 0) {
		g->n_key--;
		g->n_order--;
		memmove(g->order, g->order + 1, g->n_order * sizeof *g->order);
	}
	return got < 0 ? -1 : 0;
}

/* Reads the first record of a source and puts it in its place. */
static int
begin_source(struct group *g, struct group_source *s, struct err *e)
{
	int r;

	record_batch_reset(&s->batch);
	r = fill(s, e);
	if (r != 1)
		return r;
	g->n_order++;
	memmove(g->order + 1, g->order, (g->n_order - 1) * sizeof *g->order);
	g->order[0] = s;
	settle_key(g, 1);
	return 0;
}

int
group_begin(struct group *g, struct err *e)
{
	g->n_order = g->n_key = 0;
	for (size_t i = 0; i < g->n_sources; i++)
		if (begin_source(g, &g->sources[i], e))
			return -1;
	return 0;
}

/* Reads past what is left of the KEY. */
static int
leave_key(struct group *g, struct err *e)
{
	while (g->n_key) {
		if (!g->rest) /* all of it lies in the batches */
			g->order[0]->at += g->order[0]->run - 1;
		if (take_first(g, e))
			return -1;
	}
	return 0;
}

/* How many records from the next on have its KEY, in *run; false if more
 * behind the batch may have it. */
static inline bool
is_whole(struct group_source *s)
{
	const struct record_batch *b = &s->batch;
	size_t i = s->at + 1, n = b->lines.n;

	while (i < n && b->slots[i].same_key)
		i++;
	s->run = i - s->at;
	return i < n || b->closed;
}

/*
 * Leaves a KEY that two sources had, both of which have more at hand, in the
 * way of leave_key: nearly all KEYs are left so. False, and nothing is done,
 * for any other.
 */
static inline bool
leave_two(struct group *g)
{
	struct group_source *a = g->order[0], *b;
	int c;

	if (g->n_key != 2 || g->n_order != 2 || g->rest)
		return false;
	b = g->order[1];
	if (a->at + a->run == a->batch.lines.n ||
	    b->at + b->run == b->batch.lines.n)
		return false;
	a->at += a->run;
	b->at += b->run;
	c = cmp_keys(a, b);
	if (c > 0 || (c == 0 && a > b)) {
		g->order[0] = b;
		g->order[1] = a;
	}
	g->order[0]->tie = c == 0;
	g->order[1]->tie = false;
	g->n_key = 0;
	return true;
}

int
group_key(struct group *g, struct err *e)
{
	bool whole = true;

	if (!leave_two(g) && leave_key(g, e))
		return -1;
	if (g->n_order == 0)
		return 0;
	g->rest = true;
	g->by_line = false;
	g->whole = 0;
	do {
		struct group_source *s = g->order[g->n_key];

		whole = is_whole(s) && whole;
		g->whole += s->run;
	} while (g->order[g->n_key++]->tie);
	if (!whole)
		g->whole = 0;
	return 1;
}

/* Puts the sources of the KEY in the order of their lines. */
static void
order_by_line(struct group *g)
{
	for (size_t i = 1; i < g->n_key; i++) {
		struct group_source *s = g->order[i];
		size_t k = i;

		for (; k && is_before(s, g->order[k - 1]); k--)
			g->order[k] = g->order[k - 1];
		g->order[k] = s;
	}
	g->by_line = true;
}

int
group_record(struct group *g, const struct record **r, struct err *e)
{
	struct group_source *s;

	if (g->n_key == 0 || !g->rest)
		return 0;
	if (!g->by_line)
		order_by_line(g);
	s = g->order[0];
	g->last = (struct group_origin){ s, s->first_line + s->at };
	record_batch_get(&s->batch, s->at, &s->head);
	*r = &s->head;
	return take_first(g, e) ? -1 : 1;
}

int
group_err(const struct group_origin *o, struct err *e)
{
	return err_at(e, lines_name(&o->source->in.lines), o->line);
}

bool
group_pair(const struct group *g, struct group_place pair[2])
{
	const struct group_source *s = g->order[0], *t = s;
	size_t i = s->at + 1, right;

	if (g->whole != 2)
		return false;
	if (g->n_key == 2) {
		t = g->order[1];
		i = t->at;
	}
	if (s->batch.is_other || t->batch.is_other)
		return false;
	right = s->batch.forms[s->batch.slots[s->at].form].side == 'R';
	pair[right] = (struct group_place){ &s->batch, s->at };
	pair[!right] = (struct group_place){ &t->batch, i };
	return true;
}

void
group_went_on(struct group *g, const struct group_place pair[2])
{
	for (int i = 0; i < 2; i++) {
		struct group_source *s = g->order[i];

		s->at = pair[&s->batch != pair[0].batch].i;
	}
}
