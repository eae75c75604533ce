/*
 * task: what is done with a state directory besides running days.
 */
#ifndef TASK_H
#define TASK_H

#include "base/buf.h"
#include "base/err.h"

enum task {
	TASK_NONE,
	TASK_PRINT_OPEN,    /* the open items of a day */
	TASK_PRINT_RESULTS, /* the copy of its results */
	TASK_PRINT_FACTS,   /* the facts of the stages before it */
	TASK_STATUS,
	TASK_VERIFY,
	TASK_PRUNE,
};

/* Borrowed. */
struct task_wish {
	enum task task;
	const char *dir;
	const int32_t *day;  /* to print; NULL: the last not stale */
	const char *output;  /* NULL: standard output */
	bool plain;          /* of the status */
	unsigned prune_days; /* that keep their open items, before that */
	unsigned wait_s;     /* for the lock, to prune */
};

/* Does it; notes gets lines for the operator, each with its LF. */
int task_do(const struct task_wish *, struct buf *notes, struct err *);

#endif
