/*
 * run_outs: the outputs that a node declares, of those that an attempt gave.
 */
#ifndef RUN_OUTS_H
#define RUN_OUTS_H

#include "flow/run/run_outcome.h"

/*
 * Gives the node, which has none, copies of them. ST_DATA, nothing taken, for
 * one that is there twice or of another type than declared, and where
 * outcome.outs_bad says that all are no data.
 */
int run_outs_take(struct run_node *, const struct flow_node *,
    const struct run_outcome *, struct err *);

#endif
