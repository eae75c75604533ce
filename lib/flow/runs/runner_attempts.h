/*
 * runner_attempts: attempts and events under way, by their ids.
 */
#ifndef RUNNER_ATTEMPTS_H
#define RUNNER_ATTEMPTS_H

#include "flow/runs/runner_places.h"

struct runner_attempt {
	int64_t id;
	int64_t run;
	size_t node;
	uint32_t generation, number;
	int part;      /* enum node_part */
	bool is_event; /* no process */
	bool begun;    /* the world was told, or asked what became of it */
	bool foreign;  /* another machine or boot has it */
	bool stopping; /* the world was told to end it */
	int64_t began;
	struct runner_lane *lane;     /* where it has its place */
	struct runner_attempt *chain; /* of one hash */
};

/* Cleared with {0}, released with runner_attempts_free. */
struct runner_attempts {
	struct runner_attempt **by_id; /* owned: a hash */
	size_t n_hash, n;
	size_t processes; /* that are no events */
	size_t foreign;   /* that others have */
};

/* A copy of it; it takes a place in its lane. */
struct runner_attempt *runner_attempts_add(
    struct runner_attempts *, const struct runner_attempt *);

/* NULL where there is none. */
struct runner_attempt *runner_attempts_find(struct runner_attempts *, int64_t);

/* That of a node, where there is one. */
struct runner_attempt *runner_attempts_of(
    struct runner_attempts *, int64_t run, size_t node);

/* Takes it out; its place is free. */
void runner_attempts_remove(struct runner_attempts *, struct runner_attempt *);

/* Each of them, in no order: NULL first, and NULL behind the last. */
struct runner_attempt *runner_attempts_next(
    struct runner_attempts *, struct runner_attempt *);

void runner_attempts_foreign(
    struct runner_attempts *, struct runner_attempt *, bool);

/* Forgets all of them, whose places were forgotten before. */
void runner_attempts_forget(struct runner_attempts *);

void runner_attempts_free(struct runner_attempts *);

#endif
