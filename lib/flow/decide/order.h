/*
 * order: something that a person says about a run or one of its nodes.
 */
#ifndef ORDER_H
#define ORDER_H

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

#endif
