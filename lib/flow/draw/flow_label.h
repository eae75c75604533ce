/*
 * flow_label: what a picture says of a node, as lines.
 */
#ifndef FLOW_LABEL_H
#define FLOW_LABEL_H

#include "flow/graph/flow_graph.h"

enum { FLOW_LABEL_LINES = 8 };

/* Cleared with {0}, released with flow_label_free. */
struct flow_label {
	struct buf line[FLOW_LABEL_LINES]; /* owned: each visible (visible.h) */
	size_t n;
};

/* Makes the lines: name and title, what it does, how it waits. */
void flow_label_make(struct flow_label *, const struct flow_node *);

void flow_label_free(struct flow_label *);

#endif
