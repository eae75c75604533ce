#include "level.h"

#include "linecmp.h"
#include "mem.h"

enum {
	DIGIT_MAX = 11, /* bits of a key that choose a bucket */
	AHEAD = 12,     /* items between a prefetch and its use */
};

static void
put_off(struct level_sort *s, struct level_later what)
{
	pthread_mutex_lock(&s->lock);
	s->later = mem_grow(s->later, &s->cap_later, s->n_later + 1,
	    sizeof *s->later);
	s->later[s->n_later++] = what;
	pthread_mutex_unlock(&s->lock);
}

/*
 * Many items with the same key: those that end within the window, the
 * shortest first (the same length is the same line there), then the others,
 * ordered by what follows the window. Returns how many end.
 */
static size_t
ended_first(const struct level *l, struct item *items, struct item *scratch,
    size_t n)
{
	const char *base = l->sort->base;
	size_t end = l->window.at + l->window.width, past = 17;
	size_t count[19] = { 0 }, ended;

	for (size_t i = 0; i < n; i++) {
		size_t len = item_len(base, items[i]);

		count[(len > end ? past : len - l->window.at) + 1]++;
	}
	ended = n - count[past + 1];
	if (ended == 0)
		return 0;
	for (size_t i = 1; i <= past; i++)
		count[i] += count[i - 1];
	memcpy(scratch, items, n * sizeof *items);
	for (size_t i = 0; i < n; i++) {
		size_t len = item_len(base, scratch[i]);

		items[count[len > end ? past : len - l->window.at]++] =
		    scratch[i];
	}
	return ended;
}

/* items with the same key, in their final place. */
static void
settle(const struct level *l, struct item *items, struct item *scratch,
    size_t n)
{
	size_t ended;

	if (n <= LINECMP_FEW) {
		linecmp_sort(l->sort->base, items, scratch, n,
		    l->window.at);
		return;
	}
	ended = ended_first(l, items, scratch, n);
	if (n - ended > 1)
		level_order(l->sort, items + ended, scratch + ended, n - ended,
		    l->window.at + l->window.width, l->number + 1);
}

static void
insert_keys(struct item *items, size_t n)
{
	for (size_t i = 1; i < n; i++) {
		struct item it = items[i];
		size_t j = i;

		for (; j && it.key < items[j - 1].key; j--)
			items[j] = items[j - 1];
		items[j] = it;
	}
}

/* Few items, in their final place. */
static void
finish(const struct level *l, struct item *items, struct item *scratch,
    size_t n)
{
	insert_keys(items, n);
	for (size_t i = 0, j; i < n; i = j) {
		for (j = i + 1; j < n && items[j].key == items[i].key; j++)
			;
		if (j - i > 1)
			settle(l, items + i, scratch + i, j - i);
	}
}

/* As many buckets as there are items for, about. */
static unsigned
digit_bits(const struct level *l, size_t n, unsigned used)
{
	unsigned bits = 3;

	while (bits < DIGIT_MAX && n >> (bits + 2))
		bits++;
	return bits < l->window.bits - used ? bits : l->window.bits - used;
}

void
level_spread(const struct level *l, struct item *from, struct item *to, size_t n,
    unsigned used, bool away)
{
	uint32_t ends[(1 << DIGIT_MAX) + 1];
	unsigned bits, shift;

	if (n <= LINECMP_FEW || used == l->window.bits) {
		if (away)
			memcpy(to, from, n * sizeof *to);
		if (n <= LINECMP_FEW)
			finish(l, away ? to : from, away ? from : to, n);
		else
			settle(l, away ? to : from, away ? from : to, n);
		return;
	}
	bits = digit_bits(l, n, used);
	shift = 64 - bits;
	memset(ends, 0, ((1u << bits) + 1) * sizeof *ends);
	for (size_t i = 0; i < n; i++)
		ends[(from[i].key << used >> shift) + 1]++;
	for (unsigned d = 1; d < 1u << bits; d++)
		ends[d] += ends[d - 1];
	for (size_t i = 0; i < n; i++)
		to[ends[from[i].key << used >> shift]++] = from[i];
	for (size_t i = 0, d = 0; i < n; i = ends[d++])
		if (ends[d] > i)
			level_spread(l, to + i, from + i, ends[d] - i,
			    used + bits, !away);
}

size_t
level_shared(const char *base, const struct item *items, size_t n, size_t depth)
{
	struct span first = item_line(base, items[0]);
	size_t same = first.len - depth;

	for (size_t i = 1; i < n && same; i++) {
		struct span s = item_line(base, items[i]);
		const char *a = first.p + depth, *b = s.p + depth;
		size_t k = 0;

		if (i + AHEAD < n)
			__builtin_prefetch(
			    item_text(base, items[i + AHEAD]) + depth);
		if (s.len - depth < same)
			same = s.len - depth;
		if (memcmp(a, b, same) == 0)
			continue;
		while (a[k] == b[k])
			k++;
		same = k;
	}
	return same;
}

void
level_order(struct level_sort *s, struct item *items, struct item *scratch, size_t n,
    size_t depth, unsigned number)
{
	struct level l = { .sort = s, .number = number };
	struct difference d = { 0 };

	if (n <= LINECMP_FEW || number == LEVEL_MAX) {
		linecmp_sort(s->base, items, scratch, n, depth);
		return;
	}
	if (n >= LEVEL_MANY && s->share) {
		put_off(s, (struct level_later){ (size_t)(items - s->items),
		    n, depth, number });
		return;
	}
	depth += level_shared(s->base, items, n, depth);
	window_differ(&d, s->base, items, n, depth, items[0]);
	window_set(&l.window, depth, d);
	window_keys(&l.window, s->base, items, n);
	level_spread(&l, items, scratch, n, 0, false);
}
