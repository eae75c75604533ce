/*
 * shim_output: what the command writes goes through a pipe into a file of its
 * attempt, up to a bound. What is more is read and dropped, so that a command
 * that has to be ended for it neither waits for ever nor dies of a closed pipe,
 * and the disk has the bound and no byte more.
 */
#ifndef SHIM_OUTPUT_H
#define SHIM_OUTPUT_H

#include <stdbool.h>
#include <stdint.h>

struct shim_output {
	int from;       /* owned: our end of the pipe; -1: closed */
	int to;         /* owned: the file */
	uint64_t bytes; /* that were written to it */
	int trouble;    /* errno of the file: no more of it is kept */
};

/* Makes the file of that name in dir, and the pipe; *end is the command's end.
 * -1, errno says why. */
int shim_output_open(struct shim_output *, int dir, const char *name, int *end);

/* Takes what is there, without waiting; true once that is more than max. */
bool shim_output_take(struct shim_output *, uint64_t max);

/* Nobody writes any more: takes what is left. */
void shim_output_finish(struct shim_output *, uint64_t max);

#endif
