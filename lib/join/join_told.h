/*
 * join_told: what people are told of results that are whole.
 */
#ifndef JOIN_TOLD_H
#define JOIN_TOLD_H

#include "join/lines/join.h"
#include "stream/facts.h"

/* Keys whose sums were given up: true with a line for people. */
bool join_told_unsearched(const struct join *, struct buf *);

/* A line with the counts: lines of results, and records passed on. */
void join_told_counts(
    const struct join *, uint64_t lines, uint64_t passed, struct buf *);

/* The counts as facts: lines by class, and groups whose sums were given up. */
void join_told_facts(const struct join *, struct facts *);

#endif
