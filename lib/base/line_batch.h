/*
 * line_batch: some lines that lie one behind the other in memory, each with its LF:
 * taken and passed on together, a line costs a fraction of what it costs
 * alone.
 */
#ifndef LINE_BATCH_H
#define LINE_BATCH_H

#include "base/span.h"

enum { LOT_MAX = 256 }; /* lines; few enough to stay in the fastest memory */

struct lot {
	const char *p;       /* the first byte; borrowed */
	size_t n;            /* lines */
	size_t bytes;        /* of the lines, LFs included; behind the last
	                      * one it need not be there */
	size_t len[LOT_MAX]; /* bytes of each line, without LF */
};

/* A lot of no lines yet, which will lie at p. */
static inline void
lot_begin(struct lot *l, const char *p)
{
	l->p = p;
	l->n = l->bytes = 0;
}

/* Adds the line of len bytes that lies behind the others. */
static inline void
lot_add(struct lot *l, size_t len)
{
	l->len[l->n++] = len;
	l->bytes += len + 1;
}

/* Gives up the first n lines. */
static inline void
lot_drop(struct lot *l, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		l->p += l->len[i] + 1;
		l->bytes -= l->len[i] + 1;
	}
	l->n -= n;
	memmove(l->len, l->len + n, l->n * sizeof *l->len);
}

#endif
