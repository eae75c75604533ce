#include "flow/world/world_tickets.h"

static struct flow_tickets *
of(struct world_tickets *t)
{
	return &((struct machine_tickets *)(void *)t)->of;
}

static bool
can(struct world_tickets *t, const char *class, const char *lane)
{
	return flow_tickets_can(of(t), class, lane);
}

/* One that finds no room is given again by whoever misses it. */
static void
give(struct world_tickets *t, const char *class, const char *lane,
    const struct flow_ticket *ticket)
{
	flow_tickets_give(of(t), class, lane, ticket);
}

static void
want(struct world_tickets *t, const char *class, const char *lane, unsigned n)
{
	flow_tickets_want(of(t), class, lane, n);
}

static bool
next(struct world_tickets *t, struct flow_ticket_here *here)
{
	return flow_tickets_next(of(t), here);
}

static void
took(struct world_tickets *t, struct flow_ticket_handle handle)
{
	flow_tickets_took(of(t), handle);
}

static void
back(struct world_tickets *t, struct flow_ticket_handle handle)
{
	flow_tickets_back(of(t), handle);
}

static const struct world_tickets_ops ops = { can, give, want, next, took,
	back };

int
world_tickets_open(struct machine_tickets *m,
    const struct flow_tickets_setup *set, struct err *e)
{
	m->tickets.ops = &ops;
	return flow_tickets_open(&m->of, set, e);
}
