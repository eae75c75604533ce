#include "flow/run/run_finish.h"

#include <stdlib.h>

#include "base/mem.h"
#include "flow/run/run_edges.h"

/* Marks the nodes whose failure is taken up by what this condition says. */
static void
mark_seen(struct run *r, const struct flow_condition *c, bool *taken)
{
	static const struct span status = { ".status", 7 };

	for (size_t i = 0; i < c->names.now.n; i++) {
		struct span name = c->names.now.list[i];
		size_t at;

		if (name.len <= status.len ||
		    memcmp(name.p + name.len - status.len, status.p,
			status.len) != 0)
			continue;
		name.len -= status.len;
		at = flow_graph_find(&r->plan->graph, name);
		if (at != FLOW_NOWHERE)
			taken[at] = true;
	}
}

/* Marks those whose failure a node that began takes up. */
static void
mark_taken(struct run *r, size_t at, bool *taken)
{
	const struct flow_graph *g = &r->plan->graph;
	bool ended = r->plan->flow.nodes[at].join == FLOW_ENDED;

	for (size_t e = g->first[at]; e < g->first[at + 1]; e++) {
		const struct flow_condition *c = &r->plan->edges[e];
		enum flow_edge_now now = FLOW_EDGE_NOT;
		struct err err;

		if (ended)
			taken[g->parents[e]] = true;
		else if (c->tests && run_edge_now(r, e, &now, &err) == 0 &&
		    now == FLOW_EDGE_HOLDS)
			mark_seen(r, c, taken);
	}
}

/* The first node whose failure nobody took up, or FLOW_NOWHERE. */
static size_t
find_failed(struct run *r)
{
	size_t n = r->plan->flow.n_nodes, at = 0;
	bool *taken;

	while (at < n && r->nodes[at].state != NODE_FAILED)
		at++;
	if (at == n)
		return FLOW_NOWHERE;
	taken = mem_zeroed(n, sizeof *taken);
	for (size_t i = 0; i < n; i++)
		if (r->nodes[i].state < NODE_SKIPPED)
			mark_taken(r, i, taken);
	while (at < n && (r->nodes[at].state != NODE_FAILED || taken[at]))
		at++;
	free(taken);
	return at < n ? at : FLOW_NOWHERE;
}

static void
tell_failed(struct run *r, size_t at)
{
	struct buf b = { 0 };

	buf_printf(&b, "%s failed%s%s", r->plan->flow.nodes[at].name,
	    r->nodes[at].why ? ": " : "",
	    r->nodes[at].why ? r->nodes[at].why : "");
	buf_byte(&b, '\0');
	/* that of a node's run is told where the node is */
	if (r->origin.parent == 0)
		run_news_add(r, NEWS_ALARM, at, "failed", b.p, NULL);
	buf_free(&b);
}

void
run_finish(struct run *r, int64_t now)
{
	size_t failed = r->stopping ? FLOW_NOWHERE : find_failed(r);

	r->differs = r->passed = false;
	for (size_t i = 0; i < r->plan->flow.n_nodes; i++) {
		r->differs |= r->nodes[i].state == NODE_DIFFERS;
		r->passed |= r->nodes[i].passed;
	}
	r->state = r->stopping       ? RUN_CANCELLED
	    : failed == FLOW_NOWHERE ? RUN_DONE
				     : RUN_FAILED;
	r->ended = now;
	r->changed = true;
	if (r->state == RUN_FAILED)
		tell_failed(r, failed);
	run_news_add(
	    r, NEWS_ENDED, FLOW_NOWHERE, run_state_name(r->state), NULL, NULL);
}

void
run_finish_undo(struct run *r)
{
	if (!run_has_ended(r->state))
		return;
	r->state = RUN_GOING;
	r->ended = 0;
	r->stopping = r->differs = r->passed = false;
	r->changed = true;
}
