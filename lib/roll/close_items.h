/*
 * close_items: which open items of one KEY close each other.
 *
 * The rules are those of recon-roll(1). Only a currency of the KEY that has
 * an item from before is touched. There,
 *
 *  1. a left item closes a right item of equal amount, the oldest with the
 *     oldest; two items of today never close each other, each of them then
 *     takes the oldest item from before on its other side;
 *  2. what is left closes together if an item from before is in it and both
 *     sides add up to the same, a missing side to zero. An item of class field
 *     is not part of it.
 *
 * Age is DATE, then an item from before is older than one of today, then
 * the order of the stream. Time grows as n log n, with the items of the KEY.
 */
#ifndef CLOSE_ITEMS_H
#define CLOSE_ITEMS_H

#include <stdint.h>

#include "base/err.h"
#include "stream/result.h"

/* An open item of the KEY at hand. */
struct open_item {
	struct result r; /* of a class that is open */
	int32_t day;     /* of its DATE; today's where it has none */
	bool before;     /* was open before today */
	bool closed;     /* set by close_items_key */
};

/* Items that close together. */
struct closing {
	size_t first; /* in members */
	size_t n;     /* items */
};

/* Cleared with {0}, released with close_items_free, used for one KEY after the
 * other. */
struct close_items {
	struct closing *closings; /* owned */
	size_t n, cap;
	struct open_item **members; /* owned; the items are the caller's */
	size_t n_members, members_cap;
	struct open_item **order; /* owned, scratch */
	size_t order_cap;
};

/*
 * Finds which of the n items of one KEY close each other. Those from before
 * come first, each of the two kinds in the order of its stream. Forgets the
 * closings of the KEY before. -1 if a sum does not fit, told without a place.
 */
int close_items_key(
    struct close_items *, struct open_item *items, size_t n, struct err *);

void close_items_free(struct close_items *);

#endif
