#include "flow/decide/run_doing.h"

static int
hold_run(struct doing *d, struct err *e)
{
	if (d->run->state == RUN_HELD)
		return doing_fail(d, e, "is held already");
	d->run->state = RUN_HELD;
	d->run->changed = true;
	return 0;
}

int
doing_hold(struct doing *d, struct err *e)
{
	if (doing_has_ended(d))
		return doing_fail(d, e, d->node ? "it has ended" : "has ended");
	if (!d->node)
		return hold_run(d, e);
	if (d->node->hold)
		return doing_fail(d, e, "it is held already");
	d->node->hold = d->node->changed = true;
	if (d->node->state != NODE_RUNNING && d->node->state != NODE_HELD)
		doing_move(d, d->at, NODE_HELD, "held");
	return 0;
}

static int
go_run(struct doing *d, struct err *e)
{
	if (d->run->state != RUN_HELD)
		return doing_fail(d, e,
		    doing_has_ended(d)
			? "has ended; redo does one of its nodes again"
			: "is not held; a node of it that is held is "
			  "named, too");
	d->run->state = d->run->began ? RUN_GOING : RUN_WAITING;
	d->run->changed = true;
	return 0;
}

static void
go_held(struct doing *d)
{
	struct run_node *n = d->node;

	n->hold = n->lost = false;
	n->failures = n->polls = 0;
	n->first = 0;
	if (n->begun)
		run_step_go(&d->step, d->at);
	else
		run_step_judge(&d->step, d->at);
}

static int
go_waiting(struct doing *d, struct err *e)
{
	switch (d->node->waits) {
	case WAITS_DELAY:
		d->node->delayed = true;
		run_step_go(&d->step, d->at);
		return 0;
	case WAITS_RETRY:
	case WAITS_POLL:
		run_step_move(&d->step, d->at, NODE_READY, NULL);
		return 0;
	case WAITS_PERSON:
		return doing_fail(
		    d, e, "it waits for leave: approve or refuse it");
	case WAITS_PARENTS:
	case WAITS_NOT:
		break;
	}
	return doing_fail(d, e,
	    "it waits for what it is after; pass or skip it, or what it waits "
	    "for");
}

int
doing_go(struct doing *d, struct err *e)
{
	if (!d->node)
		return go_run(d, e);
	if (doing_has_ended(d))
		return doing_fail(d, e, "it has ended; redo does it again");
	if (d->node->state == NODE_HELD) {
		go_held(d);
		return 0;
	}
	if (d->node->state == NODE_WAITING)
		return go_waiting(d, e);
	if (!d->node->hold)
		return doing_fail(d, e,
		    d->node->state == NODE_READY
			? "it is ready and waits for a place"
			: "it is running");
	d->node->hold = false;
	d->node->changed = true;
	return 0;
}

static void
cancel_node(struct doing *d, size_t at)
{
	struct run_node *n = &d->run->nodes[at];

	if (n->state == NODE_RUNNING) {
		n->stopping = n->changed = true;
		run_news_add(d->run, NEWS_STOP, at, "cancelled", NULL, NULL);
	} else if (!node_has_ended(n->state)) {
		doing_move(d, at, NODE_CANCELLED, "cancelled");
	}
}

static void
cancel_run(struct doing *d)
{
	d->run->stopping = d->run->changed = true;
	for (size_t i = 0; i < d->run->plan->flow.n_nodes; i++)
		cancel_node(d, i);
}

int
doing_cancel(struct doing *d, struct err *e)
{
	if (doing_has_ended(d))
		return doing_fail(d, e, d->node ? "it has ended" : "has ended");
	if (d->node)
		cancel_node(d, d->at);
	else
		cancel_run(d);
	return 0;
}
