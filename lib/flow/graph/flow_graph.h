/*
 * flow_graph: the nodes of a flow after one another.
 */
#ifndef FLOW_GRAPH_H
#define FLOW_GRAPH_H

#include "flow/file/flow.h"
#include "sections/told.h"

#define FLOW_NOWHERE SIZE_MAX /* the place of a node that is not there */

/* Nodes are told by their places in the flow, which is borrowed. Cleared with
 * {0}, released with flow_graph_free. */
struct flow_graph {
	const struct flow *flow;
	size_t *by_name;  /* owned: places, by the names of nodes */
	size_t *parents;  /* owned: of each edge, in the order of the file;
	                   * FLOW_NOWHERE where there is no such node */
	size_t *first;    /* owned: where a node's parents begin; one more */
	size_t *children; /* owned: of each node, a node once an edge */
	size_t *child;    /* owned: where a node's children begin; one more */
	size_t *order;    /* owned: nodes that can be reached, parents first */
	size_t n_order;
	uint64_t *sure; /* owned: a row of bits a node, flow_graph_sure */
	size_t words;   /* of a row */
};

/* Tells names that are there twice and parents that are not; which nodes cannot
 * be reached, and why, flow_circle.h tells. */
void flow_graph_make(struct flow_graph *, const struct flow *, struct told *);

/* The place of a node, or FLOW_NOWHERE. */
size_t flow_graph_find(const struct flow_graph *, struct span name);

/*
 * Has node other surely ended when this node begins? All ancestors have, but
 * for those that a join = any does not wait for. False of a node that nobody
 * can reach.
 */
bool flow_graph_sure(const struct flow_graph *, size_t node, size_t other);

/* Is the node in order[]? */
bool flow_graph_reached(const struct flow_graph *, size_t node);

void flow_graph_free(struct flow_graph *);

#endif
