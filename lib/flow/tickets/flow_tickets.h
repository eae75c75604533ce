/*
 * flow_tickets: tickets that a worker gives and takes, by the program of
 * recon-tickets(7), which it starts, watches, and starts again.
 *
 * A ticket is a hint: one that is lost is given again by whoever looks for those
 * that nobody has claimed. So nothing here waits, and what the program or the
 * broker does stops nothing. The caller polls the descriptors of
 * flow_tickets_poll until flow_tickets_due, calls flow_tickets_step, and takes
 * what came.
 */
#ifndef FLOW_TICKETS_H
#define FLOW_TICKETS_H

#include <poll.h>

#include "flow/tickets/tickets_state.h"

enum { FLOW_TICKETS_FDS = 3 };

/* Reads which program it is, and starts it. ST_FAIL, told: the file, or its
 * section [broker]; what the program says is wrong with it comes later. */
int flow_tickets_open(
    struct flow_tickets *, const struct flow_tickets_setup *, struct err *);

/* Gives one: false where that cannot be now. Whether it arrives is not told. */
bool flow_tickets_give(struct flow_tickets *, const char *class,
    const char *lane, const struct flow_ticket *);

/* Can tickets of that class and lane be given now? There is room for half of
 * those that may be out. */
bool flow_tickets_can(
    const struct flow_tickets *, const char *class, const char *lane);

/* From now on we want so many of them at once; 0: none. */
void flow_tickets_want(
    struct flow_tickets *, const char *class, const char *lane, unsigned n);

/* The next that came; class and lane of it live until flow_tickets_free. */
bool flow_tickets_next(struct flow_tickets *, struct flow_ticket_here *);

/* It is over; or another is to get it. */
void flow_tickets_took(struct flow_tickets *, struct flow_ticket_handle);
void flow_tickets_back(struct flow_tickets *, struct flow_ticket_handle);

/* Sets what to wait for, at most FLOW_TICKETS_FDS; returns how many. */
size_t flow_tickets_poll(const struct flow_tickets *, struct pollfd *);

/* When flow_tickets_step is to be called at the latest, steady ms. */
int64_t flow_tickets_due(const struct flow_tickets *);

/* Goes on as far as that goes without waiting. */
void flow_tickets_step(struct flow_tickets *);

/* The program ends by itself, and what we had goes to others. */
void flow_tickets_free(struct flow_tickets *);

#endif
