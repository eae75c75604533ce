/*
 * runner_means: how long attempts of nodes take, in the mean, where a class
 * wants to know it (slow =). The last ones count most.
 */
#ifndef RUNNER_MEANS_H
#define RUNNER_MEANS_H

#include <stdint.h>

#include "base/span.h"

struct runner_mean {
	char *of; /* owned: file of the flow, TAB, node */
	int64_t ms;
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

void runner_means_free(struct runner_means *);

#endif
