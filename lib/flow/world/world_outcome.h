/*
 * world_outcome: how an attempt or an event ended, with all that it points to;
 * within the room.
 */
#ifndef WORLD_OUTCOME_H
#define WORLD_OUTCOME_H

#include "attempt/attempt.h"
#include "flow/world/world.h"
#include "transport/answer.h"

/* Cleared with {0}. */
struct world_outcome {
	struct run_outcome outcome; /* points into the rest */
	struct buf why, bad;        /* owned */
	struct run_out *outs;       /* owned; their texts: */
	size_t cap;
	struct arena texts; /* owned */
};

/* Forgets what it had. */
void world_outcome_clear(struct world_outcome *, enum end_kind);

/* Gives a reason, made visible; an empty one is none. */
void world_outcome_why(struct world_outcome *, struct span);

/* Of a process whose result is there; dir: its directory. */
void world_outcome_of_attempt(struct world_outcome *,
    const struct attempt_result *, const char *dir, bool recon);

/* Of an event. */
void world_outcome_of_answer(struct world_outcome *, const struct answer *);

void world_outcome_free(struct world_outcome *);

#endif
