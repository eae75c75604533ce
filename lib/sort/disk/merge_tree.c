#include "sort/disk/merge_tree.h"

#include <stdlib.h>

#include "base/mem.h"

struct merge_tree_source {
	uint128 key; /* the first bytes of its line behind the common ones */
	bool ended;
	void *source;
	size_t i, n; /* its line, of those it handed out */
	struct span lines[MERGE_TREE_LINES];
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

/* What the line of a source has behind the common bytes. */
static inline struct span
tail(const struct merge_tree *m, const struct merge_tree_source *s)
{
	struct span line = s->lines[s->i];

	return (struct span){ line.p + m->same, line.len - m->same };
}

/* The first sixteen bytes of that; those it does not have count as zero. */
static inline void
take_key(const struct merge_tree *m, struct merge_tree_source *s)
{
	struct span line = tail(m, s);
	char padded[16] = { 0 };
	const char *p = line.p;

	if (line.len < sizeof padded)
		p = memcpy(padded, p, line.len);
	s->key = (uint128)word(p) << 64 | word(p + 8);
}

static void
end(struct merge_tree_source *s)
{
	s->ended = true;
	s->key = ~(uint128)0;
}

/* Its lines were handed out: the next ones. */
static int
refill(struct merge_tree *m, struct merge_tree_source *s, struct err *e)
{
	int n = m->next(s->source, s->lines, MERGE_TREE_LINES, e);

	if (n < 0)
		return -1;
	s->i = 0;
	s->n = (size_t)n;
	if (n)
		take_key(m, s);
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
		else if (refill(m, &m->sources[i], e))
			return -1;
	m->losers[0] = player(m, first_round(m, 1));
	return 0;
}

/* The source that would win if the winner were not. */
static size_t
second(const struct merge_tree *m)
{
	size_t place = (m->leaves + m->losers[0].source) / 2, best;

	best = m->losers[place].source;
	while (place /= 2)
		if (before(m, m->losers[place].source, best))
			best = m->losers[place].source;
	return best;
}

/*
 * Hands out the line of the winner and goes on to its next one, which may
 * lose. False where that does not live yet.
 */
static inline bool
hand_out(struct merge_tree *m, struct merge_tree_source *s, struct span *line)
{
	*line = s->lines[s->i++];
	if (s->i == s->n)
		return false;
	take_key(m, s);
	return true;
}

/* Hands out lines of the winner up to one that comes behind the second. */
static size_t
hand_out_many(struct merge_tree *m, size_t winner, struct span *lines,
    size_t max, bool *live)
{
	struct merge_tree_source *s = &m->sources[winner];
	size_t n = 0, other = m->leaves > 1 ? second(m) : winner;

	while (
	    n < max && *live && (other == winner || before(m, winner, other)))
		*live = hand_out(m, s, &lines[n++]);
	return n;
}

/* Brings the tree to its first line, whatever was handed out. */
static int
bring_up(struct merge_tree *m, struct err *e)
{
	size_t winner = m->losers ? m->losers[0].source : 0;

	if (!m->begun)
		return begin(m, e);
	if (!m->used_up)
		return 0;
	m->used_up = false;
	if (refill(m, &m->sources[winner], e))
		return -1;
	play(m, winner);
	return 0;
}

int
merge_tree_next(
    struct merge_tree *m, struct span *lines, size_t max, struct err *e)
{
	size_t n = 0, last = m->n;

	if (m->n == 0)
		return 0;
	if (bring_up(m, e))
		return -1;
	while (n < max && !m->used_up) {
		size_t winner = m->losers[0].source;
		struct merge_tree_source *s = &m->sources[winner];
		bool live = true;

		if (s->ended)
			break;
		if (winner == last)
			n +=
			    hand_out_many(m, winner, lines + n, max - n, &live);
		else
			live = hand_out(m, s, &lines[n++]);
		last = winner;
		m->used_up = !live;
		if (live)
			play(m, winner);
	}
	return (int)n;
}

void
merge_tree_free(struct merge_tree *m)
{
	free(m->sources);
	free(m->losers);
	*m = (struct merge_tree){ 0 };
}
