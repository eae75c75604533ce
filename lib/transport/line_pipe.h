/*
 * line_pipe: lines that come through a pipe and go into one, for who has more to
 * do than to wait for them.
 */
#ifndef LINE_PIPE_H
#define LINE_PIPE_H

#include "base/buf.h"
#include "base/err.h"

/* Begins with only fd set, which is borrowed. */
struct line_in {
	int fd;
	struct buf bytes; /* owned: what was read, and from at on not taken */
	size_t at;
	uint64_t
	    count; /* lines taken: the number of the last, also a bad one */
	bool ended;
};

/* Reads what is there, at most 64 KiB; never waits. 1, 0 where nothing is, or it
 * has ended; -1, ST_FAIL. */
int line_in_read(struct line_in *, struct err *);

/*
 * The next line, without its end, until the next read: 1, 0 where none is there,
 * -1, ST_DATA, where it is longer than max bytes or the end cuts it off.
 */
int line_in_next(struct line_in *, size_t max, struct span *, struct err *);

void line_in_free(struct line_in *);

/* The same. */
struct line_out {
	int fd;
	struct buf bytes; /* owned: to be written, and before given it is */
	size_t given;
};

/* How many bytes wait. */
size_t line_out_left(const struct line_out *);

/* Writes as much as the pipe has room for; never waits, also where it may. ST_FAIL,
 * with no text where nobody reads on. */
int line_out_flush(struct line_out *, struct err *);

/* What waits is not written. */
void line_out_clear(struct line_out *);

void line_out_free(struct line_out *);

#endif
