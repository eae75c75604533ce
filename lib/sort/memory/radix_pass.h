/*
 * radix_pass: one step of radix.h: lines ordered by the key of one window, then
 * those with equal keys by the next.
 */
#ifndef RADIX_PASS_H
#define RADIX_PASS_H

#include <pthread.h>

#include "sort/memory/key_bits.h"

enum {
	RADIX_PASS_MAX = 8,        /* windows, then lines are compared */
	RADIX_PASS_MANY = 1 << 16, /* items worth sharing between threads */
};

/* Items still unordered that all threads are to order together. */
struct radix_pass_later {
	size_t first, n; /* items */
	size_t depth;    /* bytes they share */
	unsigned number; /* of the level */
};

/* Orders n items with equal keys; scratch is what lies beside them. */
typedef void radix_pass_ties_fn(const void *how, struct line_ref *items,
    struct line_ref *scratch, size_t n);

struct radix_pass_sort {
	radix_pass_ties_fn *ties; /* NULL: by the lines' text, from base on */
	const void *ties_how;
	const char *base;
	struct line_ref *items, *scratch;
	bool share; /* put off what is worth sharing between threads */
	pthread_mutex_t lock;           /* over what follows */
	struct radix_pass_later *later; /* owned */
	size_t n_later, cap_later;
};

/* One window on one stretch of items. */
struct radix_pass {
	struct radix_pass_sort *sort;
	unsigned number; /* windows looked through before */
	struct key_bits window;
};

/* Bytes behind the first depth ones that all the lines share. */
size_t radix_pass_shared(
    const char *base, const struct line_ref *items, size_t n, size_t depth);

/* Orders n of the sort's items, whose lines share their first depth bytes;
 * scratch is what lies beside them. */
void radix_pass_order(struct radix_pass_sort *, struct line_ref *items,
    struct line_ref *scratch, size_t n, size_t depth, unsigned number);

/*
 * Orders n items at from by the bits of their keys below the used first
 * ones, then by what follows. They end up at from, or, where away, at to.
 */
void radix_pass_spread(const struct radix_pass *, struct line_ref *from,
    struct line_ref *to, size_t n, unsigned used, bool away);

#endif
