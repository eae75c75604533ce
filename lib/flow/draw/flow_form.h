/*
 * flow_form: the words of a picture, and the nodes and edges of a flow put in
 * them.
 */
#ifndef FLOW_FORM_H
#define FLOW_FORM_H

#include "flow/draw/flow_mark.h"
#include "flow/graph/flow_graph.h"

struct flow_form {
	const char *begin;  /* lines, the node "start" in them */
	const char *finish; /* the line of the node "finish" */
	const char *arrow;  /* an edge that says nothing */
	const char *end;    /* what stands behind all */
	/* Add the line of a node, the at-th, and of an edge between two; its
	 * condition may be NULL. */
	void (*node)(struct buf *, const struct flow_node *,
	    const struct flow_mark *, size_t at);
	void (*edge)(
	    struct buf *, size_t from, size_t to, const char *condition);
};

/* Adds the picture; marks as in flow_draw.h. */
void flow_form_draw(const struct flow_form *, const struct flow_graph *,
    const struct flow_mark *marks, struct buf *);

#endif
