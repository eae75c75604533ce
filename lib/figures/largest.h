/*
 * largest: the largest differences of each currency. Amounts of two currencies
 * cannot be compared, so each has its own list. Memory is bounded by
 * currencies times limit.
 */
#ifndef LARGEST_H
#define LARGEST_H

#include "stream/record.h"
#include "stream/result.h"

struct top_entry {
	struct amount size; /* of the difference, without its sign */
	char *line;         /* owned */
	size_t len, cap;    /* bytes */
};

struct top_list {
	char currency[CURRENCY_MAX]; /* not terminated */
	unsigned char currency_len;
	struct top_entry *entries; /* owned: a heap, its least at the root */
	size_t n, cap;
};

/* Begun with { .limit = N }, released with top_free. */
struct top {
	size_t limit;           /* entries of a currency */
	struct top_list *lists; /* owned */
	size_t n, cap;
	size_t last; /* the list found last */
};

/* Takes a copy of the line where it is among the largest so far; of equal
 * differences the line that is first in the order of bytes is the larger. */
void top_add(struct top *, const struct result *);

/* Puts the currencies in order, and of each the largest first. Nothing may
 * be added behind it. */
void top_sort(struct top *);

void top_free(struct top *);

#endif
