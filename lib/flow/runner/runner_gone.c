/* A worker will not come back: what it had under way is lost. */
#include "flow/runner/runner_shared.h"

#include <stdio.h>

#include "flow/list/flow_list.h"
#include "flow/runs/runner_words.h"

/* Ends an attempt of another, which is open. */
static int
end_row(struct runner *r, const struct flow_store_attempt *a, const char *why,
    struct err *e)
{
	struct flow_store_attempt row = *a;

	row.ended = r->now;
	row.end = "lost";
	row.why = why;
	return flow_store_attempt_end(r->store, &row, e);
}

/* An event carries its id again: it may be sent twice. */
static void
tell_node(struct runner *r, struct runner_run *of,
    const struct flow_store_attempt *a, const char *why)
{
	const struct run_outcome lost = { .kind = END_LOST, .why = why };

	if (a->is_event)
		run_attempt_back(&of->run, a->node, r->now);
	else
		run_attempt_ended(&of->run, a->node, &lost, r->now);
	runner_runs_touch(&r->runs, of);
}

/* FLOW_BUSY, unless it waits: another has its run. */
enum flow_taken
runner_lose(struct runner *r, const struct flow_store_attempt *a,
    const char *why, bool wait, struct err *e)
{
	struct runner_run *of;
	enum flow_taken got =
	    runner_take(&r->runs, r->store, a->run, wait, &of, e);
	bool open = true;

	if (got == FLOW_BUSY || got == FLOW_ERROR)
		return got;
	if (got == FLOW_TAKEN && of->run.nodes[a->node].state == NODE_RUNNING &&
	    of->run.nodes[a->node].attempts == a->number)
		tell_node(r, of, a, why);
	else if (runner_attempt_look(r, a, &open, e))
		return FLOW_ERROR;
	/* it ended before its run was ours */
	if (open && end_row(r, a, why, e))
		return FLOW_ERROR;
	return FLOW_TAKEN;
}

/* One that a person gives up. */
struct going {
	struct runner *r;
	char why[256];
	char host[64], state[16];
	int64_t seen;
	size_t attempts;
};

static int
take(void *arg, const struct flow_worker *w, struct err *e)
{
	struct going *g = arg;

	(void)e;
	snprintf(g->host, sizeof g->host, "%s", w->host);
	snprintf(
	    g->state, sizeof g->state, "%s", flow_worker_stands(w, g->r->now));
	g->seen = w->seen;
	g->attempts = w->attempts;
	return 0;
}

static int
lose_one(void *arg, const struct flow_store_attempt *a, struct err *e)
{
	struct going *g = arg;

	return runner_lose(g->r, a, g->why, true, e) == FLOW_ERROR ? -1 : 0;
}

/* e says why not. */
static bool
can_go(const struct going *g, int64_t id, struct err *e)
{
	if (!strcmp(g->state, "working"))
		err_set(e, ST_FAIL,
		    "worker %jd on %s works, it said so %jd seconds ago: end "
		    "it there",
		    (intmax_t)id, g->host,
		    (intmax_t)((g->r->now - g->seen) / 1000));
	else if (!strcmp(g->state, "gone") && !g->attempts)
		err_set(e, ST_FAIL, "worker %jd on %s is gone already",
		    (intmax_t)id, g->host);
	else if (!strcmp(g->state, "ended") && !g->attempts)
		err_set(e, ST_FAIL,
		    "worker %jd on %s has ended, and left nothing under way",
		    (intmax_t)id, g->host);
	else
		return true;
	return false;
}

int
runner_gone(struct runner *r, int64_t id, const char *who, const char *why,
    bool *refused, struct err *e)
{
	struct going g = { .r = r };
	struct flow_log_row row = { .at = r->now,
		.node = "",
		.what = "gone",
		.who = who,
		.text = g.why };
	unsigned alarms;
	int got = flow_worker_take(r->store, id, take, &g, e);

	if (got == 0)
		err_set(e, ST_FAIL, "there is no worker %jd", (intmax_t)id);
	*refused = got == 0 || (got > 0 && !can_go(&g, id, e));
	if (got < 0 || *refused)
		return got < 0 ? -1 : 0;
	snprintf(g.why, sizeof g.why, "worker %jd on %s is gone: %.120s",
	    (intmax_t)id, g.host, why);
	if (flow_attempts_of_worker(r->store, id, lose_one, &g, e) ||
	    flow_worker_gone(r->store, id, who, why, e) ||
	    runner_silent_over(r, id, &alarms, e))
		return -1;
	return flow_log_add(r->store, &row, e);
}

int
runner_order_gone(
    struct runner *r, const struct world_order *o, bool *refused, struct err *e)
{
	struct runner_words w;
	uint64_t id;

	*refused = true;
	if (runner_words_part(&w, o, e))
		return 0;
	if (!r->store->shared)
		err_set(e, ST_FAIL,
		    "gone: this store has one runner, and no workers");
	else if (w.n != 1 || !span_count(span_str(w.list[0]), &id) ||
	    id > INT64_MAX)
		err_set(e, ST_FAIL, "gone: say the number of one worker");
	else if (!w.why)
		err_set(e, ST_FAIL, "gone: say --why, too");
	else
		return runner_gone(r, (int64_t)id, o->who, w.why, refused, e);
	return 0;
}
