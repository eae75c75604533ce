/*
 * event: what a transport carries, recon-transport(7): a CloudEvent 1.0 in
 * JSON, on a line of its own.
 */
#ifndef EVENT_H
#define EVENT_H

#include "event/json_object.h"

enum { EVENT_ID_MAX = 128 }; /* bytes */

/* Cleared with {0}. The spans live until it is read anew. */
struct event {
	struct json_object object; /* owned */
	struct buf line;           /* owned: the event as it came */
	struct span id;
	struct span title, text, html; /* what people read; empty: not there */
};

/*
 * Reads a line, copied. ST_DATA where it is no object, has no id of 1 to
 * EVENT_ID_MAX letters, digits and -._:, or title, text or html is no text.
 */
int event_parse(struct event *, struct span line, struct err *);

/* What people read: the text, or the title where there is none, or else the
 * line. */
struct span event_words(const struct event *);

void event_free(struct event *);

#endif
