/*
 * run_edges: may a node of a run begin, as far as those have come that it is
 * after? flow_join.h has the rules.
 */
#ifndef RUN_EDGES_H
#define RUN_EDGES_H

#include "flow/graph/flow_join.h"
#include "flow/run/run.h"

/* An edge as it is now. -1 as flow_edge_ended. */
int run_edge_now(struct run *, size_t edge, enum flow_edge_now *, struct err *);

/*
 * By all edges of the node. FLOW_JOIN_WAITS with e->status set where a condition
 * is in trouble, and a person has to look; else it is ST_OK.
 */
enum flow_join_now run_edges_judge(struct run *, size_t node, struct err *);

/* With join = any, by this edge alone, whose parent has just ended. */
enum flow_join_now run_edges_first(struct run *, size_t edge, struct err *);

#endif
