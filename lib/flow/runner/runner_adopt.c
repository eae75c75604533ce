#include "flow/runner/runner_shared.h"

#include <stdlib.h>

#include "base/mem.h"

enum { FOREIGN_MS = 60000 }; /* until they are looked at again */

static int
take_class(void *arg, const struct flow_store_class *from, struct err *e)
{
	struct runner *r = arg;

	(void)e;
	runner_class_keep(runner_class_of(&r->places, from->name), from);
	return 0;
}

/* Runs that have a place in a class, or wait for one. */
static int
take_runs(
    void *arg, const char *class, const char *lane, size_t n, struct err *e)
{
	struct runner *r = arg;
	struct runner_lane *l =
	    runner_lane_of(&r->places, class, RUNNER_LANE_RUNS);

	(void)e;
	if (!strcmp(lane, "waiting"))
		l->backlog = true;
	else
		l->under_way = n;
	return 0;
}

static int
take_lane(
    void *arg, const char *class, const char *lane, size_t ready, struct err *e)
{
	struct runner *r = arg;

	(void)ready;
	(void)e;
	runner_lane_of(&r->places, class, lane)->backlog = true;
	return 0;
}

struct runner_attempt
runner_attempt_of(struct runner *r, const struct flow_store_attempt *from)
{
	return (struct runner_attempt){
		.id = from->id,
		.run = from->run,
		.node = from->node,
		.generation = from->generation,
		.number = from->number,
		.part = from->part,
		.is_event = from->is_event,
		.began = from->began,
		.lane = runner_lane_of(&r->places, from->class, from->lane),
	};
}

static int
take_attempt(void *arg, const struct flow_store_attempt *from, struct err *e)
{
	struct runner_adopting *a = arg;
	struct runner *r = a->r;
	struct runner_attempt *old, new = runner_attempt_of(r, from);

	(void)e;
	old = runner_attempts_find(&a->old, from->id);
	if (old) {
		new.begun = old->begun;
		new.foreign = old->foreign;
		new.stopping = old->stopping;
	}
	runner_attempts_add(&r->attempts, &new);
	return 0;
}

enum world_found
runner_find(struct runner *r, const struct flow_store_attempt *a,
    const char *node, struct world_end *end)
{
	const struct runner_attempt at = { .run = a->run, .number = a->number };
	struct buf dir = { 0 }, id = { 0 };
	enum world_found found;

	runner_dir_of(r, &at, node, &dir);
	runner_id_of(r, a->id, &id);
	found = r->world->ops->find(r->world, a->id, id.p, dir.p, end);
	buf_free(&dir);
	buf_free(&id);
	return found;
}

/* What became of one that this runner did not begin. */
static int
find(struct runner *r, struct runner_attempt *a, struct err *e)
{
	const struct flow_store_attempt row = {
		.id = a->id, .run = a->run, .number = a->number
	};
	struct world_end end = { .attempt = a->id };
	struct runner_run *of;
	int got = runner_runs_get(&r->runs, r->store, a->run, &of, e);

	if (got != 1)
		return got;
	runner_classes_of(r, &of->run);
	end.found =
	    runner_find(r, &row, of->plan->plan.flow.nodes[a->node].name, &end);
	end.attempt = a->id;
	/* the directories of a store that was restored are another's */
	if (end.found == WORLD_NEVER && r->store->restored)
		end.found = WORLD_LOST;
	a->begun = true;
	if (end.found == WORLD_FOREIGN)
		r->foreign_at = r->world->ops->steady(r->world) + FOREIGN_MS;
	if (end.found != WORLD_GOING)
		runner_inbox_end(&r->inbox, &end);
	else if (of->run.nodes[a->node].stopping)
		r->world->ops->stop(r->world, a->id);
	runner_attempts_foreign(&r->attempts, a, end.found == WORLD_FOREIGN);
	return 0;
}

/* Those that were not begun by this runner: processes are looked for, events
 * are sent again, under the same id. */
static int
find_all(struct runner *r, struct err *e)
{
	struct runner_attempt *a = NULL;

	while ((a = runner_attempts_next(&r->attempts, a))) {
		if (a->begun)
			continue;
		if (a->is_event)
			runner_todo_begin(&r->todo, a->id);
		else if (find(r, a, e))
			return -1;
		if (runner_runs_are_many(&r->runs))
			runner_runs_trim(&r->runs);
	}
	return 0;
}

/* Those that go on but are ours no longer end; what comes of them is late. */
static void
keep_strays(struct runner_adopting *from)
{
	struct runner *r = from->r;
	struct runner_attempt *a = NULL;

	while ((a = runner_attempts_next(&from->old, a))) {
		struct runner_attempt *stray;

		if (!a->begun || runner_attempts_find(&r->attempts, a->id))
			continue;
		stray = runner_attempts_add(&r->attempts, a);
		if (!stray->stopping)
			runner_todo_stop(&r->todo, stray->id);
	}
}

/* Those of others are theirs; who only brings an order has none. */
static int
take_attempts(struct runner_adopting *a, struct err *e)
{
	struct flow_store *s = a->r->store;

	if (!s->shared)
		return flow_store_attempts_open(s, take_attempt, a, e);
	return s->worker
	    ? flow_attempts_of_worker(s, s->worker, take_attempt, a, e)
	    : 0;
}

int
runner_find_backlog(struct runner *r, struct err *e)
{
	if (r->store->shared && r->only_orders)
		return 0;
	return flow_store_going_runs(r->store, take_runs, r, e) ||
		flow_store_lanes(r->store, take_lane, r, e)
	    ? -1
	    : 0;
}

int
runner_adopt(struct runner *r, struct err *e)
{
	struct runner_adopting a = { r, r->attempts };
	int got;

	r->attempts = (struct runner_attempts){ 0 };
	runner_places_clear(&r->places);
	runner_todo_drop(r);
	got = flow_store_classes(r->store, take_class, r, e) ||
	    runner_find_backlog(r, e) || take_attempts(&a, e);
	/* places were counted anew: the old ones had none any more */
	if (!got && r->store->shared)
		keep_strays(&a);
	if (got) {
		runner_attempts_free(&r->attempts);
		r->attempts = a.old;
		return -1;
	}
	runner_attempts_forget(&a.old);
	if (!r->only_orders && (find_all(r, e) || runner_lost_find(r, e)))
		return -1;
	r->stale = false;
	return 0;
}

void
runner_look_again(struct runner *r)
{
	struct runner_attempt *a = NULL;
	struct err e;

	r->foreign_at = 0;
	while ((a = runner_attempts_next(&r->attempts, a)))
		if (a->foreign && find(r, a, &e)) {
			r->foreign_at =
			    r->world->ops->steady(r->world) + FOREIGN_MS;
			return;
		}
}
