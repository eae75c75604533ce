/*
 * running: one run, from its begin to its end, as a command follows it: as the
 * runner, or beside others that are.
 */
#ifndef RUNNING_H
#define RUNNING_H

#include "flow/command/seat.h"
#include "flow/follow/follow.h"

struct running {
	const struct command *command;
	struct flow_store there; /* owned: of the others, open for reading */
	bool is_open;
	int64_t seen;    /* steady ms: when a look at that last went well */
	int64_t workers; /* likewise: when workers are asked for next */
	struct buf path; /* owned: of the flow */
	struct run_given *given; /* owned */
	struct follow follow;    /* owned */
	int64_t looked;          /* steady ms: when the next look is due */
	bool left;               /* a signal came: it goes on without us */
};

/* -- running_begin.c: it begins, and its number is printed */
/* In the store of which this is the runner. */
int running_begin_here(struct running *, struct seat *, struct err *);
/* Where others are: they are asked, or a server's store is visited. */
int running_begin_there(struct running *, struct err *);

/* -- running_look.c: what has changed is printed */
int running_look(struct running *, struct flow_store *, struct err *);
/* The same of the store of the others. */
int running_look_there(struct running *, struct err *);
/* Does anybody work on the server? Who follows asks now and then. 1, 0, -1. */
int running_has_worker(struct running *, struct err *);
void running_close_there(struct running *);

#endif
