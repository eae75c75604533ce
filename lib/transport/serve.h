/*
 * serve: the protocol of recon-transport(7) for a transport that delivers one
 * event after another.
 */
#ifndef SERVE_H
#define SERVE_H

#include "event/event.h"
#include "transport/answer.h"

enum { SERVE_WINDOW_MAX = 256 };

struct server {
	unsigned window; /* events at once, at most SERVE_WINDOW_MAX */
	void *self;      /* borrowed: what deliver gets */

	/* Delivers an event and says in the answer, cleared, what came of it.
	 * -1, told, ends the transport; its answer is then not given. */
	int (*deliver)(
	    void *self, const struct event *, struct answer *, struct err *);
	/* Called before the answers of the events that were there are given;
	 * NULL: each answer is given at once. -1: none of them is. */
	int (*settle)(void *self, struct err *);
};

/* Serves standard input to its end. */
int serve(const struct server *, struct err *);

/* Says the protocol, version and window: the first line. */
int serve_begin(unsigned window, struct err *);

/* Writes all to standard output, now, and clears it. ST_FAIL, with no text where
 * nobody reads on. */
int serve_answers(struct buf *, struct err *);

#endif
