/*
 * lines: an input as lines of any length.
 *
 * A line is handed out without its LF, as a span into the reader's buffer.
 * It stays valid through the next call of lines_next and dies with the one
 * after that: the line and the one before it can always be compared, and
 * shown together, without a copy.
 */
#ifndef LINES_H
#define LINES_H

#include "io/input.h"
#include "base/line_batch.h"

/* Bytes of the two buffers, unless lines are long; only for more than these is
 * lines_room_fn called. */
enum { LINES_MEMORY = 1 << 19 };

/* Bytes that can be read behind a line, unless it was lent or given. */
enum { LINES_SLACK = 32 };

/* Called before the buffers of the lines take more memory, bytes in all. -1, with
 * the error told, stops the reading. */
typedef int lines_room_fn(void *arg, size_t bytes, struct err *);

struct lines {
	struct input in;
	lines_room_fn *room; /* set by a caller that bounds memory, else NULL */
	void *room_arg;      /* borrowed */
	size_t used[2];      /* bytes of each buf that were ever used */
	size_t asked;        /* bytes that room has granted */
	char *buf[2];     /* owned; the line before may live in the other one */
	size_t cap[2];    /* bytes */
	int cur;          /* which buf is being read */
	int home;         /* which buf holds the last line handed out and not
			   * dropped */
	int home_before;  /* the same of the line before it */
	size_t pos;       /* first byte of buf[cur] not handed out */
	size_t end;       /* bytes of buf[cur] that hold data */
	uint64_t count;   /* lines handed out: the number of the last one */
	uint64_t metered; /* lines counted in the meter, */
	bool unmetered;   /* unless others have counted them */
	bool ended;       /* the input is at its end */
	bool unended;     /* the last line had no LF */
	bool lent;        /* buf is borrowed */
};

/* name as for input_open. */
int lines_open(struct lines *, const char *name, struct err *);

enum { LINES_BILL_MAX = 1 << 24 };

/* The lines of an input that is open, which is moved: the lines own it. They
 * are those of a bill: one of more bytes than LINES_BILL_MAX, or twice as many,
 * is bad data. */
void lines_over(struct lines *, struct input *);

/* Lines that lie in memory, each with its LF; the bytes are borrowed, and so
 * is the name. */
void lines_lent(struct lines *, const char *name, struct span);

/*
 * Hands the lines the first bytes of their input, which the caller has read
 * from it; no line was read yet. The lines own p from now on, cap bytes of
 * room; ended says that nothing follows.
 */
void lines_give(struct lines *, char *p, size_t len, size_t cap, bool ended);

/*
 * The caller read the lines up to this number itself: they count as handed out.
 */
void lines_skipped(struct lines *, uint64_t count);

/* What a call for the next line, or for several, came to. */
enum line_outcome {
	LINE_ERROR = -1, /* told */
	LINE_END = 0,
	LINE_OK = 1,
};

enum line_outcome lines_next(struct lines *, struct span *line, struct err *);

/* What is in the buffer and not handed out; lines_take hands out from it. */
static inline struct span
lines_ahead(const struct lines *l)
{
	if (!l->buf[l->cur]) /* nothing was read yet */
		return (struct span){ "", 0 };
	return (struct span){ l->buf[l->cur] + l->pos, l->end - l->pos };
}

/* Hands out the first len bytes of lines_ahead, behind which an LF stands: for
 * callers that find line ends themselves. */
static inline void
lines_take(struct lines *l, size_t len)
{
	l->home_before = l->home;
	l->home = l->cur;
	l->pos += len + 1;
	l->count++;
}

/* The same for the first n lines of lines_ahead, which are so many bytes with
 * their LFs. */
static inline void
lines_take_many(struct lines *l, uint64_t n, size_t bytes)
{
	l->home_before = l->home;
	l->home = l->cur;
	l->pos += bytes;
	l->count += n;
}

/* The same for the lines of a batch that lie there. */
static inline void
lines_take_batch(struct lines *l, const struct line_batch *b)
{
	lines_take_many(l, b->n, b->bytes);
}

/*
 * The line handed out last was only looked at (a control line): it dies now,
 * and the line before it lives on through the next call of lines_next.
 */
static inline void
lines_drop(struct lines *l)
{
	l->home = l->home_before;
}

void lines_close(struct lines *);

/* The name for messages. */
static inline const char *
lines_name(const struct lines *l)
{
	return l->in.name;
}

#endif
