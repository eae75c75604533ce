#include "flow/decide/run_order.h"

#include "flow/decide/run_doing.h"

static const struct {
	const char *word;
	doing_order *do_it;
	bool of_run; /* it may be of a whole run */
	bool needs_why;
} orders[] = {
	[ORDER_HOLD] = { "hold", doing_hold, true, false },
	[ORDER_GO] = { "go", doing_go, true, false },
	[ORDER_CANCEL] = { "cancel", doing_cancel, true, false },
	[ORDER_REDO] = { "redo", doing_redo, false, false },
	[ORDER_PASS] = { "pass", doing_pass, false, true },
	[ORDER_SKIP] = { "skip", doing_skip, false, true },
	[ORDER_APPROVE] = { "approve", doing_approve, false, false },
	[ORDER_REFUSE] = { "refuse", doing_refuse, false, true },
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
		return doing_fail(d, e, "its run has not begun");
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
		run_news_add(
		    r, NEWS_LOG, o->node, orders[o->kind].word, o->why, o->who);
	run_step_end(&d.step);
	return status;
}
