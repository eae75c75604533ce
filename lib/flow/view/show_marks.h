/*
 * show_marks: how the nodes of a run stand, as marks of a picture.
 */
#ifndef SHOW_MARKS_H
#define SHOW_MARKS_H

#include "flow/draw/flow_mark.h"
#include "flow/view/show_view.h"

enum flow_look show_look(enum node_state);

/* A mark for each node: its state, tries, since when, how long it took, what it waits for;
 * the caller releases with show_marks_free. */
struct flow_mark *show_marks(
    const struct show_view *, const struct show_clock *);
void show_marks_free(struct flow_mark *, size_t n);

#endif
