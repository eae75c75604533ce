#include "merge.h"

#include <stdlib.h>

#include "mem.h"

struct merge_source {
	uint64_t key; /* the first bytes of line behind the common ones */
	bool ended;
	void *source;
	struct span line;
};

void
merge_init(struct merge *m, merge_next_fn *next, size_t same)
{
	*m = (struct merge){ .same = same, .next = next };
}

void
merge_add(struct merge *m, void *source)
{
	m->sources = mem_grow(m->sources, &m->cap, m->n + 1,
	    sizeof *m->sources);
	m->sources[m->n++] = (struct merge_source){ .source = source };
}

static uint64_t
key(struct span s)
{
	unsigned char b[8] = { 0 };

	memcpy(b, s.p, s.len < 8 ? s.len : 8);
	return (uint64_t)b[0] << 56 | (uint64_t)b[1] << 48 |
	    (uint64_t)b[2] << 40 | (uint64_t)b[3] << 32 |
	    (uint64_t)b[4] << 24 | (uint64_t)b[5] << 16 |
	    (uint64_t)b[6] << 8 | (uint64_t)b[7];
}

static struct span
tail(const struct merge *m, const struct merge_source *s)
{
	return (struct span){ s->line.p + m->same, s->line.len - m->same };
}

static int
advance(struct merge *m, struct merge_source *s, struct err *e)
{
	int r = m->next(s->source, &s->line, e);

	if (r < 0)
		return -1;
	s->ended = r == 0;
	s->key = r ? key(tail(m, s)) : UINT64_MAX;
	return 0;
}

/* Does source a come before source b? */
static bool
before(const struct merge *m, size_t a, size_t b)
{
	const struct merge_source *x = &m->sources[a], *y = &m->sources[b];
	int c;

	if (x->key != y->key)
		return x->key < y->key;
	if (x->ended || y->ended)
		return x->ended == y->ended ? a < b : y->ended;
	c = span_cmp(tail(m, x), tail(m, y));
	return c ? c < 0 : a < b;
}

static struct merge_player
player(const struct merge *m, size_t i)
{
	return (struct merge_player){ m->sources[i].key, i };
}

/*
 * Source i plays its way up from its leaf: the losers stay behind. Place p
 * has the children 2p and 2p + 1; the leaves are n to 2n - 1. Who wins
 * cannot be foreseen, and a branch on it would be mispredicted every other
 * time: the two change places under a mask.
 */
static void
play(struct merge *m, size_t i)
{
	struct merge_player up = player(m, i);

	for (size_t p = (m->n + i) / 2; p; p /= 2) {
		struct merge_player *here = &m->losers[p];
		uint64_t mask = -(uint64_t)(here->key < up.key), x;

		if (here->key == up.key)
			mask = -(uint64_t)before(m, here->source, up.source);
		x = (here->key ^ up.key) & mask;
		here->key ^= x;
		up.key ^= x;
		x = (here->source ^ up.source) & mask;
		here->source ^= x;
		up.source ^= x;
	}
	m->losers[0] = up;
}

/* The winner below place p, the losers put in their places. */
static size_t
first_round(struct merge *m, size_t p)
{
	size_t a, b;

	if (p >= m->n)
		return p - m->n;
	a = first_round(m, 2 * p);
	b = first_round(m, 2 * p + 1);
	if (before(m, a, b)) {
		m->losers[p] = player(m, b);
		return a;
	}
	m->losers[p] = player(m, a);
	return b;
}

static int
begin(struct merge *m, struct err *e)
{
	m->begun = true;
	m->losers = mem_zeroed(m->n, sizeof *m->losers);
	for (size_t i = 0; i < m->n; i++)
		if (advance(m, &m->sources[i], e))
			return -1;
	m->losers[0] = player(m, first_round(m, 1));
	return 0;
}

int
merge_next(struct merge *m, struct span *line, struct err *e)
{
	struct merge_source *first;

	if (m->n == 0)
		return 0;
	if (!m->begun) {
		if (begin(m, e))
			return -1;
	} else if (!m->sources[m->losers[0].source].ended) {
		if (advance(m, &m->sources[m->losers[0].source], e))
			return -1;
		play(m, m->losers[0].source);
	}
	first = &m->sources[m->losers[0].source];
	if (first->ended)
		return 0;
	*line = first->line;
	return 1;
}

void
merge_free(struct merge *m)
{
	free(m->sources);
	free(m->losers);
	*m = (struct merge){ 0 };
}
