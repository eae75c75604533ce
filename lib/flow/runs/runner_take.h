/*
 * runner_take: runs as the store has them now, ours until the turn ends. Where
 * others change the store, too, one is locked before it is looked at, once a
 * turn, and loaded anew where it is another than in memory; where nobody else
 * does, these are no more than runner_runs_get.
 */
#ifndef RUNNER_TAKE_H
#define RUNNER_TAKE_H

#include "flow/runs/runner_runs.h"
#include "flow/store/flow_shared.h"

/* A transaction has begun: nothing is ours yet. */
void runner_take_begin(struct runner_runs *);

/* wait: for who has it; else FLOW_BUSY. The run lives as runner_runs_get has
 * it. */
enum flow_taken runner_take(struct runner_runs *, struct flow_store *,
    int64_t id, bool wait, struct runner_run **, struct err *);

/* That of a place, which the store has locked. */
enum flow_taken runner_take_place(struct runner_runs *, struct flow_store *,
    const struct flow_taken_place *, struct runner_run **, struct err *);

/* Takes those of n runs that nobody else has, as far as there is memory for them,
 * where that saves questions; runner_take of one of them then asks nothing. */
int runner_take_many(struct runner_runs *, struct flow_store *,
    const int64_t *ids, size_t n, struct err *);

/* The transaction was taken back: what happened to runs in it did not. */
void runner_take_back(struct runner_runs *, const struct flow_store *);

#endif
