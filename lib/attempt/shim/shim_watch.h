/*
 * shim_watch: a command that runs, until it and all that it has left is gone.
 */
#ifndef SHIM_WATCH_H
#define SHIM_WATCH_H

#include "attempt/attempt_result.h"
#include "attempt/shim/shim_command.h"
#include "attempt/shim/shim_output.h"

struct shim_watch {
	const struct attempt_spec *spec;
	struct shim_command *command;
	struct shim_output *output; /* two */
};

/* From now on signals for the shim are kept for shim_watch; before the command
 * is forked. */
void shim_watch_signals(void);

/* Returns once no process of the attempt is left: why, status, signal, reason,
 * output and killed of the result are set. */
void shim_watch(const struct shim_watch *, struct attempt_result *);

#endif
