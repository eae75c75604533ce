/*
 * flow_label: what a picture says of a node, as lines.
 */
#ifndef FLOW_LABEL_H
#define FLOW_LABEL_H

#include "flow/draw/flow_mark.h"
#include "flow/graph/flow_graph.h"

enum { FLOW_LABEL_LINES = 8 + FLOW_MARK_LINES };

/* Cleared with {0}, released with flow_label_free. */
struct flow_label {
	struct buf line[FLOW_LABEL_LINES]; /* owned: each visible (visible.h) */
	size_t n;
};

/* Makes the lines: name and title, what it does, how it waits; of a run, how it
 * stands there. */
void flow_label_make(
    struct flow_label *, const struct flow_node *, const struct flow_mark *);

void flow_label_free(struct flow_label *);

#endif
