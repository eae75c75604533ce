/*
 * flow_label: what a picture says of a node, as lines, cut alike in every form of
 * picture.
 */
#ifndef FLOW_LABEL_H
#define FLOW_LABEL_H

#include "flow/draw/flow_mark.h"
#include "flow/graph/flow_graph.h"

enum {
	FLOW_LABEL_LINES = 8 + FLOW_MARK_LINES,
	FLOW_LABEL_COLUMNS = 44, /* when a node ended, and what it took, fit */
};

/* Cleared with {0}, released with flow_line_free. */
struct flow_line {
	struct buf shown; /* owned: visible (visible.h), FLOW_LABEL_COLUMNS or
	                   * less */
	struct buf whole; /* owned: as written, where more than that; else
	                   * empty */
};

/* Adds text to a line that is cleared. */
void flow_line_make(struct flow_line *, struct span);

void flow_line_free(struct flow_line *);

/* Cleared with {0}, released with flow_label_free. */
struct flow_label {
	struct flow_line line[FLOW_LABEL_LINES];
	size_t n;
};

/* Makes the lines: name and title, what it does, how it waits; of a run, how it
 * stands there. */
void flow_label_make(
    struct flow_label *, const struct flow_node *, const struct flow_mark *);

void flow_label_free(struct flow_label *);

#endif
