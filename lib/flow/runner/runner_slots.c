/*
 * Places of a class that several workers give: by whoever has its row, who
 * counts what is under way then. In memory the counts of such a class mean
 * nothing otherwise.
 */
#include "flow/runner/runner_shared.h"

bool
runner_class_is_shared(const struct runner *r, const struct runner_class *c)
{
	return r->store->shared && !c->own;
}

static int
keep(void *arg, const struct flow_store_class *from, struct err *e)
{
	(void)e;
	runner_class_keep(arg, from);
	return 0;
}

enum flow_taken
runner_class_take(
    struct runner *r, struct runner_class *c, bool wait, struct err *e)
{
	enum flow_taken got;

	if (!runner_class_is_shared(r, c) || c->taken == r->runs.turn)
		return FLOW_TAKEN;
	got = flow_class_take(r->store, c->name, wait, keep, c, e);
	if (got == FLOW_TAKEN)
		c->taken = r->runs.turn;
	return got;
}

static int
count(void *arg, const char *class, const char *lane, size_t n, struct err *e)
{
	struct runner *r = arg;
	struct runner_lane *l = runner_lane_of(&r->places, class, lane);

	(void)e;
	l->under_way = n;
	if (strcmp(lane, RUNNER_LANE_RUNS))
		l->of->under_way += n;
	return 0;
}

enum flow_taken
runner_slots_take(struct runner *r, struct runner_class *c, struct err *e)
{
	enum flow_taken got = runner_class_take(r, c, false, e);

	if (got == FLOW_BUSY)
		runner_again_soon(r);
	if (got != FLOW_TAKEN || !runner_class_is_shared(r, c) ||
	    c->counted == r->runs.turn)
		return got;
	c->counted = r->runs.turn;
	c->under_way = 0;
	for (struct runner_lane *l = c->lanes; l; l = l->next)
		l->under_way = 0;
	return flow_class_under_way(r->store, c->name, count, r, e)
	    ? FLOW_ERROR
	    : FLOW_TAKEN;
}

bool
runner_slots_may_be(const struct runner *r, const struct runner_lane *l)
{
	if (!runner_class_is_shared(r, l->of))
		return runner_lane_room(l, r->now) > 0;
	return l->full != l->of->freed &&
	    (!runner_class_is_broken(l->of) || r->now >= l->of->open_until ||
		!strcmp(l->name, RUNNER_LANE_RUNS));
}

void
runner_slots_seen(struct runner *r, struct runner_lane *l)
{
	if (runner_class_is_shared(r, l->of) && !runner_lane_room(l, r->now))
		l->full = l->of->freed;
}

bool
runner_slots_came(struct runner *r, size_t waiting)
{
	return r->store->shared && r->waiting > waiting;
}

void
runner_waits(struct runner *r, struct runner_lane *l)
{
	l->backlog = true;
	r->waiting++;
}

/* While we had its run nobody else saw it. */
void
runner_waits_still(struct runner *r, const struct run *run, size_t node)
{
	struct runner_lane *l;

	if (!r->store->shared)
		return;
	l = runner_place_of(r, run, node);
	for (l = l->of->lanes; l; l = l->next)
		l->backlog = true;
}
