/*
 * follow_plan: the plan of a run that is stored, made once for all of one text.
 */
#ifndef FOLLOW_PLAN_H
#define FOLLOW_PLAN_H

#include "flow/store/flow_store.h"

/* Cleared with {0}, released with follow_plan_free. */
struct follow_plan {
	struct plan plan; /* owned */
	bool made;
};

/* Makes it that of this run, unless it is. ST_FAIL where there is no such run. */
int follow_plan_make(
    struct follow_plan *, struct flow_store *, int64_t run, struct err *);

void follow_plan_free(struct follow_plan *);

#endif
