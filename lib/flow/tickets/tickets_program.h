/*
 * tickets_program: the program that gives and takes: started, watched, ended,
 * started again; within the room.
 */
#ifndef TICKETS_PROGRAM_H
#define TICKETS_PROGRAM_H

#include "flow/tickets/tickets_state.h"

/* Goes on as far as that goes without waiting. */
void tickets_program_step(struct flow_tickets *);

/* When that is to be called at the latest, steady ms. */
int64_t tickets_program_due(const struct flow_tickets *);

/* We let go of it: it ends by itself. */
void tickets_program_leave(struct flow_tickets *);

#endif
