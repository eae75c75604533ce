#include <stdio.h>

#include "flow/due/flow_due_look.h"
#include "flow/runner/runner_state.h"

enum { SLACK_MS = 2000 }; /* a clock that is moved so little goes on */

int64_t
runner_clock_now(const struct runner *r)
{
	if (!r->store->shared || !r->steady)
		return r->world->ops->wall(r->world);
	return r->wall + r->world->ops->steady(r->world) - r->steady;
}

int
runner_clock_begin(struct runner *r, struct err *e)
{
	if (!r->store->shared)
		return flow_store_begin(r->store, e);
	r->store->now = r->now; /* stays where the database has no clock */
	if (flow_store_begin(r->store, e))
		return -1;
	r->now = r->wall = r->store->now;
	r->steady = r->world->ops->steady(r->world);
	return 0;
}

/* By how many ms the clock on the wall was set since the turn before. That of
 * one worker among several means nothing. */
static int64_t
set_by(const struct runner *r)
{
	int64_t by;

	if (!r->steady || r->store->shared) /* the first turn believes it */
		return 0;
	by = r->now - r->wall - (r->world->ops->steady(r->world) - r->steady);
	return by > SLACK_MS || by < -SLACK_MS ? by : 0;
}

bool
runner_clock_jumped(struct runner *r)
{
	if (set_by(r))
		return true;
	runner_clock_keep(r);
	return false;
}

/* Pauses last as long as they were to; where the jump is a long one, people
 * know of it before anything comes of it. */
int
runner_clock_set(struct runner *r, struct err *e)
{
	int64_t by = set_by(r);
	char text[128];

	if (!by)
		return 0;
	snprintf(text, sizeof text, "the clock was set %s by %jd seconds",
	    by > 0 ? "forward" : "back",
	    (intmax_t)((by > 0 ? by : -by) / 1000));
	r->world->ops->say(r->world, text);
	if ((by > 0 ? by : -by) > (int64_t)FLOW_CLOCK_JUMP_S * 1000 &&
	    runner_alarm(r, "", 0, "", "clock", text, e))
		return -1;
	runner_runs_drop(&r->runs);
	runner_places_moved(&r->places, by);
	return flow_store_move_wakes(r->store, by, e);
}

void
runner_clock_keep(struct runner *r)
{
	if (r->store->shared)
		return; /* as the transaction began */
	r->wall = r->now;
	r->steady = r->world->ops->steady(r->world);
}
