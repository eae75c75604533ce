#include "flow/run/run_edges.h"

#include <stdlib.h>

#include "base/mem.h"

int
run_edge_now(struct run *r, size_t edge, enum flow_edge_now *now, struct err *e)
{
	struct plan *p = r->plan;
	size_t parent = p->graph.parents[edge];
	enum node_state state = r->nodes[parent].state;
	struct flow_condition *c = &p->edges[edge];
	struct run_scope scope = { .run = r };

	if (!node_has_ended(state)) {
		*now = FLOW_EDGE_OPEN;
		return 0;
	}
	return flow_edge_ended(now, node_state_name(state),
	    span_str(p->flow.nodes[parent].name), c->tests ? c : NULL,
	    run_lookup, &scope, e);
}

static void
tell_trouble(
    const struct run *r, size_t edge, const struct err *one, struct err *e)
{
	size_t parent = r->plan->graph.parents[edge];

	err_set(e, one->status, "after %s: %s",
	    r->plan->flow.nodes[parent].name, one->text);
}

enum flow_join_now
run_edges_judge(struct run *r, size_t at, struct err *e)
{
	const struct flow_graph *g = &r->plan->graph;
	enum flow_join join = r->plan->flow.nodes[at].join;
	size_t n = g->first[at + 1] - g->first[at];
	enum flow_edge_now *edges;
	enum flow_join_now now;
	struct err one;

	e->status = ST_OK;
	if (join != FLOW_ANY && r->nodes[at].open)
		return FLOW_JOIN_WAITS;
	edges = mem_zeroed(n + 1, sizeof *edges);
	for (size_t i = 0; i < n; i++)
		if (run_edge_now(r, g->first[at] + i, &edges[i], &one)) {
			edges[i] = FLOW_EDGE_NOT;
			if (!e->status)
				tell_trouble(r, g->first[at] + i, &one, e);
		}
	now = flow_join_now(join, edges, n);
	free(edges);
	if (join == FLOW_ANY && now == FLOW_JOIN_BEGINS)
		e->status = ST_OK; /* the rest does not matter */
	return e->status ? FLOW_JOIN_WAITS : now;
}

enum flow_join_now
run_edges_first(struct run *r, size_t edge, struct err *e)
{
	enum flow_edge_now now = FLOW_EDGE_NOT;
	struct err one;

	e->status = ST_OK;
	if (run_edge_now(r, edge, &now, &one))
		tell_trouble(r, edge, &one, e);
	return now == FLOW_EDGE_HOLDS ? FLOW_JOIN_BEGINS : FLOW_JOIN_WAITS;
}
