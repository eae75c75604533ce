/*
 * Tickets that come: those that are there together are claimed together. An
 * event takes no process, so lanes of events alone have many at once, and are
 * claimed while there is no room for processes.
 */
#include "flow/runner/runner_shared.h"

#include <stdlib.h>

#include "base/mem.h"

enum {
	HELD_MS = 1000, /* that one stays here without room for it */
	TRIES_MAX = 20, /* turns while another has its run */
};

static int64_t
steady(const struct runner *r)
{
	return r->world->ops->steady(r->world);
}

static bool
has_processes_room(const struct runner *r)
{
	return !r->still && !r->ending && runner_jobs_room(r) > 0;
}

/* Is there room for what that ticket may be? */
static bool
has_room(const struct runner *r, const struct runner_ticket *t)
{
	return runner_lane_is_of_events(t->lane) ? !r->still && !r->ending
						 : has_processes_room(r);
}

static void
add(struct runner *r, const struct flow_ticket_here *here)
{
	struct runner_tickets *t = &r->tickets;

	t->list = mem_grow(t->list, &t->cap, t->n + 1, sizeof *t->list);
	t->list[t->n++] = (struct runner_ticket){ .here = *here,
		.lane = runner_lane_of(&r->places, here->class, here->lane),
		.since = steady(r) };
	t->fresh++;
}

/* The first without room; NULL: each has some. */
static const struct runner_ticket *
first_held(const struct runner *r)
{
	const struct runner_tickets *t = &r->tickets;
	size_t i = 0;

	while (i < t->n && has_room(r, &t->list[i]))
		i++;
	return i < t->n ? &t->list[i] : NULL;
}

/* Another is to get those that find no room here, and as long as there is none
 * no more are to come. */
static void
give_back(struct runner *r, struct world_tickets *w)
{
	struct runner_tickets *t = &r->tickets;
	size_t kept = 0;

	if (runner_tickets_at(r) > steady(r))
		return;
	for (size_t i = 0; i < t->n; i++)
		if (has_room(r, &t->list[i]))
			t->list[kept++] = t->list[i];
		else
			w->ops->back(w, t->list[i].here.handle);
	t->n = kept;
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
	const struct runner_tickets *t = &r->tickets;

	for (size_t i = 0; t->fresh && i < t->n; i++)
		if (has_room(r, &t->list[i]))
			return true;
	return false;
}

int64_t
runner_tickets_at(const struct runner *r)
{
	const struct runner_ticket *held = first_held(r);

	return held ? held->since + HELD_MS : INT64_MAX;
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

/* Its run is ours. What turns out to be a process waits for room here. */
static int
take(struct runner *r, struct runner_ticket *t, struct runner_run *of,
    struct err *e)
{
	size_t node = t->here.of.node;
	int got = stands(r, &t->here, &of->run, e);

	t->settled = RUNNER_TICKET_TOOK;
	if (got <= 0)
		return got;
	runner_classes_of(r, &of->run);
	if (!may_begin(r, &of->run, t->lane->of)) {
		runner_ticket_take_back(r, of, node);
		return 0;
	}
	runner_lane_saw(t->lane, runner_is_event(&of->run, node));
	if (has_room(r, t))
		return runner_claim(r, of, node, t->lane, e);
	t->settled = RUNNER_TICKET_HERE;
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
		return take(r, t, of, e);
	case FLOW_NONE:
		break;
	}
	t->settled = RUNNER_TICKET_TOOK;
	return 0;
}

/* The runs of all that can be claimed now, in one question. */
static int
take_runs(struct runner *r, struct err *e)
{
	const struct runner_tickets *t = &r->tickets;
	int64_t *ids = mem_zeroed(t->n, sizeof *ids);
	size_t n = 0;
	int got;

	for (size_t i = 0; i < t->n && n < RUNNER_CLAIMS_MAX; i++)
		if (has_room(r, &t->list[i]))
			ids[n++] = t->list[i].here.of.run;
	got = runner_take_many(&r->runs, r->store, ids, n, e);
	free(ids);
	return got;
}

int
runner_tickets_take(struct runner *r, struct err *e)
{
	struct runner_tickets *t = &r->tickets;

	if (t->n && take_runs(r, e))
		return -1;
	for (size_t i = 0; i < t->n; i++) {
		if (!has_room(r, &t->list[i]))
			continue;
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
say_settled(struct runner *r, struct world_tickets *w)
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

void
runner_tickets_settle(struct runner *r)
{
	say_settled(r, r->world->tickets);
	runner_tickets_want(r);
}
