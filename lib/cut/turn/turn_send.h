/*
 * turn_send: one event sent to a system, and the step that its answer is; within
 * the room.
 */
#ifndef TURN_SEND_H
#define TURN_SEND_H

#include "cut/turn/turn_round.h"

enum turn_sent {
	TURN_SENT_ON,    /* there is a next step, or somebody else was first */
	TURN_SENT_ENDED, /* *status says how; it was said why */
};

int turn_send(struct turn *, struct turn_round *, const struct cut_next *,
    enum turn_sent *, enum status *, struct err *);

#endif
