/*
 * flow_circle: why nodes of a flow cannot be reached.
 */
#ifndef FLOW_CIRCLE_H
#define FLOW_CIRCLE_H

#include "flow/graph/flow_graph.h"

/* Tells each circle with its nodes, and each other node that cannot be reached
 * with what it waits for; that a parent is not there was told. */
void flow_circles_tell(const struct flow_graph *, struct told *);

#endif
