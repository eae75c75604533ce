/*
 * run_finish: all nodes of a run have ended: so has the run.
 */
#ifndef RUN_FINISH_H
#define RUN_FINISH_H

#include "flow/run/run.h"

/*
 * It is cancelled where a person cancelled it; failed where a node failed and no
 * other took that up; else done. A failure is taken up by a node that was not
 * skipped or cancelled and is after the failed one by join = ended, or has an
 * edge that holds and looks at the status of the failed one.
 */
void run_finish(struct run *, int64_t now);

/* It goes on: one of its nodes does. */
void run_finish_undo(struct run *);

#endif
