/*
 * run_end: an attempt has ended; what becomes of its node, of those after it,
 * and of the run.
 */
#ifndef RUN_END_H
#define RUN_END_H

#include "flow/run/run_outcome.h"

/*
 * Judges it by recon-flow(5): done, differs, asked again, tried again, failed,
 * held; takes the outputs that the node declares. Then those after it.
 */
void run_attempt_ended(
    struct run *, size_t node, const struct run_outcome *, int64_t now);

#endif
