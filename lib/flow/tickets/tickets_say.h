/*
 * tickets_say: what who looks after a worker is told of tickets, once each time;
 * within the room.
 */
#ifndef TICKETS_SAY_H
#define TICKETS_SAY_H

#include "flow/tickets/tickets_state.h"

/* None can be given from now on, and why; that was said already: nothing. */
void tickets_say_none(struct flow_tickets *, const char *why);
void tickets_say_none_of(struct flow_tickets *, struct span why);
/* The same of a program that has ended. */
void tickets_say_end(struct flow_tickets *);

/* They can again, where the contrary was said. */
void tickets_say_again(struct flow_tickets *);

/* Those of a queue cannot. */
void tickets_say_refused(
    struct flow_tickets *, const struct ticket_want *, struct span why);

#endif
