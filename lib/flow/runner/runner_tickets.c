/*
 * Tickets: where there is a broker, who gives a place of a class gives a ticket
 * for it, and whoever gets that claims the node, if it is still as the ticket
 * says. What nobody has claimed gives its place back after a while, and waits
 * for one anew.
 */
#include "flow/runner/runner_shared.h"

#include <stdlib.h>

#include "base/mem.h"

enum {
	LOST_MS = 30000, /* nobody claims it any more */
	LOST_MAX = 512,  /* looked at in one turn */
	HELD_MS = 1000,  /* that one stays here without room for it */
	TRIES_MAX = 20,  /* turns while another has its run */
	AT_ONCE = 64,    /* of a lane, where there are places enough */
};

static int64_t
steady(const struct runner *r)
{
	return r->world->ops->steady(r->world);
}

static bool
has_room(const struct runner *r)
{
	return !r->still && !r->ending && runner_jobs_room(r) > 0;
}

/* -- given ---------------------------------------------------------------- */

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

/* Its place is free, and it waits for one as any other. */
static void
take_back(struct runner *r, struct runner_run *of, size_t node)
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
			take_back(r, of, lost.list[i].node);
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

/* -- taken ---------------------------------------------------------------- */

static void
add(struct runner *r, const struct flow_ticket_here *here)
{
	struct runner_tickets *t = &r->tickets;

	t->list = mem_grow(t->list, &t->cap, t->n + 1, sizeof *t->list);
	t->list[t->n++] =
	    (struct runner_ticket){ .here = *here, .since = steady(r) };
	t->fresh++;
}

/* Another is to get those that find no room here, and as long as there is none
 * no more are to come. */
static void
give_back(struct runner *r, struct world_tickets *w)
{
	struct runner_tickets *t = &r->tickets;

	if (has_room(r) || t->n == 0 || steady(r) < t->list[0].since + HELD_MS)
		return;
	for (size_t i = 0; i < t->n; i++)
		w->ops->back(w, t->list[i].here.handle);
	t->n = t->fresh = 0;
	t->full = true;
}

void
runner_tickets_gather(struct runner *r)
{
	struct world_tickets *w = r->world->tickets;
	struct flow_ticket_here here;

	if (!w)
		return;
	while (w->ops->next(w, &here))
		add(r, &here);
	give_back(r, w);
}

bool
runner_tickets_come(const struct runner *r)
{
	return r->tickets.fresh && has_room(r);
}

int64_t
runner_tickets_at(const struct runner *r)
{
	const struct runner_tickets *t = &r->tickets;

	return t->n && !has_room(r) ? t->list[0].since + HELD_MS : INT64_MAX;
}

/* May it begin? Where it may not it waits anew. */
static bool
may_begin(
    const struct runner *r, const struct run *run, const struct runner_class *c)
{
	return run->state == RUN_GOING && c->limit != 0 &&
	    !(runner_class_is_broken(c) && r->now < c->open_until);
}

/* Is it about the next attempt of a node that waits for it? 1, 0, -1. A ticket
 * of before may be of another lane. */
static int
stands(struct runner *r, const struct flow_ticket_here *h,
    const struct run *run, struct err *e)
{
	const struct run_node *n;

	if (h->of.node >= run->plan->flow.n_nodes)
		return 0;
	n = &run->nodes[h->of.node];
	if (n->state != NODE_READY || n->attempts + 1 != h->of.number)
		return 0;
	return flow_ticket_is_of(r->store, n, h->class, h->lane, e);
}

/* Its run is ours. */
static int
take(struct runner *r, const struct flow_ticket_here *h, struct runner_run *of,
    struct err *e)
{
	int got = stands(r, h, &of->run, e);
	struct runner_lane *l;

	if (got <= 0)
		return got;
	runner_classes_of(r, &of->run);
	l = runner_lane_of(&r->places, h->class, h->lane);
	if (may_begin(r, &of->run, l->of))
		return runner_claim(r, of, h->of.node, l, e);
	take_back(r, of, h->of.node);
	return 0;
}

static int
take_one(struct runner *r, struct runner_ticket *t, struct err *e)
{
	struct runner_run *of;

	switch (
	    runner_take(&r->runs, r->store, t->here.of.run, false, &of, e)) {
	case FLOW_ERROR:
		return -1;
	case FLOW_BUSY:
		t->settled = t->tries++ >= TRIES_MAX ? RUNNER_TICKET_BACK
						     : RUNNER_TICKET_HERE;
		runner_again_soon(r);
		return 0;
	case FLOW_TAKEN:
		if (take(r, &t->here, of, e))
			return -1;
		break;
	case FLOW_NONE:
		break;
	}
	t->settled = RUNNER_TICKET_TOOK;
	return 0;
}

int
runner_tickets_take(struct runner *r, struct err *e)
{
	struct runner_tickets *t = &r->tickets;

	for (size_t i = 0; i < t->n && has_room(r); i++) {
		if (r->claimed >= RUNNER_CLAIMS_MAX ||
		    (runner_runs_are_many(&r->runs) && i)) {
			r->more = true;
			break;
		}
		if (take_one(r, &t->list[i], e))
			return -1;
	}
	return 0;
}

/* -- behind the commit ----------------------------------------------------- */

static void
settle(struct runner *r, struct world_tickets *w)
{
	struct runner_tickets *t = &r->tickets;
	size_t kept = 0;

	for (size_t i = 0; i < t->n; i++) {
		const struct runner_ticket *at = &t->list[i];

		if (at->settled == RUNNER_TICKET_TOOK)
			w->ops->took(w, at->here.handle);
		else if (at->settled == RUNNER_TICKET_BACK)
			w->ops->back(w, at->here.handle);
		else
			t->list[kept++] = *at;
	}
	t->n = kept;
	t->fresh = 0;
}

/* Of each lane that we know as many are wanted as it has of our places. */
static void
want(struct runner *r, struct world_tickets *w)
{
	struct runner_tickets *t = &r->tickets;
	size_t lanes = 0, each;

	if (has_room(r))
		t->full = false;
	for (struct runner_class *c = r->places.classes; c; c = c->next)
		for (struct runner_lane *l = c->lanes; l; l = l->next)
			lanes += runner_class_is_shared(r, c) &&
			    strcmp(l->name, RUNNER_LANE_RUNS);
	if (lanes == t->lanes && t->full == t->was_full)
		return;
	t->lanes = lanes;
	t->was_full = t->full;
	each = r->jobs && r->jobs / lanes < AT_ONCE ? r->jobs / lanes : AT_ONCE;
	if (each == 0)
		each = 1;
	for (struct runner_class *c = r->places.classes; c; c = c->next)
		for (struct runner_lane *l = c->lanes; l; l = l->next)
			if (runner_class_is_shared(r, c) &&
			    strcmp(l->name, RUNNER_LANE_RUNS))
				w->ops->want(w, c->name, l->name,
				    t->full ? 0 : (unsigned)each);
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
	settle(r, w);
	want(r, w);
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
