#include "flow/run/run_begin.h"

#include "flow/run/run_step.h"

void
run_begin(struct run *r, int64_t now)
{
	struct run_step s;

	if (r->began)
		return;
	run_step_begin(&s, r, now);
	r->began = now;
	r->changed = true;
	if (r->state == RUN_WAITING)
		r->state = RUN_GOING;
	for (size_t i = 0; i < r->plan->flow.n_nodes; i++)
		if (r->nodes[i].open == 0 && r->nodes[i].state == NODE_WAITING)
			run_step_judge(&s, i);
	run_step_end(&s);
}

void
run_woken(struct run *r, size_t at, int64_t now)
{
	struct run_node *n = &r->nodes[at];
	struct run_step s;

	if (n->state != NODE_WAITING || n->wake == 0)
		return;
	run_step_begin(&s, r, now);
	if (n->waits == WAITS_DELAY) {
		n->delayed = true;
		run_step_go(&s, at);
	} else {
		run_step_move(&s, at, NODE_READY, NULL);
	}
	run_step_end(&s);
}

void
run_attempt(struct run *r, size_t at, int64_t now)
{
	struct run_node *n = &r->nodes[at];
	struct run_step s;

	if (n->state != NODE_READY)
		return;
	run_step_begin(&s, r, now);
	n->attempts++;
	n->stopping = false;
	if (n->part == PART_MAIN && r->plan->flow.nodes[at].every && !n->first)
		n->first = now;
	run_step_move(&s, at, NODE_RUNNING, NULL);
	run_step_end(&s);
}

void
run_attempt_back(struct run *r, size_t at, int64_t now)
{
	struct run_node *n = &r->nodes[at];
	struct run_step s;

	if (n->state != NODE_RUNNING)
		return;
	run_step_begin(&s, r, now);
	run_step_move(&s, at, n->stopping ? NODE_CANCELLED : NODE_READY, NULL);
	run_step_end(&s);
}
