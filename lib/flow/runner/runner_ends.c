#include "flow/runner/runner_shared.h"

#include <stdlib.h>

#include "base/mem.h"

enum { TRIES_MAX = 20 }; /* turns before its run is waited for */

/* What became of it, in the words of the store. */
static const char *
word_of(const struct runner_end *end, const struct run_node *node,
    const struct run_node *was)
{
	switch (end->outcome.kind) {
	case END_TIMEOUT:
		return "timeout";
	case END_BAD:
		return "bad";
	case END_CANCELLED:
		return "cancelled";
	case END_LOST:
		return "lost";
	case END_TROUBLE:
		return "trouble";
	default:
		break;
	}
	if (node->polls > was->polls)
		return "again";
	if (end->outcome.kind == END_EXITED && end->outcome.recon &&
	    (end->outcome.status == ST_DATA ||
		end->outcome.status == ST_BROKEN))
		return "bad";
	if (node->state == NODE_DIFFERS)
		return "differs";
	if (node->failures > was->failures || node->state == NODE_HELD ||
	    node->state == NODE_FAILED)
		return "failed";
	return "done";
}

static bool
is_known(const char *word)
{
	return strcmp(word, "lost") && strcmp(word, "cancelled") &&
	    strcmp(word, "trouble");
}

static bool
is_about(const struct run *run, const struct runner_attempt *a)
{
	return run->nodes[a->node].state == NODE_RUNNING &&
	    run->nodes[a->node].attempts == a->number;
}

/* The node takes it, if it is still about this attempt. */
static const char *
tell_node(struct runner *r, struct runner_end *end,
    const struct runner_attempt *a, struct runner_run *of)
{
	struct run_node *node = &of->run.nodes[a->node];
	struct run_node was = *node; /* only its numbers are looked at */

	if (!is_about(&of->run, a))
		return end->found == WORLD_NEVER ? "never" : "cancelled";
	runner_runs_touch(&r->runs, of);
	if (end->found == WORLD_NEVER) {
		run_attempt_back(&of->run, a->node, r->now);
		runner_crowd(r, &of->run, a->node, end->outcome.why);
		return "never";
	}
	if (end->found == WORLD_LOST)
		end->outcome.kind = END_LOST;
	run_attempt_ended(&of->run, a->node, &end->outcome, r->now);
	return word_of(end, node, &was);
}

/* Its row, its place, and what its class makes of it. */
static int
close_attempt(struct runner *r, const struct runner_end *end,
    struct runner_attempt *a, const char *flow, const char *node,
    const char *word, struct err *e)
{
	struct runner_lane *lane = a->lane;
	struct flow_store_attempt row = {
		.id = a->id,
		.run = a->run,
		.node = a->node,
		.generation = a->generation,
		.number = a->number,
		.part = a->part,
		.is_event = a->is_event,
		.class = lane->of->name,
		.lane = lane->name,
		.began = a->began,
		.ended = r->now,
		.end = word,
		.status = end->outcome.kind == END_SIGNAL
		    ? end->outcome.status + 256
		    : end->outcome.status,
		.why = end->outcome.why,
	};

	if (lane->of->said && lane->of->said->slow && is_known(word))
		runner_means_saw(&r->means, flow, node, r->now - a->began);
	runner_attempts_remove(&r->attempts, a);
	if (flow_store_attempt_end(r->store, &row, e))
		return -1;
	return runner_breaker_saw(r, lane->of, word, e);
}

static int
foreign(struct runner *r, struct runner_attempt *a, const struct run *run,
    struct err *e)
{
	runner_attempts_foreign(&r->attempts, a, true);
	return runner_alarm(r, run->plan->flow.path, run->id,
	    run->plan->flow.nodes[a->node].name, "foreign",
	    "another machine, or another boot or container of this one, has "
	    "the attempt: it is left alone until that ends",
	    e);
}

static int
take(struct runner *r, struct runner_end *end, struct err *e)
{
	struct runner_attempt *a;
	struct runner_run *of;
	const struct flow *flow;
	bool late = false;

	end->left = false;
	if (runner_ping_is(end->attempt))
		return 0;
	if (end->attempt < 0)
		return runner_alarm_ended(r, -end->attempt, &end->outcome, e);
	a = runner_attempts_find(&r->attempts, end->attempt);
	if (!a || end->found == WORLD_GOING)
		return 0;
	switch (runner_take(
	    &r->runs, r->store, a->run, end->tries >= TRIES_MAX, &of, e)) {
	case FLOW_TAKEN:
		break;
	case FLOW_BUSY:
		end->left = true;
		return 0;
	case FLOW_NONE: /* pruned by somebody */
		runner_attempts_remove(&r->attempts, a);
		return 0;
	default:
		return -1;
	}
	if (!is_about(&of->run, a)) {
		if (runner_late(r, end, a, &of->run, &late, e) || late)
			return late ? 0 : -1;
	}
	if (end->found == WORLD_FOREIGN)
		return foreign(r, a, &of->run, e);
	flow = &of->plan->plan.flow;
	return close_attempt(r, end, a, flow->path, flow->nodes[a->node].name,
	    tell_node(r, end, a, of), e);
}

/* The runs of all of them, in one question. */
static int
take_runs(struct runner *r, struct err *e)
{
	int64_t *ids = mem_zeroed(r->inbox.n_ends + 1, sizeof *ids);
	size_t n = 0;
	int got;

	for (size_t i = 0; i < r->inbox.n_ends && n < RUNNER_ENDS_MAX; i++) {
		int64_t id = r->inbox.ends[i].attempt;
		const struct runner_attempt *a =
		    id > 0 ? runner_attempts_find(&r->attempts, id) : NULL;

		if (a)
			ids[n++] = a->run;
	}
	got = runner_take_many(&r->runs, r->store, ids, n, e);
	free(ids);
	return got;
}

int
runner_take_ends(struct runner *r, struct err *e)
{
	r->left = 0;
	if (r->inbox.n_ends && take_runs(r, e))
		return -1;
	for (r->took_ends = 0; r->took_ends < r->inbox.n_ends; r->took_ends++) {
		struct runner_end *end = &r->inbox.ends[r->took_ends];

		if (runner_runs_are_many(&r->runs) && r->took_ends) {
			r->more = true;
			break;
		}
		if (take(r, end, e))
			return -1;
		r->left += end->left;
		end->tries += end->left;
	}
	if (r->left)
		runner_again_soon(r);
	return 0;
}
