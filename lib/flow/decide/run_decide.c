#include <stdlib.h>

#include "flow/decide/run_doing.h"
#include "flow/decide/run_redo.h"

int
doing_redo(struct doing *d, struct err *e)
{
	enum node_state state = d->node->state;

	if (state == NODE_RUNNING)
		return doing_fail(d, e,
		    "it is running: wait until it has ended, or cancel it");
	if (state == NODE_READY)
		return doing_fail(d, e, "it is ready and waits for a place");
	if (state == NODE_WAITING)
		return doing_fail(d, e,
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
		return doing_fail(
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
		return doing_fail(d, e,
		    "it is running: wait until it has ended, or cancel it");
	if (n->state == NODE_DONE || n->state == NODE_DIFFERS)
		return doing_fail(d, e,
		    "it is done; redo --and-after does it and what follows "
		    "again");
	if (n->state == state)
		return doing_fail(d, e, "it is skipped already");
	if (doing_has_ended(d) && run_redo_after(&d->step, d->at, e))
		return -1;
	n->passed = state == NODE_DONE;
	n->lost = false;
	run_step_drop_outs(n);
	doing_move(d, d->at, state, state == NODE_DONE ? "passed" : "skipped");
	return 0;
}

int
doing_pass(struct doing *d, struct err *e)
{
	/* or else leave would not be needed */
	if (d->flow->approve && !d->node->approved && may_approve(d, e))
		return -1;
	return end_node(d, NODE_DONE, e);
}

int
doing_skip(struct doing *d, struct err *e)
{
	return end_node(d, NODE_SKIPPED, e);
}

static int
check_leave(const struct doing *d, struct err *e)
{
	if (!d->flow->approve)
		return doing_fail(d, e, "it needs nobody's leave");
	if (d->node->state != NODE_WAITING || d->node->waits != WAITS_PERSON)
		return doing_fail(d, e,
		    d->node->state == NODE_HELD
			? "it is held: go, and then it waits for leave"
			: "it does not wait for leave now");
	return may_approve(d, e);
}

int
doing_approve(struct doing *d, struct err *e)
{
	if (check_leave(d, e))
		return -1;
	d->node->approved = true;
	run_step_go(&d->step, d->at);
	return 0;
}

int
doing_refuse(struct doing *d, struct err *e)
{
	if (check_leave(d, e))
		return -1;
	doing_move(d, d->at, NODE_FAILED, "refused");
	return 0;
}
