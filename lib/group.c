#include "group.h"

#include <stdlib.h>

#include "mem.h"
#include "order.h"

/*
 * Reads the next record of s. 1 it has the KEY of the one before, 2 it has
 * another; 0 the end; -1 an error.
 */
static int
advance(struct group_source *s, struct err *e)
{
	struct span before = s->head.line, line;
	size_t key = s->head.key.len, same;
	int r = stream_record(&s->in, &s->head, e);

	if (r != 1)
		return r;
	line = s->head.line;
	same = span_common(before, line);
	if (same < before.len && (same == line.len ||
	    (unsigned char)before.p[same] > (unsigned char)line.p[same]))
		return order_check(&s->in, before, line, e);
	return same > key ? 1 : 2; /* the TAB behind the KEY counts */
}

/* Which of two heads comes first: by line, then by operand. */
static bool
is_before(const struct group_source *a, const struct group_source *b)
{
	int c = span_cmp(a->head.line, b->head.line);

	return c < 0 || (c == 0 && a < b);
}

/*
 * The first of order has a new head that belongs behind order[from - 1] and
 * before order[to]: moves it there.
 */
static void
resettle(struct group *g, size_t from, size_t to)
{
	struct group_source *s = g->order[0];

	while (from < to) {
		size_t mid = from + (to - from) / 2;

		if (is_before(s, g->order[mid]))
			to = mid;
		else
			from = mid + 1;
	}
	memmove(g->order, g->order + 1, (from - 1) * sizeof *g->order);
	g->order[from - 1] = s;
}

/* Replaces the head that comes first. */
static int
take_first(struct group *g, struct err *e)
{
	switch (advance(g->order[0], e)) {
	case 1:
		resettle(g, 1, g->n_key);
		return 0;
	case 2:
		resettle(g, g->n_key--, g->n_order);
		return 0;
	case 0:
		g->n_key--;
		g->n_order--;
		memmove(g->order, g->order + 1,
		    g->n_order * sizeof *g->order);
		return 0;
	}
	return -1;
}

static int
open_source(struct group *g, const char *name,
    const struct stream_rules *rules, struct err *e)
{
	struct group_source *s = &g->sources[g->n_sources];
	int r;

	if (stream_open(&s->in, name, STREAM_RECORD, rules, e))
		return -1;
	g->n_sources++;
	r = stream_record(&s->in, &s->head, e);
	if (r != 1)
		return r;
	g->n_order++;
	memmove(g->order + 1, g->order, (g->n_order - 1) * sizeof *g->order);
	g->order[0] = s;
	resettle(g, 1, g->n_order);
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
			return err_set(e, ST_FAIL,
			    "-: standard input is there only once");
		has_stdin = has_stdin || is_stdin;
	}
	g->sources = mem_zeroed((size_t)n, sizeof *g->sources);
	g->order = mem_zeroed((size_t)n, sizeof *g->order);
	for (int i = 0; i < n; i++) {
		if (open_source(g, names[i], rules, e)) {
			group_close(g);
			return -1;
		}
	}
	return 0;
}

int
group_key(struct group *g, struct span *key, struct err *e)
{
	while (g->n_key)
		if (take_first(g, e))
			return -1;
	if (g->n_order == 0)
		return 0;
	*key = g->order[0]->head.key;
	g->keys++;
	for (g->n_key = 1; g->n_key < g->n_order; g->n_key++)
		if (!span_eq(g->order[g->n_key]->head.key, *key))
			break;
	return 1;
}

int
group_record(struct group *g, struct record *r, struct err *e)
{
	if (g->n_key == 0)
		return 0;
	g->last = g->order[0];
	g->last_line = g->last->in.lines.count;
	*r = g->last->head;
	return take_first(g, e) ? -1 : 1;
}

int
group_err(const struct group *g, struct err *e)
{
	return err_at(e, lines_name(&g->last->in.lines), g->last_line);
}

/*
 * A source keeps the line of its head and the one before. The record it
 * gave before this one loses its line when the source goes on: by then it
 * has to have a copy. Most KEYs have one record a source and need none.
 */
static void
keep(struct group *g)
{
	struct group_source *s = g->order[0];

	if (s->kept_key == g->keys) {
		struct record *r = &g->records[s->kept];

		record_move(r, arena_copy(&g->arena, r->line).p);
	}
	g->records = mem_grow(g->records, &g->cap, g->n + 1,
	    sizeof *g->records);
	s->kept_key = g->keys;
	s->kept = g->n;
	g->records[g->n++] = s->head;
}

int
group_all(struct group *g, struct err *e)
{
	arena_reset(&g->arena);
	g->n = 0;
	while (g->n_key) {
		keep(g);
		if (take_first(g, e))
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
