/*
 * shim_command: the command of an attempt, from its fork to its exec: it waits
 * until it is let go, and does nothing where the shim dies before.
 */
#ifndef SHIM_COMMAND_H
#define SHIM_COMMAND_H

#include <stddef.h>
#include <sys/types.h>

#include "attempt/attempt_spec.h"

struct shim_command {
	pid_t pid;  /* leads a group of its own */
	int go;     /* owned: a byte lets it go */
	int failed; /* owned: says why it could not be started */
};

/* Forks it; lock is closed there at once, out and err become its outputs. -1,
 * errno says why. */
int shim_command_fork(struct shim_command *, const struct attempt_spec *,
    int lock, int out, int err);

/* -1, errno says why. */
int shim_command_go(struct shim_command *);

/*
 * Behind its end: was it never started? Then the status that shells have for
 * that, 126 or 127, and why, in words; else 0.
 */
int shim_command_not_started(
    const struct shim_command *, char *reason, size_t cap);

#endif
