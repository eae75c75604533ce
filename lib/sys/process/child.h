/*
 * child: a command that is run to its end, without a shell: its standard input
 * is given, its standard output is kept, its time is bounded.
 *
 * It runs in a process group of its own. Past its time the group gets TERM and,
 * five seconds later, KILL.
 */
#ifndef CHILD_H
#define CHILD_H

#include "base/buf.h"
#include "base/err.h"

/* Statuses as shells have them, for a command that did not begin. */
enum { CHILD_NOT_RUN = 126, CHILD_NOT_FOUND = 127 };

struct child {
	char *const *argv; /* borrowed; a NULL behind the last word */
	const char *dir;   /* borrowed: where it runs; NULL: here */
	struct span in;    /* what it reads; it need not read all */
	uint32_t seconds;  /* it may take, above 0 */
	size_t out_max;    /* bytes of output that are kept */
	int out_fd;        /* not 0: borrowed, its output goes there instead */
	struct buf out;    /* owned, cleared before: the output */
	bool cut;          /* there was more */
	bool late;         /* it did not end in time */
	int status;        /* exit status, or -1 where a signal killed it: */
	int signal;        /* that */
};

/* ST_FAIL where there is no process or pipe to be had. SIGPIPE is ignored
 * here, not in the child. */
int child_run(struct child *, struct err *);

#endif
