/* Who we are among several workers. */
#include "flow/runner/runner_state.h"

int
runner_worker_open(
    struct runner *r, const struct flow_worker *worker, struct err *e)
{
	r->worker = worker;
	if (!r->store->shared || !worker)
		return 0;
	r->store->now = runner_clock_now(r);
	if (flow_worker_begin(r->store, worker, e))
		return -1;
	r->chance = (uint64_t)r->store->worker;
	return 0;
}
