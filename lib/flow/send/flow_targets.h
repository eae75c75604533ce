/*
 * flow_targets: events on their way, a transport a target.
 */
#ifndef FLOW_TARGETS_H
#define FLOW_TARGETS_H

#include "flow/send/flow_target.h"

/* Cleared with {0} but for the first two, which are borrowed. */
struct flow_targets {
	const char *dir;        /* for their files, made where it is missing */
	const char *transports; /* the directory of those installed */
	struct flow_target **list; /* owned, each too */
	size_t n, cap;
	struct flow_answers answers; /* owned */
};

/* As world_ops has it. */
void flow_targets_send(struct flow_targets *, int64_t attempt, const char *file,
    const char *name, struct span id, struct span event, uint32_t within);

/* So many descriptors at most. */
size_t flow_targets_most(const struct flow_targets *);
size_t flow_targets_poll(const struct flow_targets *, struct pollfd *);
int64_t flow_targets_due(const struct flow_targets *);
void flow_targets_step(struct flow_targets *);

/* The next answer, which the caller releases. */
bool flow_targets_next(struct flow_targets *, struct flow_answer *);

void flow_targets_free(struct flow_targets *);

#endif
