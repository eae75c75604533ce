#include "sort/memory/radix_sort.h"

#include <stdatomic.h>
#include <stdlib.h>

#include "sort/memory/radix_pass.h"
#include "base/mem.h"
#include "sys/threads.h"

enum {
	DIGIT = 12,      /* bits of a key that choose a bucket */
	SHARE = 1 << 15, /* items that a thread's counts are worth */
};

/*
 * A level that all threads share. Each has an equal slice of the items until
 * they are spread to buckets by the first bits of their keys; then each
 * takes the next bucket that is left.
 */
struct wide {
	struct radix_pass level;
	struct line_ref *items, *scratch;
	size_t n;
	unsigned threads;
	unsigned bits; /* that choose the bucket */
	struct difference differ[THREADS_MAX];
	size_t *counts;     /* of each thread, one a bucket; then where its next
	                 * item goes */
	atomic_size_t next; /* bucket not taken */
};

/* The first item of thread t's slice; the next slice begins where it ends. */
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

	key_bits_differ(&w->differ[t], w->level.sort->base, w->items + from,
	    slice(w, t + 1) - from, w->level.window.at, w->items[0]);
}

static void
key_slice(void *arg, unsigned t)
{
	struct wide *w = arg;
	size_t from = slice(w, t);

	key_bits_keys(&w->level.window, w->level.sort->base, w->items + from,
	    slice(w, t + 1) - from);
}

static void
count_slice(void *arg, unsigned t)
{
	struct wide *w = arg;
	size_t to = slice(w, t + 1);
	size_t *counts = w->counts + ((size_t)t << w->bits);

	for (size_t i = slice(w, t); i < to; i++)
		counts[w->items[i].key >> 1 >> (63 - w->bits)]++;
}

static void
spread_slice(void *arg, unsigned t)
{
	struct wide *w = arg;
	size_t to = slice(w, t + 1);
	size_t *places = w->counts + ((size_t)t << w->bits);

	for (size_t i = slice(w, t); i < to; i++) {
		struct line_ref it = w->items[i];

		w->scratch[places[it.key >> 1 >> (63 - w->bits)]++] = it;
	}
}

/* The place of the last thread in a bucket is by now the bucket's end. */
static void
order_buckets(void *arg, unsigned t)
{
	struct wide *w = arg;
	const size_t *ends = w->counts + ((size_t)(w->threads - 1) << w->bits);
	size_t b;

	(void)t;
	while ((b = atomic_fetch_add(&w->next, 1)) < (size_t)1 << w->bits) {
		size_t from = b ? ends[b - 1] : 0;

		if (ends[b] > from)
			radix_pass_spread(&w->level, w->scratch + from,
			    w->items + from, ends[b] - from, w->bits, true);
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

/* Gives the items the keys of a window for these lines. */
static void
make_keys(struct wide *w, size_t depth)
{
	struct radix_pass *l = &w->level;
	struct difference all = { 0 };

	l->window.at =
	    depth + radix_pass_shared(l->sort->base, w->items, w->n, depth);
	threads_run(w->threads, look_slice, w);
	for (unsigned t = 0; t < w->threads; t++) {
		all.word[0] |= w->differ[t].word[0];
		all.word[1] |= w->differ[t].word[1];
	}
	key_bits_set(&l->window, l->window.at, all);
	threads_run(w->threads, key_slice, w);
}

static void
order_by_keys(struct wide *w)
{
	w->bits = w->level.window.bits < DIGIT ? w->level.window.bits : DIGIT;
	w->counts =
	    mem_zeroed((size_t)w->threads << w->bits, sizeof *w->counts);
	threads_run(w->threads, count_slice, w);
	add_up(w);
	threads_run(w->threads, spread_slice, w);
	threads_run(w->threads, order_buckets, w);
	free(w->counts);
}

/* Orders a stretch of items by all threads; known is the window of their
 * keys, NULL where they have none. */
static void
order_widely(struct radix_pass_sort *s, struct radix_pass_later job,
    const struct key_bits *known, unsigned threads)
{
	struct wide w = {
		.level = { .sort = s, .number = job.number },
		.items = s->items + job.first,
		.scratch = s->scratch + job.first,
		.n = job.n,
		.threads = threads,
	};

	if (w.n / SHARE < threads)
		w.threads = (unsigned)(w.n / SHARE);
	if (known)
		w.level.window = *known;
	else
		make_keys(&w, job.depth);
	order_by_keys(&w);
}

void
radix_sort(const char *base, struct line_ref *items, struct line_ref *scratch,
    size_t n, const struct key_bits *window, unsigned same, unsigned threads)
{
	struct radix_pass_sort s = { .base = base,
		.items = items,
		.scratch = scratch,
		.share = threads > 1 };
	struct radix_pass l = { .sort = &s, .window = *window };

	pthread_mutex_init(&s.lock, NULL);
	if (s.share && n >= RADIX_PASS_MANY)
		order_widely(
		    &s, (struct radix_pass_later){ .n = n }, window, threads);
	else
		radix_pass_spread(&l, items, scratch, n, same, false);
	while (s.n_later)
		order_widely(&s, s.later[--s.n_later], NULL, threads);
	pthread_mutex_destroy(&s.lock);
	free(s.later);
}
