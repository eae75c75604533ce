/*
 * output: where bytes go, checked to the last one.
 *
 * Writes to standard output, or to a file that appears under its name only
 * when everything is in it (written beside it, synced, renamed). The first
 * failure sticks: later writes do nothing, output_failed tells, and
 * output_close reports it. A reader that went away (EPIPE) is a failure with
 * an empty text, so that the program ends without a word but not with
 * success.
 */
#ifndef OUTPUT_H
#define OUTPUT_H

#include <stdint.h>

#include "base/err.h"
#include "sys/process/pipe_splice.h"
#include "base/span.h"

typedef void output_see_fn(void *arg, struct span);

enum { OUTPUT_WATCHERS = 2 }; /* at most */

struct output {
	int fd;
	char *name;        /* owned; "stdout" or the file's name */
	char *temp;        /* owned; the file beside it, or NULL */
	char *buf;         /* owned, or a part of the handover's region;
			  * another one after each flush */
	size_t len, cap;   /* bytes in use, of room */
	uint64_t bytes;    /* written so far, the buffer's included */
	uint64_t expected; /* bytes announced with output_expect, or 0 */
	struct pipe_splice handover;
	bool is_file; /* a regular one */
	bool holds;   /* output_hold: nothing is written, the buffer grows */
	bool failed;
	struct err why; /* valid when failed */
	struct output_watcher {
		output_see_fn *see; /* gets all bytes before they are written */
		void *arg;          /* borrowed */
	} watchers[OUTPUT_WATCHERS];
	int n_watchers;
	output_see_fn *count; /* NULL, or gets what the stream is made of */
	void *count_arg;      /* borrowed */
};

/*
 * path NULL, "-" and "/dev/stdout" are standard output. A path that is there
 * and is not a regular file (a pipe, /dev/null) is written in place.
 *
 * From the first call on the whole process ignores SIGPIPE, so that a reader
 * that went away is an error of write(2) and not the end of the process.
 */
int output_open(struct output *, const char *path, struct err *);

/* True for a path that is standard output. */
bool output_is_stdout(const char *path);

/* What all outputs of the process have written to standard output. */
struct output_so_far {
	uint64_t bytes;
	char last; /* byte, if there is one */
};

struct output_so_far output_so_far(void);

/* An output that keeps what is written in its buffer. It does not fail, and
 * is released with output_abandon. */
void output_hold(struct output *);

/* What an output that holds was given; dies with the next write. */
static inline struct span
output_held(const struct output *o)
{
	return (struct span){ o->buf, o->len };
}

/* Forgets it and keeps the room. */
static inline void
output_clear(struct output *o)
{
	o->len = 0;
	o->bytes = 0;
}

/* For output_room: room for n bytes where there is none. */
void output_make_room(struct output *, size_t n);

/* Room for n bytes that the caller fills and then counts with output_took. */
static inline char *
output_room(struct output *o, size_t n)
{
	if (o->cap - o->len < n)
		output_make_room(o, n);
	return o->buf + o->len;
}

static inline void
output_took(struct output *o, size_t n)
{
	o->len += n;
	o->bytes += n;
}

void output_write(struct output *, struct span);

/* From now on see gets the bytes too, in the order of writing, and all of them
 * before output_close returns: what is in the buffer already, as well. For one
 * that does not hold. */
void output_watch(struct output *, output_see_fn *see, void *arg);

/* See gets no more of them: what is in the buffer neither. */
void output_unwatch(struct output *, output_see_fn *see, void *arg);

/* The same for the stream whose output it is, beside who watches; it gets what
 * could not be written, too. */
static inline void
output_count(struct output *o, output_see_fn *count, void *arg)
{
	o->count = count;
	o->count_arg = arg;
}

/* Announces about how many bytes will be written in all. A file that will be
 * too large to stay in the system's memory (uncached_io.h) is then written past
 * that memory from its first byte on. */
static inline void
output_expect(struct output *o, uint64_t bytes)
{
	o->expected = bytes;
}

/* A file that is to appear shall appear under another name of its directory. */
void output_rename(struct output *, const char *path);

static inline bool
output_failed(const struct output *o)
{
	return o->failed;
}

/* Hands everything to the system. -1 when any write so far failed. */
int output_flush(struct output *, struct err *);

/*
 * Hands everything to the system and, for a file that is to appear, to the
 * disk: output_close then has little left to fail at.
 */
int output_sync(struct output *, struct err *);

/*
 * Success: flushes, closes, and lets the file appear. Frees everything,
 * whatever the outcome; on failure no file appears.
 */
int output_close(struct output *, struct err *);

/* Failure: throws the file away. What went to standard output is gone. */
void output_abandon(struct output *);

/* Writes all of a text to path, as output_open has it. */
int output_text(const char *path, struct span, struct err *);

#endif
