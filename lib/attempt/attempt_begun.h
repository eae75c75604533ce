/*
 * attempt_begun: the file "begun" of an attempt, which is there before its
 * command goes; and the text of "lock", which has the first of the same lines
 * and is there before the shim is.
 */
#ifndef ATTEMPT_BEGUN_H
#define ATTEMPT_BEGUN_H

#include <sys/types.h>

#include "attempt/attempt_machine.h"

enum { ATTEMPT_ID_MAX = 128 };

struct attempt_begun {
	char id[ATTEMPT_ID_MAX + 1];
	struct attempt_machine machine;
	/* 0 in "lock": */
	pid_t shim, command, group;         /* the command leads the group */
	uint64_t shim_start, command_start; /* clock ticks since the boot */
	int64_t wall_ms;                    /* when, since 1970 */
};

/* The lines of "lock", and with the pids those of "begun". */
void attempt_begun_add(struct buf *, const struct attempt_begun *);

/* *b is cleared where the file is not whole. */
enum attempt_file attempt_begun_read(
    struct attempt_begun *, int dir, const char *name);

/* Letters, digits and "-", at least one and at most ATTEMPT_ID_MAX. */
bool attempt_id_is_good(const char *);

#endif
