/*
 * world_tickets: tickets of the machine, by the program of a broker; within the
 * room.
 */
#ifndef WORLD_TICKETS_H
#define WORLD_TICKETS_H

#include "flow/tickets/flow_tickets.h"
#include "flow/world/world.h"

struct machine_tickets {
	struct world_tickets tickets; /* first: it is what is handed out */
	struct flow_tickets of;       /* owned; cleared: there is no broker */
};

/* As flow_tickets_open. */
int world_tickets_open(
    struct machine_tickets *, const struct flow_tickets_setup *, struct err *);

#endif
