/*
 * events_in: the lines of standard input as they arrive, for who has more to do
 * than to wait for the next one.
 */
#ifndef EVENTS_IN_H
#define EVENTS_IN_H

#include "base/buf.h"
#include "base/err.h"
#include "event/event.h"

enum { EVENTS_IN_LINE_MAX = 1 << 24 }; /* bytes of an event */

/* Cleared with {0}. */
struct events_in {
	struct buf bytes; /* owned: what was read, and from at on not taken */
	size_t at;
	uint64_t count; /* lines taken: the number of the last one */
	bool ended;
};

/* Reads once: waits where nothing is there. ST_FAIL where that fails, ST_DATA
 * where a line is too long, or the end cuts one off. */
int events_in_read(struct events_in *, struct err *);

/*
 * Takes the next event that is there: 1, 0 where none is, -1 with the line told
 * where it is none (event.h).
 */
int events_in_next(struct events_in *, struct event *, struct err *);

void events_in_free(struct events_in *);

#endif
