#include "flow/run/run_order.h"

#include <stdlib.h>

#include "flow/run/run_redo.h"
#include "flow/run/run_step.h"

/* An order that is being done. */
struct doing {
	struct run_step step;
	struct run *run;
	const struct run_order *order;
	size_t at;
	struct run_node *node; /* NULL: the run */
	const struct flow_node *flow;
};

/* Says why it cannot be done, and what could be. */
static int
refuse(const struct doing *d, struct err *e, const char *why)
{
	if (d->node)
		return err_set(e, ST_FAIL, "node %s: %s", d->flow->name, why);
	return err_set(e, ST_FAIL, "the run %s", why);
}

/* "cancelled by 1000 maria: why" */
static void
move(struct doing *d, size_t at, enum node_state state, const char *done)
{
	const struct run_order *o = d->order;
	struct buf b = { 0 };

	buf_printf(&b, "%s by %s%s%s", done, o->who, o->why ? ": " : "",
	    o->why ? o->why : "");
	buf_byte(&b, '\0');
	run_step_move(&d->step, at, state, b.p);
	buf_free(&b);
}

static bool
has_ended(const struct doing *d)
{
	return d->node ? node_has_ended(d->node->state)
		       : run_has_ended(d->run->state);
}

static int
hold_run(struct doing *d, struct err *e)
{
	if (d->run->state == RUN_HELD)
		return refuse(d, e, "is held already");
	d->run->state = RUN_HELD;
	d->run->changed = true;
	return 0;
}

static int
hold(struct doing *d, struct err *e)
{
	if (has_ended(d))
		return refuse(d, e, d->node ? "it has ended" : "has ended");
	if (!d->node)
		return hold_run(d, e);
	if (d->node->hold)
		return refuse(d, e, "it is held already");
	d->node->hold = d->node->changed = true;
	if (d->node->state != NODE_RUNNING && d->node->state != NODE_HELD)
		move(d, d->at, NODE_HELD, "held");
	return 0;
}

static int
go_run(struct doing *d, struct err *e)
{
	if (d->run->state != RUN_HELD)
		return refuse(d, e,
		    has_ended(d) ? "has ended; redo does one of its nodes again"
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
		return refuse(d, e, "it waits for leave: approve or refuse it");
	case WAITS_PARENTS:
	case WAITS_NOT:
		break;
	}
	return refuse(d, e,
	    "it waits for what it is after; pass or skip it, or what it waits "
	    "for");
}

static int
go(struct doing *d, struct err *e)
{
	if (!d->node)
		return go_run(d, e);
	if (has_ended(d))
		return refuse(d, e, "it has ended; redo does it again");
	if (d->node->state == NODE_HELD) {
		go_held(d);
		return 0;
	}
	if (d->node->state == NODE_WAITING)
		return go_waiting(d, e);
	if (!d->node->hold)
		return refuse(d, e,
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
		run_step_news(&d->step, NEWS_STOP, at, "cancelled", NULL, NULL);
	} else if (!node_has_ended(n->state)) {
		move(d, at, NODE_CANCELLED, "cancelled");
	}
}

static void
cancel_run(struct doing *d)
{
	d->run->stopping = d->run->changed = true;
	for (size_t i = 0; i < d->run->plan->flow.n_nodes; i++)
		cancel_node(d, i);
}

static int
cancel(struct doing *d, struct err *e)
{
	if (has_ended(d))
		return refuse(d, e, d->node ? "it has ended" : "has ended");
	if (d->node)
		cancel_node(d, d->at);
	else
		cancel_run(d);
	return 0;
}

static int
redo(struct doing *d, struct err *e)
{
	enum node_state state = d->node->state;

	if (state == NODE_RUNNING)
		return refuse(d, e,
		    "it is running: wait until it has ended, or cancel it");
	if (state == NODE_READY)
		return refuse(d, e, "it is ready and waits for a place");
	if (state == NODE_WAITING)
		return refuse(d, e,
		    "it has not ended; go lets it begin at once where it waits "
		    "for a time");
	return run_redo(&d->step, d->at, d->order->after, e);
}

/* The uid that who begins with; false: it is no person. */
static bool
uid_of(const char *who, unsigned long *uid)
{
	char *end;

	if (!who || *who < '0' || *who > '9')
		return false;
	*uid = strtoul(who, &end, 10);
	return *end == '\0' || *end == ' ';
}

/* Never who started the run, and of the group. */
static int
may_approve(const struct doing *d, struct err *e)
{
	const char *const *group = d->order->groups;
	unsigned long uid;

	if (uid_of(d->run->origin.who, &uid) && uid == d->order->uid)
		return refuse(
		    d, e, "who started the run may not say yes or no to it");
	while (group && *group && strcmp(*group, d->flow->approve) != 0)
		group++;
	if (group && *group)
		return 0;
	return err_set(e, ST_FAIL,
	    "node %s: only members of the group %s may say yes or no",
	    d->flow->name, d->flow->approve);
}

/* Ends it by a person's word; one that ended otherwise is opened for it. */
static int
end_node(struct doing *d, enum node_state state, struct err *e)
{
	struct run_node *n = d->node;

	if (n->state == NODE_RUNNING)
		return refuse(d, e,
		    "it is running: wait until it has ended, or cancel it");
	if (n->state == NODE_DONE || n->state == NODE_DIFFERS)
		return refuse(d, e,
		    "it is done; redo --and-after does it and what follows "
		    "again");
	if (n->state == state)
		return refuse(d, e, "it is skipped already");
	if (has_ended(d) && run_redo_after(&d->step, d->at, e))
		return -1;
	n->passed = state == NODE_DONE;
	n->lost = false;
	run_step_drop_outs(n);
	move(d, d->at, state, state == NODE_DONE ? "passed" : "skipped");
	return 0;
}

static int
pass(struct doing *d, struct err *e)
{
	/* or else leave would not be needed */
	if (d->flow->approve && !d->node->approved && may_approve(d, e))
		return -1;
	return end_node(d, NODE_DONE, e);
}

static int
skip(struct doing *d, struct err *e)
{
	return end_node(d, NODE_SKIPPED, e);
}

static int
check_leave(const struct doing *d, struct err *e)
{
	if (!d->flow->approve)
		return refuse(d, e, "it needs nobody's leave");
	if (d->node->state != NODE_WAITING || d->node->waits != WAITS_PERSON)
		return refuse(d, e,
		    d->node->state == NODE_HELD
			? "it is held: go, and then it waits for leave"
			: "it does not wait for leave now");
	return may_approve(d, e);
}

static int
approve(struct doing *d, struct err *e)
{
	if (check_leave(d, e))
		return -1;
	d->node->approved = true;
	run_step_go(&d->step, d->at);
	return 0;
}

static int
refuse_leave(struct doing *d, struct err *e)
{
	if (check_leave(d, e))
		return -1;
	move(d, d->at, NODE_FAILED, "refused");
	return 0;
}

static const struct {
	const char *word;
	int (*do_it)(struct doing *, struct err *);
	bool of_run; /* it may be of a whole run */
	bool needs_why;
} orders[] = {
	[ORDER_HOLD] = { "hold", hold, true, false },
	[ORDER_GO] = { "go", go, true, false },
	[ORDER_CANCEL] = { "cancel", cancel, true, false },
	[ORDER_REDO] = { "redo", redo, false, false },
	[ORDER_PASS] = { "pass", pass, false, true },
	[ORDER_SKIP] = { "skip", skip, false, true },
	[ORDER_APPROVE] = { "approve", approve, false, false },
	[ORDER_REFUSE] = { "refuse", refuse_leave, false, true },
};

static int
check(const struct doing *d, struct err *e)
{
	const struct run_order *o = d->order;
	const struct run *r = d->run;

	if (!d->node && !orders[o->kind].of_run)
		return err_set(e, ST_FAIL, "%s: which node? It has to be named",
		    orders[o->kind].word);
	if (orders[o->kind].needs_why && (!o->why || !*o->why))
		return err_set(e, ST_FAIL, "%s needs a reason, --why TEXT",
		    orders[o->kind].word);
	if (d->node && !r->began && o->kind != ORDER_HOLD)
		return refuse(d, e, "its run has not begun");
	if (r->stopping && !run_has_ended(r->state) && o->kind != ORDER_CANCEL)
		return err_set(e, ST_FAIL,
		    "the run was cancelled and what runs is being ended; wait "
		    "until it has ended");
	return 0;
}

int
run_order_do(
    struct run *r, const struct run_order *o, int64_t now, struct err *e)
{
	struct doing d = { .run = r, .order = o, .at = o->node };
	int status;

	if (o->node != FLOW_NOWHERE) {
		d.node = &r->nodes[o->node];
		d.flow = &r->plan->flow.nodes[o->node];
	}
	if (check(&d, e))
		return -1;
	run_step_begin(&d.step, r, now);
	status = orders[o->kind].do_it(&d, e);
	if (status == 0)
		run_step_news(&d.step, NEWS_LOG, o->node, orders[o->kind].word,
		    o->why, o->who);
	run_step_end(&d.step);
	return status;
}
