/*
 * run_order: what people say about a run.
 */
#ifndef RUN_ORDER_H
#define RUN_ORDER_H

#include "flow/run/run.h"

enum order_kind {
	ORDER_HOLD,   /* nothing of the run, or of a node, begins */
	ORDER_GO,     /* it goes on; a held node is tried again */
	ORDER_CANCEL, /* a run: what is under way is ended, the rest cancelled */
	ORDER_REDO,   /* a node that ended, or is held, again */
	ORDER_PASS,   /* it counts as done, without outputs */
	ORDER_SKIP,   /* it is skipped, and what follows */
	ORDER_APPROVE,
	ORDER_REFUSE,
};

struct run_order {
	enum order_kind kind;
	size_t node; /* FLOW_NOWHERE: the run */
	bool after;  /* redo: and all that follows, as the next generation */
	const char *who; /* "1000 maria" */
	unsigned long uid;
	const char *const
	    *groups;     /* names of groups who is in; NULL behind the last */
	const char *why; /* or NULL */
};

/*
 * Does it. ST_FAIL, nothing changed, where it cannot be: the node is not in such
 * a state, something after it is running, the person is not of the group or
 * has started the run, no reason is given where one is needed (pass, skip,
 * refuse). The text says what could be done instead.
 */
int run_order_do(
    struct run *, const struct run_order *, int64_t now, struct err *);

#endif
