#include "flow/runner/runner_shared.h"

int
runner_claim(struct runner *r, struct runner_run *of, size_t node,
    struct runner_lane *lane, struct err *e)
{
	struct run_node *n = &of->run.nodes[node];
	struct runner_attempt a = { .run = of->run.id,
		.node = node,
		.part = (int)n->part,
		.is_event = runner_is_event(&of->run, node),
		.began = r->now,
		.lane = lane };
	struct flow_store_attempt row = { .run = a.run,
		.node = node,
		.part = a.part,
		.is_event = a.is_event,
		.class = lane->of->name,
		.lane = lane->name,
		.began = r->now };

	runner_lane_saw(lane, a.is_event);
	n->ticket = 0;
	run_attempt(&of->run, node, r->now);
	runner_runs_touch(&r->runs, of);
	if (!strcmp(lane->of->name, RUNNER_CLASS_FLOWS))
		return runner_subs_begin(r, of, node, e);
	row.generation = a.generation = n->generation;
	row.number = a.number = n->attempts;
	if (flow_store_attempt_add(r->store, &row, e))
		return -1;
	a.id = row.id;
	runner_attempts_add(&r->attempts, &a);
	runner_todo_begin(&r->todo, a.id);
	r->claimed++;
	return 0;
}

/* Nodes that became ready get their place, where nobody waits for one longer. */
static int
places(struct runner *r, struct runner_run *of, struct err *e)
{
	for (size_t i = 0; i < of->plan->plan.flow.n_nodes; i++) {
		struct run_node *n = &of->run.nodes[i];
		struct runner_lane *lane;

		if (n->state != NODE_READY || (n->ticket && n->class))
			continue; /* it does not wait, or has its place */
		if (!n->changed) {
			if (!n->ticket)
				runner_waits_still(r, &of->run, i);
			continue;
		}
		n->ticket = 0; /* of a place that we do not know */
		lane = runner_place_of(r, &of->run, i);
		n->class = lane->of->name;
		n->lane = lane->name;
		if (of->run.state == RUN_GOING &&
		    runner_place_is_free(
			r, lane, runner_is_event(&of->run, i))) {
			if (runner_claim(r, of, i, lane, e))
				return -1;
			/* runs of another flow that cannot be end it, and let
			 * go on what was looked at already */
			if (n->state != NODE_RUNNING)
				i = SIZE_MAX;
		} else {
			runner_waits(r, lane);
		}
	}
	return 0;
}

/* An attempt, an event, or runs under way are to be ended. */
static int
stop(struct runner *r, struct runner_run *of, size_t node, const char *who,
    struct err *e)
{
	struct runner_attempt *a =
	    runner_attempts_of(&r->attempts, of->run.id, node);

	if (a) {
		runner_todo_stop(&r->todo, a->id);
		return 0;
	}
	return runner_stop_elsewhere(r, of->run.id, node, e) ||
		runner_subs_cancel(r, of, node, who ? who : "", e)
	    ? -1
	    : 0;
}

static int
news(struct runner *r, struct runner_run *of, bool *ended, struct err *e)
{
	for (size_t i = 0; i < of->run.n_news; i++) {
		const struct run_news *n = &of->run.news[i];

		if (n->kind == NEWS_STOP && stop(r, of, n->node, n->who, e))
			return -1;
		*ended |= n->kind == NEWS_ENDED;
		if (n->kind == NEWS_ALARM)
			runner_alarm_came(r);
	}
	return 0;
}

static int
save(struct runner *r, struct runner_run *of, struct err *e)
{
	const struct run *run = &of->run;
	bool ended = false;

	runner_place_run(r, of);
	if (run->state == RUN_WAITING && run->origin.class)
		runner_waits(r,
		    runner_lane_of(
			&r->places, run->origin.class, RUNNER_LANE_RUNS));
	/* what has no place to begin may end at once, and says so */
	if (places(r, of, e) || news(r, of, &ended, e) ||
	    flow_store_run_save(r->store, &of->run, r->now, e))
		return -1;
	if (ended && run->origin.schedule)
		runner_schedules_ended(
		    &r->dues, run->plan->flow.path, run->origin.schedule);
	if (ended && run->origin.parent)
		runner_subs_ended(r, of);
	return 0;
}

int
runner_save(struct runner *r, struct err *e)
{
	while (r->saved < r->runs.n_touched || r->parents.n) {
		struct runner_run *of;

		if (r->saved == r->runs.n_touched) {
			if (runner_subs_look(r, e))
				return -1;
			continue;
		}
		of = r->runs.touched[r->saved++];
		of->touched = false; /* what happens to it from here on is
				      * saved once more */
		if (save(r, of, e))
			return -1;
	}
	return 0;
}
