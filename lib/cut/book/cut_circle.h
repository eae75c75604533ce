/*
 * cut_circle: things that come after one another, put in order; and what is in
 * a circle.
 */
#ifndef CUT_CIRCLE_H
#define CUT_CIRCLE_H

#include <stddef.h>

/* Writes the things that i comes after, and says how many: at most n. */
typedef size_t cut_parents(const void *arg, size_t i, size_t *to);

/*
 * Things 0 to n - 1 in order: each behind those that it comes after, the smaller
 * one first where that leaves it open. 0: order has all of them. Else how
 * many are in a circle: each is after the next in circle, the last after the
 * first, which is the smallest of them. Both have room for n.
 */
size_t cut_circle(
    size_t n, cut_parents *, const void *arg, size_t *order, size_t *circle);

#endif
