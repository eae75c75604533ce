/*
 * run_doing: an order that is being done.
 */
#ifndef RUN_DOING_H
#define RUN_DOING_H

#include "flow/decide/order.h"
#include "flow/run/run_step.h"

struct doing {
	struct run_step step;
	struct run *run;
	const struct run_order *order;
	size_t at;
	struct run_node *node; /* NULL: the run */
	const struct flow_node *flow;
};

/* Does one, or -1, ST_FAIL, nothing changed. */
typedef int doing_order(struct doing *, struct err *);

doing_order doing_hold, doing_go, doing_cancel, doing_redo;
doing_order doing_pass, doing_skip, doing_approve, doing_refuse; /* of nodes */

/* Says why it cannot be done, and what could be. Always -1. */
int doing_fail(const struct doing *, struct err *, const char *why);

/* Moves a node; it says why: "cancelled by 1000 maria: REASON". */
void doing_move(struct doing *, size_t node, enum node_state, const char *done);

/* Has the node, or else the run, ended? */
bool doing_has_ended(const struct doing *);

#endif
