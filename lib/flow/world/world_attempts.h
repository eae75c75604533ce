/*
 * world_attempts: processes that a runner has begun, or found from before, until
 * their end was told; within the room.
 */
#ifndef WORLD_ATTEMPTS_H
#define WORLD_ATTEMPTS_H

#include <poll.h>

#include "flow/world/world_outcome.h"

/* One that goes on. */
struct world_going {
	int64_t attempt;
	char *id, *dir; /* owned */
	pid_t pid;      /* of its shim, our child; 0: adopted */
	int watch;      /* owned: readable once the shim is gone; -1: look */
	bool recon;     /* its command is a program of the toolkit */
	bool gone;      /* its end is to be looked at */
	bool stopping;  /* its shim is to be asked to end it */
	int64_t look;   /* steady ms: when to look again; INT64_MAX: not */
	int64_t kill;   /* when its shim is killed, as it has not ended it */
};

/* Cleared with {0}. */
struct world_attempts {
	const char *shim;         /* borrowed: the program */
	struct world_going *list; /* owned */
	size_t n, cap;
};

/* As world_ops has them. */
enum world_found world_attempts_begin(struct world_attempts *, int64_t attempt,
    const struct world_attempt *, struct world_outcome *);
enum world_found world_attempts_find(struct world_attempts *, int64_t attempt,
    const char *id, const char *dir, struct world_outcome *);
void world_attempts_stop(struct world_attempts *, int64_t attempt);

/* Sets what to wait for, at most n of them in all; returns how many. */
size_t world_attempts_poll(const struct world_attempts *, struct pollfd *);

/* When to go on at the latest, steady ms. */
int64_t world_attempts_due(const struct world_attempts *);

/* Goes on without waiting: fds as they were set, behind poll(2). */
void world_attempts_step(
    struct world_attempts *, const struct pollfd *, size_t n);

/* The next that has ended. */
bool world_attempts_next(struct world_attempts *, int64_t *attempt,
    enum world_found *, struct world_outcome *);

void world_attempts_free(struct world_attempts *);

#endif
