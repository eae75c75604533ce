/*
 * flow_around: what a flow needs beside its text: commands, classes, targets and
 * their transports, calendars, and what is said of who runs it.
 */
#ifndef FLOW_AROUND_H
#define FLOW_AROUND_H

#include "flow/graph/flow_graph.h"

/* Tells what is not there, or is wrong. transports: the directory of those that
 * are installed. */
void flow_around_check(
    const struct flow *, const char *transports, struct told *);

/* Adds the path of a file that a flow names, and a NUL: one that is not absolute
 * begins where the flow is. */
void flow_around_path(const struct flow *, const char *name, struct buf *);

#endif
