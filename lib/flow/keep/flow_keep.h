/*
 * flow_keep: a store kept: old runs pruned, a copy made.
 */
#ifndef FLOW_KEEP_H
#define FLOW_KEEP_H

#include "flow/store/flow_store.h"

/*
 * Runs that may be pruned, at most max or one family, whichever is more: a run
 * of no other that ended before then, and all that it ran, none of which goes
 * on, is held, or has an alarm that is not delivered. Those that a run ran come
 * before it, so that what is pruned in this order is found again where it was
 * broken off. node is 0.
 */
int flow_prune_next(struct flow_store *, int64_t ended_before, size_t max,
    struct flow_store_places *, struct err *);
/* All rows of one; its directory went before. */
int flow_prune_rows(struct flow_store *, int64_t run, struct err *);
/* At the end: texts of flows that no run has any more, log and alarms of no
 * run, and starts that were missed or skipped, from before then. */
int flow_prune_rest(struct flow_store *, int64_t before, struct err *);

/* A copy in a file that is not there yet, whole at a moment, while the runner
 * works: of a store opened for reading. Put as flow.db into an empty directory
 * and opened for running it is restored. */
int flow_backup(struct flow_store *, const char *to, struct err *);

#endif
