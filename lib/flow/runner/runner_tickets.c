/*
 * Tickets: where there is a broker, who gives a place of a class gives a ticket
 * for it, and whoever gets that claims the node, if it is still as the ticket
 * says. What nobody has claimed gives its place back after a while, and waits
 * for one anew. Those that come: runner_tickets_come.c.
 */
#include "flow/runner/runner_shared.h"

#include <stdlib.h>

#include "base/mem.h"

enum {
	LOST_MS = 30000, /* nobody claims it any more */
	LOST_MAX = 512,  /* looked at in one turn */
};

bool
runner_tickets_can(const struct runner *r, const struct runner_lane *l)
{
	struct world_tickets *t = r->world->tickets;

	return t && runner_class_is_shared(r, l->of) &&
	    strcmp(l->name, RUNNER_LANE_RUNS) &&
	    t->ops->can(t, l->of->name, l->name);
}

void
runner_ticket_give(
    struct runner *r, struct runner_run *of, size_t node, struct runner_lane *l)
{
	struct runner_tickets *t = &r->tickets;
	struct run_node *n = &of->run.nodes[node];

	runner_lane_saw(l, runner_is_event(&of->run, node));
	n->ticket = r->now;
	n->class = l->of->name;
	n->lane = l->name;
	n->changed = true;
	runner_runs_touch(&r->runs, of);
	l->under_way++;
	l->of->under_way++;
	t->todo =
	    mem_grow(t->todo, &t->cap_todo, t->n_todo + 1, sizeof *t->todo);
	t->todo[t->n_todo++] = (struct runner_ticket_todo){ l,
		{ of->run.id, node, n->attempts + 1 } };
	r->claimed++;
}

void
runner_ticket_take_back(struct runner *r, struct runner_run *of, size_t node)
{
	of->run.nodes[node].ticket = 0;
	of->run.nodes[node].changed = true;
	runner_runs_touch(&r->runs, of);
}

static int
take_lane(
    void *arg, const char *class, const char *lane, size_t n, struct err *e)
{
	struct runner *r = arg;

	(void)e;
	runner_lane_of(&r->places, class, lane);
	r->tickets.out |= n > 0;
	return 0;
}

static int
look_at_lost(struct runner *r, struct err *e)
{
	int64_t before = r->now - LOST_MS;
	struct flow_taken_places lost = { 0 };
	int got = flow_tickets_lost(r->store, before, LOST_MAX, &lost, e);

	for (size_t i = 0; got == 0 && i < lost.n; i++) {
		struct runner_run *of;
		struct run_node *n;

		if (runner_runs_are_many(&r->runs) && i) {
			r->more = true;
			break;
		}
		if (runner_take_place(&r->runs, r->store, &lost.list[i], &of,
			e) != FLOW_TAKEN) {
			got = -1;
			break;
		}
		n = &of->run.nodes[lost.list[i].node];
		if (n->state == NODE_READY && n->ticket && n->ticket < before)
			runner_ticket_take_back(r, of, lost.list[i].node);
	}
	free(lost.list);
	return got;
}

int
runner_tickets_look(struct runner *r, struct err *e)
{
	r->tickets.out = false;
	return flow_tickets_lanes(r->store, take_lane, r, e) ||
		(!r->still && look_at_lost(r, e))
	    ? -1
	    : 0;
}

void
runner_tickets_act(struct runner *r)
{
	struct runner_tickets *t = &r->tickets;
	struct world_tickets *w = r->world->tickets;

	if (!w)
		return;
	for (size_t i = 0; i < t->n_todo; i++)
		w->ops->give(w, t->todo[i].lane->of->name,
		    t->todo[i].lane->name, &t->todo[i].of);
	t->out |= t->n_todo > 0;
	t->n_todo = 0;
	runner_tickets_settle(r);
}

void
runner_tickets_drop(struct runner *r)
{
	r->tickets.n_todo = 0;
	for (size_t i = 0; i < r->tickets.n; i++)
		r->tickets.list[i].settled = RUNNER_TICKET_HERE;
}

void
runner_tickets_free(struct runner *r)
{
	free(r->tickets.list);
	free(r->tickets.todo);
}
