/*
 * Directories of runs that are no more. Who prunes a store that is shared takes
 * their rows; what each worker has of them it removes itself, some at a time.
 */
#include "flow/runner/runner_shared.h"

#include <errno.h>

enum {
	FIRST_MS = 60000,   /* behind the begin of a worker */
	EVERY_MS = 3600000, /* its directory is listed */
	SOME = 32,          /* of them, behind a look */
};

static bool
is_under_way(struct runner *r, int64_t run)
{
	struct runner_attempt *a = NULL;

	while ((a = runner_attempts_next(&r->attempts, a)))
		if (a->run == run)
			return true;
	return false;
}

/* One whose number others may have just taken is left: nobody knows whether it
 * has a row. */
static int
look_at(struct runner *r, struct span name, struct err *e)
{
	char digest[PLAN_DIGEST_CAP];
	struct buf dir = { 0 };
	uint64_t run;
	int got;

	if (!span_count(name, &run) || run == 0 ||
	    run >= (uint64_t)r->store->next_run)
		return 0;
	got = flow_store_run_digest(r->store, (int64_t)run, digest, e);
	if (got || is_under_way(r, (int64_t)run))
		return got < 0 ? -1 : 0;
	buf_printf(&dir, "%s/runs/%ju%c", r->dir, (uintmax_t)run, '\0');
	got = r->world->ops->remove(r->world, dir.p, e);
	buf_free(&dir);
	return got;
}

static int
list(struct runner *r, struct err *e)
{
	struct buf dir = { 0 };
	int got;

	buf_printf(&dir, "%s/runs%c", r->dir, '\0');
	errno = 0;
	got = r->world->ops->list(r->world, dir.p, "", &r->rest.names, e);
	if (got && errno == ENOENT) /* nothing has begun here yet */
		got = 0;
	buf_free(&dir);
	return got;
}

static void
forget(struct runner *r)
{
	names_free(&r->rest.names);
	r->rest.names = (struct names){ 0 };
	r->rest.at = 0;
}

void
runner_rest(struct runner *r)
{
	int64_t now = r->world->ops->steady(r->world);
	struct err e;
	int got = 0;

	if (!r->worker || r->looked == r->rest.looked)
		return;
	r->rest.looked = r->looked;
	if (!r->rest.next)
		r->rest.next = now + FIRST_MS;
	if (r->rest.names.n == 0 && now >= r->rest.next) {
		r->rest.next = now + EVERY_MS;
		got = list(r, &e);
	}
	for (int i = 0; got == 0 && i < SOME; i++) {
		if (r->rest.at == r->rest.names.n) {
			forget(r);
			return;
		}
		got = look_at(r, r->rest.names.list[r->rest.at++], &e);
	}
	if (got == 0)
		return;
	r->world->ops->say(r->world, e.text);
	forget(r);
}

void
runner_rest_free(struct runner *r)
{
	names_free(&r->rest.names);
}
