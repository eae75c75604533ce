/*
 * in_order: pairs of what matches in no other way, in order of amount.
 *
 * Each left in turn gets the first right that is at most a window of days away.
 * As both sides have one order, swapping them gives the same pairs. Time is that
 * of the items, as many times as there are days of the right within the window.
 */
#ifndef IN_ORDER_H
#define IN_ORDER_H

#include "match/nearest.h"

struct in_order_day;

/* Cleared with {0}, released with in_order_free; used for any number of groups
 * one after the other. */
struct in_order {
	struct nearest_side left; /* borrowed */
	int32_t window;
	size_t next;               /* of the left */
	struct in_order_day *days; /* owned: of the right */
	size_t n_days, days_cap;
};

/*
 * Takes the left in order of minor, day, rank and the right in order of day,
 * minor, rank. They are borrowed until the last in_order_next.
 */
void in_order_begin(struct in_order *, struct nearest_side left,
    struct nearest_side right, int32_t window);

/* The next pair, both marked taken; false when there is none. */
bool in_order_next(struct in_order *, size_t *left_rank, size_t *right_rank);

void in_order_free(struct in_order *);

#endif
