/*
 * sender_rules: what the sender is told, and what it says: its targets, and its
 * caller's part.
 */
#ifndef SENDER_RULES_H
#define SENDER_RULES_H

#include <poll.h>

#include "outbox/pending.h"
#include "transport/answer.h"
#include "transport/target_values.h"

enum {
	SENDER_WAIT = 60, /* seconds, by default */
	SENDER_BREAKER = 5,
	SENDER_PAUSE = 30,
	SENDER_PAUSE_MAX = 1800,
};

/* Cleared with {0} but for what the caller sets. */
struct sender_target {
	/* borrowed, set by the caller */
	const char *name;
	const struct target_common *settings; /* target_read_common */
	const char *transport; /* its program: target_transport */

	/* what came of it; texts are owned, released by sender_target_free */
	enum status status; /* ST_OK: all is delivered; ST_AGAIN: something is
			     * left; ST_FAIL: something is dead, or there is
			     * trouble; ST_DATA: what is kept is bad */
	struct err trouble; /* why it could not be sent to at all, or was not
			     * to its end; empty text: no trouble */
	struct pending_counts counts; /* all 0 where it could not be opened */
	char *left; /* why the first of what is left is, NULL: not known */
	char *dead; /* the same of what is dead */
};

/*
 * An answer to an event that asks (OUTBOX_ASK, OUTBOX_ASK_ANY) was ok: called
 * before that is kept. answer_find has its reply. -1: with ST_DATA told the
 * event is dead, with any other status it will be tried again. It may be called
 * again for the same event.
 */
typedef int sender_ok_fn(void *arg, const struct sender_target *,
    const struct pending_event *, const struct answer *, struct err *);

/* Something to tell people while it goes on: a line without end. */
typedef void sender_say_fn(
    void *arg, const struct sender_target *, const char *line);

/* poll(2), which a test may have another way of. */
typedef int sender_poll_fn(void *arg, struct pollfd *, nfds_t, int ms);

struct sender_rules {
	const struct outbox *outbox;
	const char *targets;  /* the file, for transports */
	unsigned wait_s;      /* at most so long nothing is under way */
	sender_ok_fn *ok;     /* NULL where no event asks */
	sender_say_fn *say;   /* NULL: nothing is told */
	sender_poll_fn *poll; /* NULL: poll(2) */
	void *arg;            /* borrowed: for the three */
};

#endif
