/* Who we are among several workers, and that we still are. */
#include "flow/runner/runner_shared.h"

enum { SIGN_MS = 10000 };

static int
begin(struct runner *r, struct err *e)
{
	r->store->now = runner_clock_now(r);
	return flow_worker_begin(r->store, r->worker, e);
}

int
runner_worker_open(
    struct runner *r, const struct flow_worker *worker, struct err *e)
{
	r->worker = r->store->shared ? worker : NULL;
	if (!r->worker)
		return 0;
	if (begin(r, e))
		return -1;
	r->chance = (uint64_t)r->store->worker;
	return 0;
}

void
runner_worker_close(struct runner *r)
{
	struct err e;

	if (!r->worker || !r->store->worker)
		return;
	r->store->now = runner_clock_now(r);
	if (flow_worker_end(r->store, &e))
		r->world->ops->say(r->world, e.text);
}

/* What it has in memory is another's now, but for what it began since. */
int
runner_worker_again(struct runner *r, struct err *e)
{
	if (!r->gone)
		return 0;
	if (begin(r, e))
		return -1;
	r->gone = false;
	r->stale = true;
	r->world->ops->say(r->world,
	    "this worker was said to be gone: what it had under way is ended, "
	    "and it begins again");
	return 0;
}

int
runner_worker_sign(struct runner *r, struct err *e)
{
	char was[16];

	r->signs = r->worker && r->now >= r->sign_at;
	if (!r->signs)
		return 0;
	if (flow_worker_sign(r->store, was, e))
		return -1;
	if (!strcmp(was, "gone"))
		r->gone = r->still = true;
	r->missed = !strcmp(was, "unreachable");
	/* the one before us in this directory may have been missed */
	return r->missed || !r->sign_at
	    ? runner_silent_heard(r, r->store->worker, r->missed, e)
	    : 0;
}

void
runner_worker_signed(struct runner *r)
{
	if (r->signs)
		r->sign_at = r->now + SIGN_MS;
	/* meanwhile others may have given up something of ours */
	r->stale |= r->missed;
	r->more |= r->gone || r->missed;
	r->missed = false;
}

static int
look(void *arg, const struct flow_worker *w, struct err *e)
{
	struct runner *r = arg;

	(void)e;
	r->others_work |= w->id != r->store->worker && w->attempts &&
	    !strcmp(w->state, "working");
	return 0;
}

bool
runner_others_work(struct runner *r)
{
	struct err e;

	r->others_work = false;
	/* one that cannot be asked is not idle: the next turn tells why */
	return r->store->shared &&
	    (flow_workers(r->store, look, r, &e) || r->others_work);
}
