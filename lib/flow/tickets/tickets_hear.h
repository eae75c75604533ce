/*
 * tickets_hear: what the program says is taken; within the room.
 */
#ifndef TICKETS_HEAR_H
#define TICKETS_HEAR_H

#include "flow/tickets/tickets_state.h"

/* Takes what is there: 1, 0 where nothing is; -1, told: it does not keep to the
 * protocol. */
int tickets_hear(struct flow_tickets *, struct err *);

#endif
