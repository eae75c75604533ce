/*
 * flow_draw: a flow as a picture: in words of Mermaid, or of Graphviz' dot.
 *
 * A kind of node has a shape of its own and says what it is in words, too; an
 * edge says its condition. Where a flow begins and where it ends there are
 * nodes that only the picture has.
 */
#ifndef FLOW_DRAW_H
#define FLOW_DRAW_H

#include "flow/graph/flow_graph.h"

/* Add the picture. */
void flow_draw_mermaid(const struct flow_graph *, struct buf *);
void flow_draw_dot(const struct flow_graph *, struct buf *);

/*
 * Adds the picture as SVG, made by dot(1). ST_FAIL, told, where there is none
 * in PATH, or where it does not do it within a minute.
 */
int flow_draw_svg(const struct flow_graph *, struct buf *, struct err *);

#endif
