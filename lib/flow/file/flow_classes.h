/*
 * flow_classes: the file classes.ini, recon-flow(5): what shares a limit.
 */
#ifndef FLOW_CLASSES_H
#define FLOW_CLASSES_H

#include "base/arena.h"
#include "sections/told.h"

enum { FLOW_LANES_MAX = 16, FLOW_LIMIT_MAX = 10000 };

struct flow_lane {
	const char *name;
	unsigned limit; /* attempts at once */
};

struct flow_class {
	const char *name;
	uint64_t line;
	unsigned limit; /* of each lane that does not say its own */
	struct flow_lane lanes[FLOW_LANES_MAX]; /* those that were said */
	size_t n_lanes;
	unsigned breaker;      /* failures that open it; 0: none does */
	uint32_t breaker_in;   /* seconds in which they are counted */
	uint32_t breaker_rest; /* seconds it stays open */
	uint32_t slow;         /* a mean time above is slow; 0: none is */
	uint64_t said_limit, said_breaker, said_slow; /* lines; 0: not said */
};

/* Names are borrowed from it. Cleared with {0}, released with
 * flow_classes_free. */
struct flow_classes {
	struct flow_class *list; /* owned */
	size_t n, cap;
	struct arena texts; /* owned */
};

/*
 * Reads the file; whatever is wrong is told. -1, ST_FAIL, where it cannot be
 * read, or where others can write it.
 */
int flow_classes_read(
    struct flow_classes *, const char *path, struct told *, struct err *);

/* NULL where there is none of that name. */
const struct flow_class *flow_class(
    const struct flow_classes *, const char *name);

/* Has every class that lane, or does this one name it? */
bool flow_class_has_lane(const struct flow_class *, const char *lane);

void flow_classes_free(struct flow_classes *);

#endif
