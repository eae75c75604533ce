/*
 * flow_check: what is wrong with a flow, as far as its text tells.
 */
#ifndef FLOW_CHECK_H
#define FLOW_CHECK_H

#include "flow/graph/flow_graph.h"

/* Tells circles, names, conditions, values and schedules that are wrong; the flow was
 * read and its graph made, which told the rest. */
void flow_check_text(const struct flow_graph *, struct told *);

/* Of that: two names that are one in the environment; schedules. */
void flow_check_env(const struct flow *, struct told *);
void flow_check_schedules(const struct flow *, struct told *);

/* A value that a parameter gets wherever the flow runs: told where it is not of
 * its type, or begins with "-" and a word of the flow begins with it. */
void flow_check_value(const struct flow *, const struct flow_param *,
    struct span value, const char *file, uint64_t line, const char *key,
    struct told *);

/* Parameters without default that are not among the n that are set: told at the
 * line. */
void flow_check_given(const struct flow *, const struct flow_set *, size_t n,
    const char *file, uint64_t line, const char *who, struct told *);

#endif
