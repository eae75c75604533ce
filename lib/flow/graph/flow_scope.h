/*
 * flow_scope: what a name stands for at a place of a flow.
 *
 *	date               a parameter
 *	join.status        what became of a node
 *	join.out.total     an output of a node
 *	line.2             a field of a line of for-each
 */
#ifndef FLOW_SCOPE_H
#define FLOW_SCOPE_H

#include "flow/graph/flow_graph.h"

enum { FLOW_FIELD_MAX = 99 }; /* the last field of a line that has a name */

/* The place where a name stands. */
struct flow_scope {
	const struct flow_graph *graph;
	size_t node;   /* names are looked up when it begins, */
	size_t parent; /* or, if not FLOW_NOWHERE, when that one has ended and
	                * the node may begin before others have: join = any */
	bool own;      /* the node's own status and outputs, too */
	bool lines;    /* there are lines of for-each */
};

enum flow_ref_kind {
	FLOW_REF_PARAM,
	FLOW_REF_STATUS,
	FLOW_REF_OUT,
	FLOW_REF_LINE
};

struct flow_ref {
	enum flow_ref_kind kind;
	enum flow_type type;
	const struct flow_param *param; /* of FLOW_REF_PARAM */
	size_t node;                    /* of FLOW_REF_STATUS, FLOW_REF_OUT */
	const struct flow_out *out;     /* of FLOW_REF_OUT */
	unsigned field;                 /* of FLOW_REF_LINE, 1 the first */
};

/* ST_FAIL where it is nobody's name, or where what it names need not have ended
 * yet. */
int flow_scope_find(const struct flow_scope *, struct span name,
    struct flow_ref *, struct err *);

/* The states that a node may have in the end, "done" first; NULL behind the
 * last. */
extern const char *const flow_states[];

#endif
