/*
 * runner_plans: plans in memory, each once for all runs that have it.
 */
#ifndef RUNNER_PLANS_H
#define RUNNER_PLANS_H

#include "flow/store/flow_store.h"

struct runner_plan {
	struct plan plan;         /* owned */
	size_t users;             /* runs in memory that have it */
	struct runner_plan *next; /* in the order of their last use */
};

/* Cleared with {0}, released with runner_plans_free. */
struct runner_plans {
	struct runner_plan *first; /* owned */
	size_t n;
};

/* That of a digest, from memory or the store; NULL, told, where it cannot be
 * had. It lives as long as it has users, and until runner_plans_trim. */
struct runner_plan *runner_plans_get(struct runner_plans *, struct flow_store *,
    const char *digest, struct err *);

/* That of a text, which the store keeps then. NULL, told, ST_DATA with the first
 * fault, where the text is no good. */
struct runner_plan *runner_plans_of(struct runner_plans *, struct flow_store *,
    const char *path, struct span text, struct err *);

/* Drops those without users but for the last that were used; all: these too. */
void runner_plans_trim(struct runner_plans *, bool all);

void runner_plans_free(struct runner_plans *);

#endif
