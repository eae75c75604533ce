/*
 * noted: rows about which something is told at the end: how many, and what
 * is so of the first.
 */
#ifndef NOTED_H
#define NOTED_H

#include "stream/stream_in.h"

/* Cleared with {0}. */
struct noted {
	uint64_t rows;
	struct err first; /* once there is one: its words, place included */
	bool now;         /* it is so of the present row, which may not become
			   * a record */
};

/* It is so of the present row; where that may be the first, its words are
 * wanted in first. */
static inline bool
noted_wants(struct noted *n)
{
	n->now = true;
	return n->rows == 0;
}

/* The row has become a record. */
static inline void
noted_count(struct noted *n, const struct stream_in *s)
{
	if (n->now && n->rows++ == 0)
		stream_err(s, &n->first);
	n->now = false;
}

#endif
