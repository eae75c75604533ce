/*
 * nearest: pairs of amounts that are close enough, the closest first.
 *
 * Of all pairs of a left and a right within the tolerance, whose days are at
 * most a window apart, the one with the smallest difference is taken; of
 * several such the one with the smallest gap of days, then with the left that
 * came first, then the right that came first; then the same of what is left,
 * until no pair is near. Room is that of the items. Time is that of sorting, n
 * log n, however many pairs are near, as many times as there are days of the other
 * side within the window, and at worst as the square of those.
 */
#ifndef NEAREST_H
#define NEAREST_H

#include "match/tolerance.h"

struct nearest_item {
	int128 minor; /* all items at one scale */
	size_t rank;  /* its place in the stream */
	int32_t day;  /* all the same where no window is asked for */
	bool taken;   /* set by nearest_next */
};

struct nearest_run;
struct nearest_pair;

/* Cleared with {0}, released with nearest_free; used for any number of
 * groups one after the other. */
struct nearest {
	const struct tolerance *tolerance; /* borrowed */
	int scale;
	int32_t window;
	struct nearest_run *lefts, *rights; /* owned, from the second on */
	size_t lefts_cap, rights_cap, n_rights;
	struct nearest_pair *pairs; /* owned: the best of each left run */
	size_t pairs_cap;
	size_t *heap; /* owned: left runs that have a pair */
	size_t n_heap, heap_cap;
};

/* The items of a side. */
struct nearest_side {
	struct nearest_item *items; /* borrowed */
	size_t n;
};

/*
 * Takes two sides, each in order of day, minor, then rank; items of one amount
 * that are on both must lie more than window days apart. They are borrowed
 * until the last nearest_next.
 */
void nearest_begin(struct nearest *, struct nearest_side left,
    struct nearest_side right, int32_t window, const struct tolerance *,
    int scale);

/* The next pair, both marked taken; false when there is none. */
bool nearest_next(struct nearest *, size_t *left_rank, size_t *right_rank);

void nearest_free(struct nearest *);

#endif
