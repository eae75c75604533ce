/*
 * result_peek: a sorted result stream read at least one line ahead, so that it
 * is known whether another line of the same KEY follows.
 */
#ifndef RESULT_PEEK_H
#define RESULT_PEEK_H

#include "stream/stream_in.h"

/* Cleared with {0}; owns nothing. */
struct result_peek {
	struct stream_in *in; /* borrowed; NULL: nothing comes */
	struct result r;      /* the current line */
	bool has;             /* there is one */
	bool is_last;         /* it is the last of its KEY */

	/* private */
	struct record_batch batch[2]; /* that of the current line and, once
	                               * it is the last one there, the next */
	int cur;                      /* which of them is the current one */
	size_t at;                    /* the current line in it */
	bool has_next;                /* there is a next batch */
};

/* Reads the first lines of in; a stream of NULL has none. Errors are those
 * of result_peek_step. */
int result_peek_begin(struct result_peek *, struct stream_in *in, struct err *);

/*
 * Moves one line on; lines are read and counted, their order checked, at least
 * to the one behind it. The current line lives until the next call. -1, told,
 * for bad data in the line behind the current one, and for totals that do not
 * agree if there is none.
 */
int result_peek_step(struct result_peek *, struct err *);

#endif
