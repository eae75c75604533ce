#include "flow/runner/runner_state.h"

#include "flow/runs/runner_words.h"

static const char *const kinds[] = {
	[ORDER_HOLD] = "hold",
	[ORDER_GO] = "go",
	[ORDER_CANCEL] = "cancel",
	[ORDER_REDO] = "redo",
	[ORDER_PASS] = "pass",
	[ORDER_SKIP] = "skip",
	[ORDER_APPROVE] = "approve",
	[ORDER_REFUSE] = "refuse",
};

static enum order_kind
kind_of(const char *word)
{
	int k = ORDER_HOLD;

	while (k < ORDER_REFUSE && strcmp(kinds[k], word))
		k++;
	return (enum order_kind)k;
}

/* Runs of its nodes are held, and go on, with it; those that are to be ended
 * are told by the run's news. */
static int
tell_subs(struct runner *r, struct runner_run *of,
    const struct run_order *order, struct err *e)
{
	struct run_order sub = *order;

	if (order->kind != ORDER_HOLD && order->kind != ORDER_GO)
		return 0;
	sub.node = FLOW_NOWHERE;
	for (size_t i = 0; i < of->plan->plan.flow.n_nodes; i++)
		if (of->plan->plan.flow.nodes[i].kind == FLOW_FLOW &&
		    of->run.nodes[i].state == NODE_RUNNING &&
		    (order->node == FLOW_NOWHERE || order->node == i) &&
		    runner_subs_order(r, of, i, &sub, e))
			return -1;
	return 0;
}

void
runner_wait_again(struct run *run)
{
	for (size_t i = 0; i < run->plan->flow.n_nodes; i++)
		if (run->nodes[i].state == NODE_READY)
			run->nodes[i].changed = true;
}

static int
find(struct runner *r, const char *word, struct runner_run **of, bool *refused,
    struct err *e)
{
	uint64_t id;
	enum flow_taken got;

	if (!span_count(span_str(word), &id) || id == 0 || id > INT64_MAX) {
		*refused = true;
		err_set(e, ST_FAIL, "\"%s\" is no number of a run",
		    excerpt(span_str(word)).s);
		return 0;
	}
	got = runner_take(&r->runs, r->store, (int64_t)id, true, of, e);
	if (got == FLOW_NONE) {
		*refused = true;
		err_set(e, ST_FAIL, "there is no run %s", word);
	}
	return got == FLOW_ERROR ? -1 : 0;
}

static bool
needs_node(enum order_kind k)
{
	return k != ORDER_HOLD && k != ORDER_GO && k != ORDER_CANCEL;
}

/* Which node; false, told, where that cannot be. */
static bool
find_node(const struct runner_run *of, const struct runner_words *w,
    struct run_order *order, struct err *e)
{
	order->node = FLOW_NOWHERE;
	if (w->n > 2) {
		err_set(
		    e, ST_FAIL, "%s: more words than RUN and NODE", w->verb);
		return false;
	}
	if (w->n == 1 && needs_node(order->kind)) {
		err_set(e, ST_FAIL, "%s: say which node of run %s, too",
		    w->verb, w->list[0]);
		return false;
	}
	if (w->n == 2)
		order->node = flow_graph_find(
		    &of->plan->plan.graph, span_str(w->list[1]));
	if (w->n == 2 && order->node == FLOW_NOWHERE) {
		err_set(e, ST_FAIL, "run %s has no node \"%s\"", w->list[0],
		    excerpt(span_str(w->list[1])).s);
		return false;
	}
	return true;
}

int
runner_order_run(
    struct runner *r, const struct world_order *o, bool *refused, struct err *e)
{
	struct runner_words w;
	struct run_order order;
	struct runner_run *of;

	*refused = runner_words_part(&w, o, e) != 0;
	if (*refused)
		return 0;
	if (w.n == 0 && !strcmp(w.verb, "go") && r->store->restored)
		return flow_store_release(r->store, e);
	if (w.n == 0) {
		*refused = true;
		err_set(e, ST_FAIL, "%s: say which run", w.verb);
		return 0;
	}
	if (find(r, w.list[0], &of, refused, e))
		return -1;
	if (*refused)
		return 0;
	order = (struct run_order){ .kind = kind_of(w.verb),
		.after = w.after,
		.who = o->who,
		.uid = o->uid,
		.groups = o->groups,
		.why = w.why };
	if (!find_node(of, &w, &order, e) ||
	    run_order_do(&of->run, &order, r->now, e)) {
		*refused = true;
		return 0;
	}
	runner_runs_touch(&r->runs, of);
	runner_wait_again(&of->run);
	return tell_subs(r, of, &order, e);
}
