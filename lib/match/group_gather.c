/* The records of a KEY, all of which are at hand together. */
#include "base/mem.h"
#include "match/key_group.h"

enum {
	SOURCES = 8,     /* of a KEY, whose records are gathered in place */
	RECORD = 512,    /* bytes that one takes until its line is written, */
	LINE_COPIES = 4, /* with so many times its line */
};

/* Room for n records gathered. */
static void
gather_room(struct group *g, size_t n)
{
	size_t cap = g->cap;

	if (n <= cap)
		return;
	g->records = mem_grow(g->records, &g->cap, n, sizeof *g->records);
	g->origins = mem_grow(g->origins, &cap, g->cap, sizeof *g->origins);
}

/* Of the first sources with the KEY, the one whose record at its place comes
 * first; those at the end of their run are left out. */
static size_t
first_of(const struct group *g, const size_t *taken)
{
	size_t first = g->n_key;
	struct span line = { 0 };

	for (size_t i = 0; i < g->n_key; i++) {
		const struct group_source *s = g->order[i];
		struct span other;
		int c;

		if (taken[i] == s->run)
			continue;
		other = record_batch_line(&s->batch, s->at + taken[i]);
		c = first < g->n_key ? span_cmp(other, line) : -1;
		if (c < 0 || (c == 0 && s < g->order[first])) {
			first = i;
			line = other;
		}
	}
	return first;
}

/* All records of the KEY, which lie in the batches and stay there. */
static void
gather_whole(struct group *g)
{
	size_t taken[SOURCES] = { 0 };

	gather_room(g, g->whole);
	if (g->whole > g->expanded_cap)
		g->expanded = mem_grow(g->expanded, &g->expanded_cap, g->whole,
		    sizeof *g->expanded);
	for (g->n = 0; g->n < g->whole; g->n++) {
		size_t i = first_of(g, taken);
		const struct group_source *s = g->order[i];

		record_batch_get(
		    &s->batch, s->at + taken[i], &g->expanded[g->n]);
		g->records[g->n] = &g->expanded[g->n];
		g->origins[g->n] = (struct group_origin){ s,
			s->first_line + s->at + taken[i]++ };
	}
	g->rest = false;
}

int
group_gather(struct group *g, size_t most, size_t room, struct err *e)
{
	const struct record *r;
	size_t used = 0;
	int got = 0;

	g->n = 0;
	if (g->whole && g->whole <= most && g->n_key <= SOURCES) {
		gather_whole(g);
		return 0;
	}
	arena_reset(&g->arena);
	while (
	    g->n < most && used < room && (got = group_record(g, &r, e)) == 1) {
		struct record *copy = arena_object(&g->arena, sizeof *copy);

		*copy = *r;
		record_move(copy, arena_copy(&g->arena, r->line).p);
		gather_room(g, g->n + 1);
		g->origins[g->n] = g->last;
		g->records[g->n++] = copy;
		used += RECORD + LINE_COPIES * r->line.len;
	}
	if (g->n_key == 0)
		g->rest = false;
	return got < 0 ? -1 : 0;
}
