/*
 * follow_stuck: does a run go on without a person?
 */
#ifndef FOLLOW_STUCK_H
#define FOLLOW_STUCK_H

#include "flow/store/flow_store.h"

/* Sets whether nothing of it, nor of the runs that it runs, is under way, is to
 * begin, or wakes by itself. */
int follow_stuck(
    struct flow_store *, const struct run *, bool *stuck, struct err *);

#endif
