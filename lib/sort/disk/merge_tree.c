#include "sort/disk/merge_tree.h"

#include <stdlib.h>

#include "base/mem.h"

struct merge_tree_source {
	uint128 key; /* the first bytes of line behind the common ones */
	bool ended;
	void *source;
	struct span line;
};

void
merge_tree_init(struct merge_tree *m, merge_tree_next_fn *next, size_t same)
{
	*m = (struct merge_tree){ .same = same, .next = next };
}

void
merge_tree_add(struct merge_tree *m, void *source)
{
	m->sources =
	    mem_grow(m->sources, &m->cap, m->n + 1, sizeof *m->sources);
	m->sources[m->n++] = (struct merge_tree_source){ .source = source };
}

static inline uint64_t
word(const char *p)
{
	const unsigned char *b = (const unsigned char *)p;

	return (uint64_t)b[0] << 56 | (uint64_t)b[1] << 48 |
	    (uint64_t)b[2] << 40 | (uint64_t)b[3] << 32 | (uint64_t)b[4] << 24 |
	    (uint64_t)b[5] << 16 | (uint64_t)b[6] << 8 | (uint64_t)b[7];
}

/* The first sixteen bytes of the line behind the common ones; those it does
 * not have count as zero. */
static void
take_key(struct merge_tree_source *s, struct span line)
{
	char padded[16] = { 0 };
	const char *p = line.p;

	if (line.len < sizeof padded)
		p = memcpy(padded, p, line.len);
	s->key = (uint128)word(p) << 64 | word(p + 8);
}

static struct span
tail(const struct merge_tree *m, const struct merge_tree_source *s)
{
	return (struct span){ s->line.p + m->same, s->line.len - m->same };
}

static void
end(struct merge_tree_source *s)
{
	s->ended = true;
	s->key = ~(uint128)0;
}

static int
advance(struct merge_tree *m, struct merge_tree_source *s, struct err *e)
{
	int r = m->next(s->source, &s->line, e);

	if (r < 0)
		return -1;
	if (r)
		take_key(s, tail(m, s));
	else
		end(s);
	return 0;
}

/* Does source a come before source b? */
static bool
before(const struct merge_tree *m, size_t a, size_t b)
{
	const struct merge_tree_source *x = &m->sources[a], *y = &m->sources[b];
	int c;

	if (x->key != y->key)
		return x->key < y->key;
	if (x->ended || y->ended)
		return x->ended == y->ended ? a < b : y->ended;
	c = span_cmp(tail(m, x), tail(m, y));
	return c ? c < 0 : a < b;
}

static struct merge_tree_player
player(const struct merge_tree *m, size_t i)
{
	return (struct merge_tree_player){ m->sources[i].key, i };
}

/*
 * Source i plays its way up from its leaf: the losers stay behind. Place p
 * has the children 2p and 2p + 1; the leaves are the last of twice as many
 * places, a power of two, so that all are as far up. Who wins cannot be
 * foreseen, and a branch on it would be mispredicted every other time: the
 * two change places under a mask.
 */
static void
play(struct merge_tree *m, size_t i)
{
	struct merge_tree_player up = player(m, i);

	for (size_t p = (m->leaves + i) / 2; p; p /= 2) {
		struct merge_tree_player *here = &m->losers[p];
		uint64_t mask = -(uint64_t)(here->key < up.key), y;
		uint128 x;

		if (here->key == up.key)
			mask = -(uint64_t)before(m, here->source, up.source);
		x = (here->key ^ up.key) & ((uint128)mask << 64 | mask);
		here->key ^= x;
		up.key ^= x;
		y = (here->source ^ up.source) & mask;
		here->source ^= y;
		up.source ^= y;
	}
	m->losers[0] = up;
}

/* The winner below place p, the losers put in their places. */
static size_t
first_round(struct merge_tree *m, size_t p)
{
	size_t a, b;

	if (p >= m->leaves)
		return p - m->leaves;
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
begin(struct merge_tree *m, struct err *e)
{
	size_t n = m->n;

	m->begun = true;
	for (m->leaves = 1; m->leaves < n; m->leaves *= 2)
		;
	m->losers = mem_zeroed(m->leaves, sizeof *m->losers);
	while (m->n < m->leaves)
		merge_tree_add(m, NULL);
	for (size_t i = 0; i < m->n; i++)
		if (i >= n)
			end(&m->sources[i]);
		else if (advance(m, &m->sources[i], e))
			return -1;
	m->losers[0] = player(m, first_round(m, 1));
	return 0;
}

int
merge_tree_next(struct merge_tree *m, struct span *line, struct err *e)
{
	struct merge_tree_source *first;

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
merge_tree_free(struct merge_tree *m)
{
	free(m->sources);
	free(m->losers);
	*m = (struct merge_tree){ 0 };
}
