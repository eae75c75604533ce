/*
 * key_learner: the sort keys of lines that still come, made while each line is at
 * hand.
 *
 * The window (window.h) is the one that the lines so far need. A line that
 * differs from the first one earlier, or in a bit that was the same in all,
 * makes another window; the keys made by then are made again in the end. In
 * most data the first hundred lines show all bits that differ.
 */
#ifndef KEY_LEARNER_H
#define KEY_LEARNER_H

#include "sort/memory/key_bits.h"

struct key_learner {
	size_t same;              /* first bytes that all lines share */
	struct difference differ; /* in the 16 bytes behind them */
	struct key_bits window;
	size_t stale; /* items whose keys are of older windows */
};

/*
 * Makes the keys of items n and on, up to more items: items[0] is the first
 * line that ever came, and all before n went through here. Cleared with {0}
 * for the first.
 */
void key_learner_items(struct key_learner *, const char *base,
    struct line_ref *items, size_t n, size_t more);

/* Makes the keys of all n items those of the window. */
void key_learner_finish(
    struct key_learner *, const char *base, struct line_ref *items, size_t n);

#endif
