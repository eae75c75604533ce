/*
 * event_line: a CloudEvent 1.0 in its structured form, JSON, on one line, as
 * transports carry it, recon-transport(7).
 *
 * No time stands in it: the same event is the same bytes for ever.
 */
#ifndef EVENT_LINE_H
#define EVENT_LINE_H

#include "base/buf.h"
#include "event/event_id.h"

/* Borrowed. */
struct event_line {
	struct event_id id;
	struct span book;    /* empty: none */
	const char *word;    /* of its type: "recon.WORD" */
	struct span subject; /* as a stream has it, escaped; NULL: it is about
			      * no single key */
	struct span currency, legs; /* of a question: what an answer is checked
				     * by; legs are ids, with commas between;
				     * NULL: it is none */
	int decimals;
	struct span title, text, html; /* what people read; empty: not there */
	struct span data;              /* a JSON object */
};

void event_line_put(struct buf *, const struct event_line *);

#endif
