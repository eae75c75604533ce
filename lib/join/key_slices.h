/*
 * key_slices: sorted record streams cut into slices, all streams at the same KEY.
 *
 * A slice holds, of each source of a group, the lines that come next, up to
 * a KEY that is the same for all: no KEY is in two slices, so each can be
 * joined by itself. Sources are read in blocks; the last KEY of a block may
 * not be whole and stays for the next slice.
 *
 * Around each cut the order of the source is checked and the line behind it
 * is known to be a record: where the streams are bad, no slice is cut any
 * more, and whoever reads on from what is left finds the same as without
 * slices.
 */
#ifndef KEY_SLICES_H
#define KEY_SLICES_H

#include "match/key_group.h"

struct slice_block {
	char *p;      /* owned */
	size_t cap;   /* bytes */
	size_t len;   /* read */
	size_t whole; /* of these, in whole lines */
	size_t cut;   /* of these, in the slice */
	bool ended;   /* the source is at its end */
	bool unended; /* its last line had no LF, which was added */
};

/* Cleared with {0}; its room is used again for another slice. */
struct slice {
	struct slice_block *blocks; /* owned, one a source */
	size_t n;
};

struct slicer {
	struct group *from;       /* borrowed: open, nothing read yet */
	size_t block;             /* bytes of each source to read at once */
	size_t most;              /* bytes of all; what takes more is no
	                           * slice */
	const struct slice *last; /* behind its cuts is what comes next */
};

/*
 * Cuts the next slice; the one before must live until then. False when it
 * takes more than a slice: all sources are at their end, a KEY or a line is
 * too large, something is wrong. Then to, uncut, holds what was read.
 */
bool slice_cut(struct slicer *, struct slice *to);

/* The part of a source that a slice holds. */
static inline struct span
slice_part(const struct slice *s, size_t source)
{
	const struct slice_block *b = &s->blocks[source];

	return (struct span){ b->p, b->cut };
}

/* What is read of a source and is in no slice. */
static inline struct span
slice_rest(const struct slicer *s, size_t source)
{
	const struct slice_block *b = &s->last->blocks[source];

	return (struct span){ b->p + b->cut, b->len - b->cut };
}

/* Is it the last that the source has? */
static inline bool
slice_is_last(const struct slice *s, size_t source)
{
	const struct slice_block *b = &s->blocks[source];

	return b->ended && b->cut == b->len;
}

void slice_free(struct slice *);

#endif
