/* What the store keeps of a runner's memory beside runs: means. */
#include "flow/runner/runner_shared.h"

enum { KEEP_MS = 60000 };

/* Means of all workers; others wait for who changes one. */
int
runner_keep(struct runner *r, struct err *e)
{
	int64_t now = r->world->ops->steady(r->world);

	r->keeps = !r->only_orders && now >= r->keep_at;
	if (!r->keeps)
		return 0;
	return runner_means_load(&r->means, r->store, e) ||
		runner_means_keep(&r->means, r->store, e)
	    ? -1
	    : 0;
}

void
runner_kept(struct runner *r)
{
	if (r->keeps)
		r->keep_at = r->world->ops->steady(r->world) + KEEP_MS;
}

void
runner_keep_last(struct runner *r)
{
	struct err e, ignored;

	if (r->only_orders || r->stale || runner_means_are_kept(&r->means))
		return;
	r->now = runner_clock_now(r);
	if (runner_transaction(r, &e) == 0 &&
	    runner_means_keep(&r->means, r->store, &e) == 0 &&
	    flow_store_commit(r->store, &e) == 0)
		return;
	flow_store_rollback(r->store, &ignored);
	r->world->ops->say(r->world, e.text);
}
