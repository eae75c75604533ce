/*
 * follow: a run looked at again and again: what has changed, in lines for
 * people, and whether it has ended, or goes on without a person.
 */
#ifndef FOLLOW_H
#define FOLLOW_H

#include "flow/follow/follow_plan.h"

/* What was told of a node. */
struct follow_node {
	enum node_state state;
	enum node_waits waits;
	uint32_t attempts, generation;
};

/* Cleared with {0}, released with follow_free. */
struct follow {
	int64_t run;
	struct follow_plan plan;   /* owned */
	struct follow_node *nodes; /* owned */
	/* set by each look: */
	enum run_state state;
	bool differs, passed;
	bool ended;
	bool stuck;     /* nothing of it is under way, nor goes on by itself */
	char *for_whom; /* owned: a node that waits for a person; NULL */
};

/* Adds a line for each node that came to what people want to know. ST_FAIL where
 * there is no such run. */
int follow_look(
    struct follow *, struct flow_store *, struct buf *, struct err *);

void follow_free(struct follow *);

#endif
