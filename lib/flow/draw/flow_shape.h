/*
 * flow_shape: the shape of a kind of node, as paths of SVG.
 */
#ifndef FLOW_SHAPE_H
#define FLOW_SHAPE_H

#include "flow/draw/rank_box.h"
#include "flow/graph/flow_graph.h"

enum {
	FLOW_SHAPE_ASIDE = 14
}; /* pixels left and right of text that a shape
                                 * takes for itself, at most */

/* Adds its path, so many pixels larger than the box on each side. */
void flow_shape_put(
    struct buf *, enum flow_kind, const struct rank_box *, int larger);

#endif
