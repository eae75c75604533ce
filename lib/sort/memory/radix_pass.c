#include "sort/memory/radix_pass.h"

#include "sort/memory/compare_sort.h"
#include "base/mem.h"

enum {
	DIGIT_MAX = 12, /* bits of a key that choose a bucket */
	NEAR = 1 << 12, /* items that fit the fastest memory, twice */
	CROWD = 24,     /* items of a bucket that are too many to insert */
	AHEAD = 12,     /* items between a prefetch and its use */
};

static void
put_off(struct radix_pass_sort *s, struct radix_pass_later what)
{
	pthread_mutex_lock(&s->lock);
	s->later =
	    mem_grow(s->later, &s->cap_later, s->n_later + 1, sizeof *s->later);
	s->later[s->n_later++] = what;
	pthread_mutex_unlock(&s->lock);
}

/*
 * Many items with the same key: those that end within the window, the
 * shortest first (the same length is the same line there), then the others,
 * ordered by what follows the window. Returns how many end.
 */
static size_t
ended_first(const struct radix_pass *l, struct line_ref *items,
    struct line_ref *scratch, size_t n)
{
	const char *base = l->sort->base;
	size_t end = l->window.at + l->window.width, past = 17;
	size_t count[19] = { 0 }, ended;

	for (size_t i = 0; i < n; i++) {
		size_t len = line_ref_len(base, items[i]);

		count[(len > end ? past : len - l->window.at) + 1]++;
	}
	ended = n - count[past + 1];
	if (ended == 0)
		return 0;
	for (size_t i = 1; i <= past; i++)
		count[i] += count[i - 1];
	memcpy(scratch, items, n * sizeof *items);
	for (size_t i = 0; i < n; i++) {
		size_t len = line_ref_len(base, scratch[i]);

		items[count[len > end ? past : len - l->window.at]++] =
		    scratch[i];
	}
	return ended;
}

/* items with the same key, in their final place. */
static void
settle(const struct radix_pass *l, struct line_ref *items,
    struct line_ref *scratch, size_t n)
{
	size_t ended;

	if (l->sort->ties) {
		l->sort->ties(l->sort->ties_how, items, scratch, n);
		return;
	}
	if (n <= COMPARE_SORT_FEW) {
		compare_sort_sort(
		    l->sort->base, items, scratch, n, l->window.at);
		return;
	}
	ended = ended_first(l, items, scratch, n);
	if (n - ended > 1)
		radix_pass_order(l->sort, items + ended, scratch + ended,
		    n - ended, l->window.at + l->window.width, l->number + 1);
}

/*
 * Few items, or nearly in order, from there to there, which may be the same
 * place, in the order of their keys. True if any keys are equal.
 */
static bool
insert_keys(const struct line_ref *from, struct line_ref *to, size_t n)
{
	bool equal = false;

	for (size_t i = 0; i < n; i++) {
		struct line_ref it = from[i];
		size_t j = i;

		for (; j && it.key < to[j - 1].key; j--)
			to[j] = to[j - 1];
		to[j] = it;
		equal |= j && to[j - 1].key == it.key;
	}
	return equal;
}

/* Items in the order of their keys, in their final place. */
static void
settle_equal(const struct radix_pass *l, struct line_ref *items,
    struct line_ref *scratch, size_t n)
{
	for (size_t i = 0, j; i < n; i = j) {
		for (j = i + 1; j < n && items[j].key == items[i].key; j++)
			;
		if (j - i > 1)
			settle(l, items + i, scratch + i, j - i);
	}
}

/* The first digit that is not used: bits that choose a bucket. */
struct digit {
	unsigned used, bits;
};

static inline size_t
bucket(struct digit d, uint64_t key)
{
	return key << d.used >> (64 - d.bits);
}

/* As many buckets as there are items, about, and some more where many will
 * be empty, as of decimal digits. */
static struct digit
choose(const struct radix_pass *l, size_t n, unsigned used)
{
	struct digit d = { used, 4 };

	while (d.bits < DIGIT_MAX && n >> (d.bits - 1))
		d.bits++;
	if (d.bits > l->window.bits - used)
		d.bits = l->window.bits - used;
	return d;
}

/* Moves the items to their buckets, whose ends it tells. Returns how many
 * the largest has. */
static size_t
spread(const struct line_ref *from, struct line_ref *to, size_t n,
    struct digit d, uint32_t *ends)
{
	size_t most = 0, sum = 0;

	memset(ends, 0, sizeof *ends << d.bits);
	for (size_t i = 0; i < n; i++)
		ends[bucket(d, from[i].key)]++;
	for (size_t b = 0; b < (size_t)1 << d.bits; b++) {
		size_t count = ends[b];

		ends[b] = (uint32_t)sum;
		sum += count;
		most = count > most ? count : most;
	}
	for (size_t i = 0; i < n; i++)
		to[ends[bucket(d, from[i].key)]++] = from[i];
	return most;
}

void
radix_pass_spread(const struct radix_pass *l, struct line_ref *from,
    struct line_ref *to, size_t n, unsigned used, bool away)
{
	struct line_ref *here = away ? to : from, *there = away ? from : to;
	uint32_t ends[1 << DIGIT_MAX];
	struct digit d;
	size_t most;

	if (n <= COMPARE_SORT_FEW) {
		if (insert_keys(from, here, n))
			settle_equal(l, here, there, n);
		return;
	}
	if (used == l->window.bits) {
		if (away)
			memcpy(to, from, n * sizeof *to);
		settle(l, here, there, n);
		return;
	}
	d = choose(l, n, used);
	most = spread(from, to, n, d, ends);
	if (n <= NEAR && most <= CROWD) {
		if (insert_keys(to, here, n))
			settle_equal(l, here, there, n);
		return;
	}
	for (size_t i = 0, b = 0; i < n; i = ends[b++])
		if (ends[b] > i)
			radix_pass_spread(l, to + i, from + i, ends[b] - i,
			    used + d.bits, !away);
}

size_t
radix_pass_shared(
    const char *base, const struct line_ref *items, size_t n, size_t depth)
{
	struct span first = line_ref_line(base, items[0]);
	size_t same = first.len - depth;

	for (size_t i = 1; i < n && same; i++) {
		struct span s = line_ref_line(base, items[i]);
		const char *a = first.p + depth, *b = s.p + depth;
		size_t k = 0;

		if (i + AHEAD < n)
			__builtin_prefetch(
			    line_ref_text(base, items[i + AHEAD]) + depth);
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
radix_pass_order(struct radix_pass_sort *s, struct line_ref *items,
    struct line_ref *scratch, size_t n, size_t depth, unsigned number)
{
	struct radix_pass l = { .sort = s, .number = number };
	struct difference d = { 0 };

	if (n <= COMPARE_SORT_FEW || number == RADIX_PASS_MAX) {
		compare_sort_sort(s->base, items, scratch, n, depth);
		return;
	}
	if (n >= RADIX_PASS_MANY && s->share) {
		put_off(s,
		    (struct radix_pass_later){
			(size_t)(items - s->items), n, depth, number });
		return;
	}
	depth += radix_pass_shared(s->base, items, n, depth);
	key_bits_differ(&d, s->base, items, n, depth, items[0]);
	key_bits_set(&l.window, depth, d);
	key_bits_keys(&l.window, s->base, items, n);
	radix_pass_spread(&l, items, scratch, n, 0, false);
}
