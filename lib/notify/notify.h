/*
 * notify: recon-notify but for the summary that it prints: what is told is
 * added to an outbox, sent, listed, and decided about.
 */
#ifndef NOTIFY_H
#define NOTIFY_H

#include "notify/notify_wish.h"

struct notify_outcome {
	struct buf lines; /* owned: to be told, each with its LF */
	bool late;        /* of a summary: something is open, --exit-code */
	enum status status;
};

/*
 * Does it. Where lines are there they are to be told whatever is returned.
 * -1, told: nothing was added, or not to all targets; else the outcome has the
 * status: ST_AGAIN where something is left, ST_FAIL where something is dead.
 */
int notify_do(
    const struct notify_wish *, struct notify_outcome *, struct err *);

#endif
