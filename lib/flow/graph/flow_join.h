/*
 * flow_join: may a node begin?
 */
#ifndef FLOW_JOIN_H
#define FLOW_JOIN_H

#include "flow/graph/flow_condition.h"

/* An edge, as far as its parent has come. */
enum flow_edge_now {
	FLOW_EDGE_OPEN, /* the parent has not ended */
	FLOW_EDGE_HOLDS,
	FLOW_EDGE_NOT,
};

enum flow_join_now {
	FLOW_JOIN_WAITS,
	FLOW_JOIN_BEGINS,
	FLOW_JOIN_SKIPPED, /* it can not begin any more */
};

/*
 * An edge whose parent ended in that state, one of flow_states. It holds if the
 * parent is done or differs and the condition, NULL for none, is so; one that
 * looks at the parent's status is asked whatever that is. -1 as
 * flow_condition_test.
 */
int flow_edge_ended(enum flow_edge_now *, const char *state, struct span parent,
    struct flow_condition *, named_lookup *, void *arg, struct err *);

/* What becomes of a node with these n edges; one without any begins. */
enum flow_join_now flow_join_now(
    enum flow_join, const enum flow_edge_now *, size_t n);

#endif
