/*
 * merge_tree: many sorted sources as one.
 *
 * A tournament in which every loser waits at the place where it lost (Knuth,
 * The Art of Computer Programming 3, 5.4.1): the next line costs one
 * comparison for each doubling of the number of sources, most of them of
 * sixteen bytes kept in the tree. A source that wins again and again, as where
 * the sources hardly overlap, is compared with the second alone.
 */
#ifndef MERGE_TREE_H
#define MERGE_TREE_H

#include <stdint.h>

#include "value/amount.h"
#include "base/err.h"
#include "base/span.h"

enum { MERGE_TREE_LINES = 32 }; /* of a source that are looked at ahead */

/*
 * How a source hands out its next lines, in order, up to max, at least one:
 * how many, 0 at the end, -1 an error. They must live until the next call with
 * the same source.
 */
typedef int merge_tree_next_fn(
    void *source, struct span *lines, size_t max, struct err *);

/* A source in the tournament, with the first bytes of its line. */
struct merge_tree_player {
	uint128 key; /* a number that compares as the bytes do */
	uint64_t source;
};

struct merge_tree {
	struct merge_tree_source *sources; /* owned */
	struct merge_tree_player *losers;  /* owned; [0] is the winner */
	size_t n, cap;
	size_t leaves; /* of the tournament: sources, and ended ones */
	size_t same;   /* first bytes that all lines share */
	merge_tree_next_fn *next;
	bool begun;
	bool used_up; /* the winner has handed out all lines that live */
};

/* All lines are known to share their first same bytes. */
void merge_tree_init(struct merge_tree *, merge_tree_next_fn *, size_t same);

/* Before the first merge_tree_next. The source stays the caller's. */
void merge_tree_add(struct merge_tree *, void *source);

/* The next lines of all, in order, of equal ones that of the source added
 * first: up to max, at least one; how many, 0 at the end of all, or -1. They
 * live until the next call. */
int merge_tree_next(
    struct merge_tree *, struct span *lines, size_t max, struct err *);

void merge_tree_free(struct merge_tree *);

#endif
