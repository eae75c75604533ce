#include "match/key_group.h"

#include <stdlib.h>

#include "base/mem.h"
#include "stream/order.h"

enum { FEW = 8 }; /* sources that are looked through one by one */

static struct record *
next_of(struct group_source *s)
{
	return &s->heads[s->next];
}

/*
 * Reads the next record of s. 1 it has the KEY of the one before, 2 it has
 * another; 0 the end; -1 an error.
 */
static int
advance(struct group_source *s, struct err *e)
{
	const struct record *before = &s->heads[s->next];
	struct record *r = &s->heads[!s->next];
	int got = stream_record(&s->in, r, e);
	size_t same;

	s->next = !s->next;
	if (got != 1)
		return got;
	same = span_common(before->line, r->line);
	if (same < before->line.len &&
	    (same == r->line.len ||
		(unsigned char)before->line.p[same] >
		    (unsigned char)r->line.p[same]))
		return order_check(&s->in, before->line, r->line, e);
	return same > before->key.len ? 1 : 2; /* the TAB behind it counts */
}

/* Which of two sources comes first: by line, then by operand. */
static bool
is_before(struct group_source *a, struct group_source *b)
{
	int c = span_cmp(next_of(a)->line, next_of(b)->line);

	return c < 0 || (c == 0 && a < b);
}

/*
 * The first of order has a new record that belongs behind order[from - 1] and
 * before order[to]: moves it there.
 */
static void
resettle(struct group *g, size_t from, size_t to)
{
	struct group_source *s = g->order[0], **order = g->order;

	while (to - from > FEW) {
		size_t mid = from + (to - from) / 2;

		if (is_before(s, order[mid]))
			to = mid;
		else
			from = mid + 1;
	}
	while (from < to && !is_before(s, order[from]))
		from++;
	for (size_t i = 1; i < from; i++)
		order[i - 1] = order[i];
	order[from - 1] = s;
}

void
group_resettle(struct group *g)
{
	resettle(g, 1, g->n_order);
}

/* Reads on where the record that came first came from. */
static int
take_first(struct group *g, struct err *e)
{
	int got = advance(g->order[0], e);

	if (got == 2) {
		resettle(g, g->n_key--, g->n_order);
	} else if (got == 1) {
		resettle(g, 1, g->n_key);
	} else if (got == 0) {
		g->n_key--;
		g->n_order--;
		memmove(g->order, g->order + 1, g->n_order * sizeof *g->order);
	}
	return got < 0 ? -1 : 0;
}

void
group_init(struct group *g, size_t n)
{
	*g = (struct group){ .n_sources = n };
	g->sources = mem_zeroed(n, sizeof *g->sources);
	g->order = mem_zeroed(n, sizeof *g->order);
}

static int
open_all(struct group *g, char *const *names, const struct stream_rules *rules,
    struct err *e)
{
	size_t n = g->n_sources;

	for (g->n_sources = 0; g->n_sources < n; g->n_sources++) {
		struct stream_in *in = &g->sources[g->n_sources].in;

		if (stream_open(
			in, names[g->n_sources], STREAM_RECORD, rules, e))
			return -1;
	}
	return 0;
}

int
group_open(struct group *g, char *const *names, int n,
    const struct stream_rules *rules, struct err *e)
{
	bool has_stdin = false;

	*g = (struct group){ 0 };
	for (int i = 0; i < n; i++) {
		bool is_stdin = !strcmp(names[i], "-");

		if (is_stdin && has_stdin)
			return err_set(
			    e, ST_FAIL, "-: standard input is there only once");
		has_stdin = has_stdin || is_stdin;
	}
	group_init(g, (size_t)n);
	if (open_all(g, names, rules, e)) {
		group_close(g);
		return -1;
	}
	return 0;
}

/* Reads the first record of a source and puts it in its place. */
static int
begin_source(struct group *g, struct group_source *s, struct err *e)
{
	int r = stream_record(&s->in, next_of(s), e);

	if (r != 1)
		return r;
	g->n_order++;
	memmove(g->order + 1, g->order, (g->n_order - 1) * sizeof *g->order);
	g->order[0] = s;
	resettle(g, 1, g->n_order);
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

int
group_key(struct group *g, struct err *e)
{
	struct span key;

	while (g->n_key)
		if (take_first(g, e))
			return -1;
	if (g->n_order == 0)
		return 0;
	g->keys++;
	key = next_of(g->order[0])->key;
	for (g->n_key = 1; g->n_key < g->n_order; g->n_key++)
		if (!span_eq(next_of(g->order[g->n_key])->key, key))
			break;
	return 1;
}

int
group_record(struct group *g, const struct record **r, struct err *e)
{
	struct group_source *s;

	if (g->n_key == 0)
		return 0;
	s = g->order[0];
	g->last = s;
	g->last_line = s->in.lines.count;
	*r = next_of(s);
	return take_first(g, e) ? -1 : 1;
}

int
group_err(const struct group *g, struct err *e)
{
	return err_at(e, lines_name(&g->last->in.lines), g->last_line);
}

/*
 * A source holds its next record and the one before. What it gave to the
 * KEY before that has to be copied now that it reads on. Most KEYs have one
 * record a source, and nothing is ever copied.
 */
static void
copy_kept(struct group *g, const struct group_source *s)
{
	const struct record *old = g->records[s->kept];
	struct record *copy = arena_object(&g->arena, sizeof *copy);

	*copy = *old;
	record_move(copy, arena_copy(&g->arena, old->line).p);
	g->records[s->kept] = copy;
}

int
group_gather(struct group *g, size_t most, struct err *e)
{
	arena_reset(&g->arena);
	for (g->n = 0; g->n_key && g->n < most; g->n++) {
		struct group_source *s = g->order[0];

		if (s->kept_key == g->keys)
			copy_kept(g, s);
		s->kept_key = g->keys;
		s->kept = g->n;
		if (g->n == g->cap)
			g->records = mem_grow(
			    g->records, &g->cap, g->n + 1, sizeof *g->records);
		if (group_record(g, &g->records[g->n], e) < 0)
			return -1;
	}
	return 0;
}

int
group_total(const struct group *g, struct total *sum, struct err *e)
{
	for (size_t i = 0; i < g->n_sources; i++)
		if (total_merge(sum, &g->sources[i].in.read, e))
			return -1;
	return 0;
}

void
group_close(struct group *g)
{
	for (size_t i = 0; i < g->n_sources; i++)
		stream_close(&g->sources[i].in);
	free(g->sources);
	free(g->order);
	free(g->records);
	arena_free(&g->arena);
	*g = (struct group){ 0 };
}
