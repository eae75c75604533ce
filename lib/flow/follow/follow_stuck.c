#include "flow/follow/follow_stuck.h"

#include <stdlib.h>

#include "flow/follow/follow_plan.h"

enum { CHILDREN = 1000 }; /* that are looked at; of more one goes on, surely */

/* Do all runs of a node wait for a person? */
static int
children_stuck(struct flow_store *s, const struct run *run, size_t node,
    bool *stuck, struct err *e)
{
	struct flow_store_places open = { 0 };
	struct follow_plan plan = { 0 };
	int r = flow_store_children_open(
	    s, run->id, node, run->nodes[node].attempts, CHILDREN, &open, e);

	*stuck = open.n > 0 && open.n < CHILDREN;
	for (size_t i = 0; r == 0 && *stuck && i < open.n; i++) {
		struct run child = { 0 };

		r = follow_plan_make(&plan, s, open.list[i].run, e);
		if (r == 0)
			r = flow_store_run_load(
			    s, &child, open.list[i].run, &plan.plan, e);
		if (r == 1)
			r = follow_stuck(s, &child, stuck, e);
		run_free(&child);
	}
	follow_plan_free(&plan);
	free(open.list);
	return r < 0 ? -1 : 0;
}

int
follow_stuck(
    struct flow_store *s, const struct run *run, bool *stuck, struct err *e)
{
	*stuck = run->state != RUN_WAITING && !run_has_ended(run->state);
	for (size_t i = 0; *stuck && i < run->plan->flow.n_nodes; i++) {
		const struct run_node *n = &run->nodes[i];
		bool held = run->state == RUN_HELD;

		if (n->state == NODE_READY ||
		    (n->state == NODE_WAITING && n->wake))
			*stuck = held;
		else if (n->state != NODE_RUNNING)
			continue;
		else if (run->plan->flow.nodes[i].kind != FLOW_FLOW)
			*stuck = false;
		else if (children_stuck(s, run, i, stuck, e))
			return -1;
	}
	return 0;
}
