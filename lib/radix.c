#include "radix.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "mem.h"
#include "window.h"
#include "workers.h"

enum {
	FEW = 20,          /* ordered by comparing */
	MANY = 1 << 16,    /* worth sharing between threads */
	LEVELS = 8,        /* windows before comparing takes over */
	DIGIT_MAX = 11,    /* bits */
	DIGIT_WIDE = 12,   /* bits, in the step all threads share */
	AHEAD = 12,        /* items between a prefetch and its use */
};

/* Items that are still equal and so many that all threads take part. */
struct later {
	size_t first, n; /* items */
	size_t depth;    /* bytes they share */
	unsigned level;
};

struct sort {
	const char *base;
	struct item *items, *scratch;
	unsigned threads;
	pthread_mutex_t lock; /* over what follows */
	struct later *later;  /* owned */
	size_t n_later, cap_later;
};

/* One window on one stretch of items. */
struct level {
	struct sort *sort;
	unsigned number;
	struct window window;
};

static void order(struct sort *, struct item *items, struct item *scratch,
    size_t n, size_t depth, unsigned level);

static int
compare(const char *base, struct item a, struct item b, size_t depth)
{
	struct span x = item_line(base, a), y = item_line(base, b);

	x.p += depth;
	x.len -= depth;
	y.p += depth;
	y.len -= depth;
	return span_cmp(x, y);
}

static void
insert_lines(const char *base, struct item *items, size_t n, size_t depth)
{
	for (size_t i = 1; i < n; i++) {
		struct item it = items[i];
		size_t j = i;

		for (; j && compare(base, it, items[j - 1], depth) < 0; j--)
			items[j] = items[j - 1];
		items[j] = it;
	}
}

/* A merge sort: never more than n log n comparisons. */
static void
by_comparing(const char *base, struct item *items, struct item *scratch,
    size_t n, size_t depth)
{
	size_t half = n / 2, i = 0, j = half, k = 0;

	if (n <= FEW) {
		insert_lines(base, items, n, depth);
		return;
	}
	by_comparing(base, items, scratch, half, depth);
	by_comparing(base, items + half, scratch, n - half, depth);
	if (compare(base, items[half - 1], items[half], depth) <= 0)
		return;
	memcpy(scratch, items, half * sizeof *items);
	while (i < half && j < n)
		items[k++] = compare(base, items[j], scratch[i], depth) < 0
		    ? items[j++] : scratch[i++];
	memcpy(items + k, scratch + i, (half - i) * sizeof *items);
}

static void
put_off(struct sort *s, size_t first, size_t n, size_t depth,
    unsigned level)
{
	pthread_mutex_lock(&s->lock);
	s->later = mem_grow(s->later, &s->cap_later, s->n_later + 1,
	    sizeof *s->later);
	s->later[s->n_later++] = (struct later){ first, n, depth, level };
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

	if (n <= FEW) {
		insert_lines(l->sort->base, items, n, l->window.at);
		return;
	}
	ended = ended_first(l, items, scratch, n);
	if (n - ended > 1)
		order(l->sort, items + ended, scratch + ended, n - ended,
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

/*
 * Orders n items at from by the bits of their keys below the used first
 * ones. They end up at from, or, where away, at to; both have room.
 */
static void
spread(const struct level *l, struct item *from, struct item *to, size_t n,
    unsigned used, bool away)
{
	uint32_t ends[(1 << DIGIT_MAX) + 1];
	unsigned bits, shift;

	if (n <= FEW || used == l->window.bits) {
		if (away)
			memcpy(to, from, n * sizeof *to);
		if (n <= FEW)
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
			spread(l, to + i, from + i, ends[d] - i, used + bits,
			    !away);
}

/* Bytes behind the first depth ones that all the lines share. */
static size_t
shared(const char *base, const struct item *items, size_t n, size_t depth)
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

static void
order(struct sort *s, struct item *items, struct item *scratch, size_t n,
    size_t depth, unsigned number)
{
	struct level l = { .sort = s, .number = number };
	struct difference d = { 0 };

	if (n <= FEW || number == LEVELS) {
		by_comparing(s->base, items, scratch, n, depth);
		return;
	}
	if (n >= MANY && s->threads > 1) {
		put_off(s, (size_t)(items - s->items), n, depth, number);
		return;
	}
	depth += shared(s->base, items, n, depth);
	window_look(&d, s->base, items, n, depth, items[0]);
	window_set(&l.window, depth, d);
	window_keys(&l.window, s->base, items, n);
	spread(&l, items, scratch, n, 0, false);
}

/*
 * The same by all threads. Each has an equal slice of the items until they
 * are spread to buckets by the first bits of their keys; then each takes
 * the next bucket that is left.
 */
struct wide {
	struct level level;
	struct item *items, *scratch;
	size_t n;
	unsigned threads;
	unsigned bits;  /* that choose the bucket */
	struct difference differ[WORKERS_MAX];
	size_t *counts; /* of each thread, one a bucket; then where its next
	                 * item goes */
	atomic_size_t next; /* bucket not taken */
};

/* The slice of thread t: its first item; the next slice begins where it
 * ends. */
static size_t
slice(const struct wide *w, unsigned t)
{
	return t == w->threads ? w->n : w->n / w->threads * t;
}

static void
look_slice(void *arg, unsigned t)
{
	struct wide *w = arg;
	size_t from = slice(w, t);

	window_look(&w->differ[t], w->level.sort->base, w->items + from,
	    slice(w, t + 1) - from, w->level.window.at, w->items[0]);
}

static void
key_slice(void *arg, unsigned t)
{
	struct wide *w = arg;
	size_t from = slice(w, t), to = slice(w, t + 1);
	size_t *counts = w->counts + ((size_t)t << w->bits);

	window_keys(&w->level.window, w->level.sort->base, w->items + from,
	    to - from);
	for (size_t i = from; i < to; i++)
		counts[w->items[i].key >> 1 >> (63 - w->bits)]++;
}

static void
spread_slice(void *arg, unsigned t)
{
	struct wide *w = arg;
	size_t to = slice(w, t + 1);
	size_t *places = w->counts + ((size_t)t << w->bits);

	for (size_t i = slice(w, t); i < to; i++) {
		struct item it = w->items[i];

		w->scratch[places[it.key >> 1 >> (63 - w->bits)]++] = it;
	}
}

/* The place of the last thread in a bucket is by now the bucket's end. */
static void
order_buckets(void *arg, unsigned t)
{
	struct wide *w = arg;
	const size_t *ends = w->counts +
	    ((size_t)(w->threads - 1) << w->bits);
	size_t b;

	(void)t;
	while ((b = atomic_fetch_add(&w->next, 1)) < (size_t)1 << w->bits) {
		size_t from = b ? ends[b - 1] : 0;

		if (ends[b] > from)
			spread(&w->level, w->scratch + from, w->items + from,
			    ends[b] - from, w->bits, true);
	}
}

/* Turns counts into the place of each thread's first item of a bucket. */
static void
add_up(struct wide *w)
{
	size_t place = 0;

	for (size_t b = 0; b < (size_t)1 << w->bits; b++) {
		for (unsigned t = 0; t < w->threads; t++) {
			size_t *c = &w->counts[((size_t)t << w->bits) + b];
			size_t n = *c;

			*c = place;
			place += n;
		}
	}
}

static void
order_widely(struct sort *s, struct later job)
{
	struct wide *w = mem_zeroed(1, sizeof *w);
	struct difference all = { 0 };

	w->level.sort = s;
	w->level.number = job.level;
	w->items = s->items + job.first;
	w->scratch = s->scratch + job.first;
	w->n = job.n;
	w->threads = s->threads;
	w->level.window.at = job.depth +
	    shared(s->base, w->items, w->n, job.depth);
	workers_run(w->threads, look_slice, w);
	for (unsigned t = 0; t < w->threads; t++) {
		all.word[0] |= w->differ[t].word[0];
		all.word[1] |= w->differ[t].word[1];
	}
	window_set(&w->level.window, w->level.window.at, all);
	w->bits = w->level.window.bits < DIGIT_WIDE ? w->level.window.bits
	                                            : DIGIT_WIDE;
	w->counts = mem_zeroed((size_t)w->threads << w->bits,
	    sizeof *w->counts);
	workers_run(w->threads, key_slice, w);
	add_up(w);
	workers_run(w->threads, spread_slice, w);
	workers_run(w->threads, order_buckets, w);
	free(w->counts);
	free(w);
}

void
radix_sort(const char *base, struct item *items, struct item *scratch,
    size_t n, size_t same, unsigned threads)
{
	struct sort s = { .base = base, .items = items, .scratch = scratch,
		.threads = threads };

	pthread_mutex_init(&s.lock, NULL);
	order(&s, items, scratch, n, same, 0);
	while (s.n_later)
		order_widely(&s, s.later[--s.n_later]);
	pthread_mutex_destroy(&s.lock);
	free(s.later);
}
