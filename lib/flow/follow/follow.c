#include "flow/follow/follow.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/visible_text.h"
#include "flow/follow/follow_stuck.h"

static int
load_plan(struct follow *f, struct flow_store *s, struct err *e)
{
	if (follow_plan_make(&f->plan, s, f->run, e))
		return -1;
	if (!f->nodes)
		f->nodes =
		    mem_zeroed(f->plan.plan.flow.n_nodes + 1, sizeof *f->nodes);
	return 0;
}

/* Is it to be told? */
static bool
is_news(const struct run_node *n)
{
	return node_has_ended(n->state) || n->state == NODE_HELD ||
	    (n->state == NODE_WAITING && n->waits != WAITS_PARENTS &&
		n->waits != WAITS_NOT);
}

static void
tell_node(const struct flow_node *n, const struct run_node *now, struct buf *b)
{
	buf_printf(b, "%s: ", n->name);
	if (now->state != NODE_WAITING)
		buf_str(b, node_state_name(now->state));
	else if (now->waits == WAITS_PERSON)
		buf_printf(b, "waits for approval by %s", n->approve);
	else if (now->waits == WAITS_DELAY)
		buf_str(b, "waits for its delay");
	else if (now->waits == WAITS_RETRY)
		buf_printf(b, "failed, try %" PRIu32 ", is tried again",
		    now->attempts);
	else
		buf_str(b, "asks again later");
	if (now->passed && now->state == NODE_DONE)
		buf_str(b, ", passed");
	if (now->why && *now->why) {
		buf_str(b, ": ");
		visible_add(b, span_str(now->why));
	}
	buf_byte(b, '\n');
}

static void
tell_changes(struct follow *f, const struct run *run, struct buf *b)
{
	for (size_t i = 0; i < f->plan.plan.flow.n_nodes; i++) {
		const struct run_node *now = &run->nodes[i];
		struct follow_node *was = &f->nodes[i];
		const struct follow_node is = { now->state, now->waits,
			now->attempts, now->generation };

		if (was->state == is.state && was->waits == is.waits &&
		    was->attempts == is.attempts &&
		    was->generation == is.generation)
			continue;
		*was = is;
		if (is_news(now))
			tell_node(&f->plan.plan.flow.nodes[i], now, b);
		if (now->state == NODE_HELD || now->waits == WAITS_PERSON) {
			free(f->for_whom);
			f->for_whom =
			    mem_dup(span_str(f->plan.plan.flow.nodes[i].name));
		}
	}
}

int
follow_look(
    struct follow *f, struct flow_store *s, struct buf *b, struct err *e)
{
	struct run run = { 0 };
	int r;

	if (load_plan(f, s, e))
		return -1;
	r = flow_store_run_load(s, &run, f->run, &f->plan.plan, e);
	if (r == 0)
		return err_set(e, ST_FAIL, "there is no run %" PRId64, f->run);
	if (r < 0)
		return -1;
	tell_changes(f, &run, b);
	f->state = run.state;
	f->differs = run.differs;
	f->passed = run.passed;
	f->ended = run_has_ended(run.state);
	f->stuck = false;
	r = f->ended ? 0 : follow_stuck(s, &run, &f->stuck, e);
	run_free(&run);
	return r;
}

void
follow_free(struct follow *f)
{
	follow_plan_free(&f->plan);
	free(f->nodes);
	free(f->for_whom);
	*f = (struct follow){ 0 };
}
