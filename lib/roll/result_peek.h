/*
 * result_peek: a sorted result stream read one line ahead, so that it is known
 * whether another line of the same KEY follows.
 */
#ifndef RESULT_PEEK_H
#define RESULT_PEEK_H

#include "stream/stream_in.h"

/* Cleared with {0}; owns nothing. */
struct result_peek {
	struct stream_in *in; /* borrowed; NULL: nothing comes */
	struct result r[2];   /* the current line and the one behind it, as
	                       * long as the lines live */
	int cur;              /* which of them is the current one */
	bool has, has_next;   /* there is a current line, one behind it */
};

/* The current line; only while has is true. */
static inline const struct result *
result_peek_at(const struct result_peek *a)
{
	return &a->r[a->cur];
}

/* The line behind it; only while has_next is true. */
static inline const struct result *
result_peek_next(const struct result_peek *a)
{
	return &a->r[!a->cur];
}

/* True if the current line is the last of its KEY. */
static inline bool
result_peek_is_last(const struct result_peek *a)
{
	return !a->has_next || !span_eq(a->r[0].key, a->r[1].key);
}

/* Reads the first two lines of in; a stream of NULL has none. Errors are those
 * of result_peek_step. */
int result_peek_begin(struct result_peek *, struct stream_in *in, struct err *);

/*
 * Moves one line on and reads the one behind it, counted, its order checked.
 * The current line lives until the next call. -1, told, for bad data, and
 * for totals that do not agree as soon as the end has been read.
 */
int result_peek_step(struct result_peek *, struct err *);

#endif
