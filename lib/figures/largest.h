/*
 * largest: the largest differences of each currency. Amounts of two currencies
 * cannot be compared, so each has its own list. Memory is bounded by
 * currencies times limit.
 */
#ifndef LARGEST_H
#define LARGEST_H

#include "stream/line/record.h"
#include "stream/line/result.h"

struct largest_entry {
	struct amount size; /* of the difference, without its sign */
	char *line;         /* owned */
	size_t len, cap;    /* bytes */
};

struct largest_list {
	char currency[CURRENCY_MAX]; /* not terminated */
	unsigned char currency_len;
	struct largest_entry
	    *entries; /* owned: a heap, its least at the root */
	size_t n, cap;
};

/* Begun with { .limit = N }, released with largest_free. */
struct largest {
	size_t limit;               /* entries of a currency */
	struct largest_list *lists; /* owned */
	size_t n, cap;
	size_t last; /* the list found last */
};

/* Takes a copy of the line where it is among the largest so far; of equal
 * differences the line that is first in the order of bytes is the larger. */
void largest_add(struct largest *, const struct result *);

/* Puts the currencies in order, and of each the largest first. Nothing may
 * be added behind it. */
void largest_sort(struct largest *);

void largest_free(struct largest *);

#endif
