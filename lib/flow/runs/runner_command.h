/*
 * runner_command: what a node's process is: its words, what is added to its
 * environment, where it runs.
 */
#ifndef RUNNER_COMMAND_H
#define RUNNER_COMMAND_H

#include "flow/run/run.h"
#include "text/words.h"

/* Cleared with {0}, released with runner_command_free. */
struct runner_command {
	struct words words;
	struct words env; /* NAME=VALUE */
	struct buf cwd;   /* and a NUL */
};

/* Of the part that the node is in. ST_DATA where a value is not there or cannot
 * be put in. */
int runner_command_make(
    struct runner_command *, const struct run *, size_t node, struct err *);

void runner_command_free(struct runner_command *);

#endif
