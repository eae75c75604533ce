/*
 * flow_draw: a flow as a picture: in words of Mermaid, or of Graphviz' dot.
 *
 * A kind of node has a shape of its own and says what it is in words, too; an
 * edge says its condition. Where a flow begins and where it ends there are
 * nodes that only the picture has. With marks, one a node, it is that of a run.
 */
#ifndef FLOW_DRAW_H
#define FLOW_DRAW_H

#include "flow/draw/flow_mark.h"
#include "flow/graph/flow_graph.h"

/* Add the picture. marks: NULL, or of each node. */
void flow_draw_mermaid(
    const struct flow_graph *, const struct flow_mark *marks, struct buf *);
void flow_draw_dot(
    const struct flow_graph *, const struct flow_mark *marks, struct buf *);

/*
 * Adds the picture as SVG, made by dot(1). ST_FAIL, told, where there is none
 * in PATH, or where it does not do it within a minute.
 */
int flow_draw_svg(const struct flow_graph *, const struct flow_mark *marks,
    struct buf *, struct err *);

/*
 * Adds the picture as an element svg of a page of HTML that has flow_draw_style:
 * each node is a link to "#N" and its place in the flow. False, nothing added, where
 * the flow is too large for a picture (rank_layout.h).
 */
bool flow_draw_page(
    const struct flow_graph *, const struct flow_mark *marks, struct buf *);

/* Adds its rules of CSS; colours of their own for the dark. */
void flow_draw_style(struct buf *);

#endif
