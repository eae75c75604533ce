/*
 * runner_means: how long attempts of nodes take, in the mean, where a class
 * wants to know it (slow =). The last ones count most. The store has them, too:
 * those of all workers, and from before a restart.
 */
#ifndef RUNNER_MEANS_H
#define RUNNER_MEANS_H

#include "flow/store/flow_shared.h"

struct runner_mean {
	char *of; /* owned: file of the flow, TAB, node */
	int64_t ms;
	int64_t kept; /* as the store has it; -1: it may not have it */
};

/* Cleared with {0}, released with runner_means_free. */
struct runner_means {
	struct runner_mean *list; /* owned: a hash, holes are NULL */
	size_t n, cap;
};

void runner_means_saw(
    struct runner_means *, const char *flow, const char *node, int64_t ms);

/* In ms; 0: not known yet. */
int64_t runner_means_of(
    const struct runner_means *, const char *flow, const char *node);

/* What the store has, but for what it does not have yet. */
int runner_means_load(struct runner_means *, struct flow_store *, struct err *);

/* Gives the store what it does not have, within a transaction, in the order of
 * flow and node. */
int runner_means_keep(struct runner_means *, struct flow_store *, struct err *);
bool runner_means_are_kept(const struct runner_means *);

/* The transaction was taken back: it may not have them. */
void runner_means_unkept(struct runner_means *);

void runner_means_free(struct runner_means *);

#endif
