#include "flow/graph/flow_circle.h"

#include <stdlib.h>

#include "base/mem.h"

enum { NAMED_MAX = 20 }; /* nodes of a circle that are named */

/* A parent that cannot be reached; FLOW_NOWHERE where there is none, but only
 * one that is not there. */
static size_t
waits_for(const struct flow_graph *g, size_t node)
{
	for (size_t e = g->first[node]; e < g->first[node + 1]; e++)
		if (g->parents[e] != FLOW_NOWHERE &&
		    !flow_graph_reached(g, g->parents[e]))
			return g->parents[e];
	return FLOW_NOWHERE;
}

/* The circle that this node is in, following what each waits for. */
static void
tell_circle(const struct flow_graph *g, const size_t *next, size_t node,
    struct told *told)
{
	const struct flow *f = g->flow;
	struct buf b = { 0 };
	size_t at = node, n = 0;

	do {
		if (n++ < NAMED_MAX)
			buf_printf(&b, "%s is after ", f->nodes[at].name);
		at = next[at];
	} while (at != node);
	if (n > NAMED_MAX)
		buf_printf(&b, "... (%zu nodes) ... ", n);
	told_add(told, f->path, f->nodes[node].line,
	    "a circle, none of it can begin: %.*s%s", (int)b.len, b.p,
	    f->nodes[node].name);
	buf_free(&b);
}

/* Of a walk that came back to a node of its own, the smallest node. */
static size_t
smallest(const size_t *next, size_t node)
{
	size_t least = node;

	for (size_t at = next[node]; at != node; at = next[at])
		if (at < least)
			least = at;
	return least;
}

static void
tell_behind(
    const struct flow_graph *g, size_t node, size_t for_, struct told *told)
{
	const struct flow *f = g->flow;

	if (for_ != FLOW_NOWHERE)
		told_add(told, f->path, f->nodes[node].line,
		    "nobody can reach [node %s]: it is after %s, which cannot "
		    "begin",
		    f->nodes[node].name, f->nodes[for_].name);
}

void
flow_circles_tell(const struct flow_graph *g, struct told *told)
{
	size_t n = g->flow->n_nodes;
	size_t *next = mem_alloc((n + 1) * sizeof *next);
	size_t *walk = mem_zeroed(n + 1, sizeof *walk); /* its number */
	bool *circle = mem_zeroed(n + 1, sizeof *circle);

	for (size_t i = 0; i < n; i++)
		next[i] =
		    flow_graph_reached(g, i) ? FLOW_NOWHERE : waits_for(g, i);
	for (size_t i = 0; i < n; i++) {
		size_t at = i;

		while (at != FLOW_NOWHERE && walk[at] == 0) {
			walk[at] = i + 1;
			at = next[at];
		}
		if (at == FLOW_NOWHERE || walk[at] != i + 1 || circle[at])
			continue;
		tell_circle(g, next, smallest(next, at), told);
		for (; !circle[at]; at = next[at])
			circle[at] = true;
	}
	for (size_t i = 0; i < n; i++)
		if (!circle[i] && !flow_graph_reached(g, i))
			tell_behind(g, i, next[i], told);
	free(next);
	free(walk);
	free(circle);
}
