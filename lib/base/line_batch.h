/*
 * line_batch: some lines that lie one behind the other in memory, each with its LF:
 * taken and passed on together, a line costs a fraction of what it costs
 * alone.
 */
#ifndef LINE_BATCH_H
#define LINE_BATCH_H

#include "base/span.h"

enum {
	LINE_BATCH_MAX = 256
}; /* lines; few enough to stay in the fastest memory */

struct line_batch {
	const char *p; /* the first byte; borrowed */
	size_t n;      /* lines */
	size_t bytes;  /* of the lines, LFs included; behind the last
	                      * one it need not be there */
	size_t len[LINE_BATCH_MAX]; /* bytes of each line, without LF */
};

/* A batch of no lines yet, which will lie at p. */
static inline void
line_batch_begin(struct line_batch *l, const char *p)
{
	l->p = p;
	l->n = l->bytes = 0;
}

/* Adds the line of len bytes that lies behind the others. */
static inline void
line_batch_add(struct line_batch *l, size_t len)
{
	l->len[l->n++] = len;
	l->bytes += len + 1;
}

/* Gives up the first n lines. */
static inline void
line_batch_drop(struct line_batch *l, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		l->p += l->len[i] + 1;
		l->bytes -= l->len[i] + 1;
	}
	l->n -= n;
	memmove(l->len, l->len + n, l->n * sizeof *l->len);
}

#endif
