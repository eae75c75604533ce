/*
 * process: a program that runs beside this one, without a shell: lines go to its
 * standard input, its standard output is a file, and it is told when it ends.
 *
 * It runs in a process group of its own, so that what it has started can be
 * ended with it, and so that a terminal's ^C is not for it.
 */
#ifndef PROCESS_H
#define PROCESS_H

#include <stdbool.h>
#include <sys/types.h>

#include "base/err.h"

enum { PROCESS_HELD = 3 }; /* the descriptor that it holds for us */

struct process_setup {
	char *const *argv; /* borrowed: [0] is a path; a NULL behind the last */
	int out;           /* borrowed: becomes its standard output */
	int hold;          /* borrowed: becomes its PROCESS_HELD; -1: none */
};

struct process {
	pid_t pid;  /* 0: none */
	int in;     /* owned: its standard input, non-blocking; -1: closed */
	int watch;  /* owned: readable once it has ended; -1: ask again and
	             * again, PROCESS_STEP_MS apart */
	bool ended; /* and then: */
	int status; /* exit status, or -1 where a signal killed it: */
	int signal; /* that */
};

enum { PROCESS_STEP_MS = 20 };

/* ST_FAIL where it cannot be started, and then nothing runs. SIGPIPE is ignored
 * here, not there. */
int process_start(struct process *, const struct process_setup *, struct err *);

/* No more comes for it. */
void process_close(struct process *);

/* Has it ended? Where it has not ended by itself with status 0, what is left of
 * its group is killed. */
bool process_ended(struct process *);

/* A signal for its group. */
void process_signal(const struct process *, int signal);

/* Lets go of it, whether it has ended or not. */
void process_free(struct process *);

#endif
