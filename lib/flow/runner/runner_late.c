/* Attempts that others are to end, and those that are ours no longer. */
#include "flow/runner/runner_shared.h"

#include "flow/list/flow_list.h"
#include "flow/run/run_verdict.h"

enum { LOST_MS = 7 * 86400000 }; /* so long they are looked for */

int
runner_stop_elsewhere(struct runner *r, int64_t run, size_t node, struct err *e)
{
	if (!r->store->shared)
		return 0;
	r->tells = true;
	return flow_attempt_stop(r->store, run, node, e);
}

static int
stop(void *arg, int64_t id, struct err *e)
{
	struct runner *r = arg;
	struct runner_attempt *a = runner_attempts_find(&r->attempts, id);

	(void)e;
	if (a && !a->stopping)
		runner_todo_stop(&r->todo, id);
	return 0;
}

int
runner_stops(struct runner *r, struct err *e)
{
	return flow_attempts_to_stop(r->store, stop, r, e);
}

/* The row of an attempt. */
struct look {
	uint32_t number;
	bool open, lost;
};

static int
take_row(void *arg, const struct flow_store_attempt *a, struct err *e)
{
	struct look *l = arg;

	(void)e;
	if (a->number != l->number)
		return 0;
	l->open = !a->ended;
	l->lost = a->end && !strcmp(a->end, "lost");
	return 0;
}

int
runner_attempt_look(struct runner *r, const struct flow_store_attempt *a,
    bool *open, struct err *e)
{
	struct look l = { .number = a->number };

	if (flow_store_attempts(r->store, a->run, a->node, take_row, &l, e))
		return -1;
	*open = l.open;
	return 0;
}

static int
keep(struct runner *r, const struct runner_attempt *a, const struct run *run,
    const struct run_outcome *outcome, struct err *e)
{
	const struct flow_node *node = &run->plan->flow.nodes[a->node];
	struct buf text = { 0 };
	struct flow_log_row row = { .at = r->now,
		.run = run->id,
		.node = node->name,
		.what = "late",
		.who = "" };
	int got;

	run_verdict_words(node, outcome, &text);
	buf_byte(&text, '\0');
	row.text = text.p;
	got = flow_attempt_late(
		  r->store, a->run, a->node, a->number, text.p, e) ||
	    flow_log_add(r->store, &row, e);
	buf_free(&text);
	return got ? -1 : 0;
}

static void
take_lost(struct runner *r, const struct flow_store_attempt *from,
    struct world_end *end)
{
	struct runner_attempt a = runner_attempt_of(r, from);

	a.begun = true;
	runner_attempts_add(&r->attempts, &a);
	end->attempt = a.id;
	if (end->found == WORLD_ENDED)
		runner_inbox_end(&r->inbox, end);
	else
		runner_todo_stop(&r->todo, a.id);
}

/* Of one that has left no result there is nothing to keep. */
static int
find_lost(void *arg, const struct flow_store_attempt *from, struct err *e)
{
	struct runner *r = arg;
	struct world_end end = { .attempt = from->id };
	struct runner_run *of;
	int got;

	if (from->is_event || runner_attempts_find(&r->attempts, from->id))
		return 0;
	got = runner_runs_get(&r->runs, r->store, from->run, &of, e);
	if (got != 1)
		return got;
	end.found = runner_find(
	    r, from, of->plan->plan.flow.nodes[from->node].name, &end);
	if (end.found == WORLD_ENDED || end.found == WORLD_GOING)
		take_lost(r, from, &end);
	if (runner_runs_are_many(&r->runs))
		runner_runs_trim(&r->runs);
	return 0;
}

int
runner_lost_find(struct runner *r, struct err *e)
{
	if (r->lost_found || !r->store->worker)
		return 0;
	if (flow_attempts_lost(r->store, runner_clock_now(r) - LOST_MS,
		SIZE_MAX, find_lost, r, e))
		return -1;
	r->lost_found = true;
	return 0;
}

int
runner_late(struct runner *r, const struct runner_end *end,
    struct runner_attempt *a, const struct run *run, bool *late, struct err *e)
{
	struct look l = { .number = a->number };
	struct run_outcome outcome = end->outcome;
	int ours =
	    r->store->shared ? flow_attempt_is_ours(r->store, a->id, e) : 1;

	*late = ours == 0;
	if (ours)
		return ours < 0 ? -1 : 0;
	if (flow_store_attempts(r->store, a->run, a->node, take_row, &l, e))
		return -1;
	if (end->found == WORLD_LOST)
		outcome.kind = END_LOST;
	/* else we ended it, and do not know that it was committed */
	if (l.lost && end->found != WORLD_NEVER &&
	    end->found != WORLD_FOREIGN && keep(r, a, run, &outcome, e))
		return -1;
	runner_attempts_remove(&r->attempts, a);
	return 0;
}
