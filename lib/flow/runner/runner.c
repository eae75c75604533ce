#include "flow/runner/runner.h"

#include <stdlib.h>

#include "base/mem.h"
#include "flow/runner/runner_shared.h"

enum {
	KEPT = 16 << 20, /* bytes of runs in memory, between turns */
	TRIES_IDLE = 4,  /* refusals, where somebody waits for the end */
};

int
runner_open(struct runner **at, const struct runner_setup *setup, struct err *e)
{
	struct runner *r = mem_zeroed(1, sizeof *r);
	struct buf flows = { 0 };

	r->store = setup->store;
	r->world = setup->world;
	r->schedules = setup->schedules && !setup->only_orders;
	r->only_orders = setup->only_orders;
	r->jobs = setup->jobs;
	r->dir = mem_dup(span_str(setup->dir));
	if (setup->flows) {
		buf_printf(&flows, "%s/", setup->flows);
		r->flows = mem_dup(buf_span(&flows));
		runner_classes_learn(r, buf_span(&flows));
	}
	buf_free(&flows);
	if (setup->named)
		r->named = mem_dup(span_str(setup->named));
	if (setup->templates)
		r->templates = mem_dup(span_str(setup->templates));
	runner_ini_read(r);
	r->runs.max = KEPT;
	r->stale = r->more = true;
	if (runner_worker_open(r, setup->worker, e) || runner_adopt(r, e) ||
	    (!r->only_orders && runner_means_load(&r->means, r->store, e))) {
		runner_close(r);
		return -1;
	}
	*at = r;
	return 0;
}

int
runner_work(struct runner *r, bool until_idle, struct err *e)
{
	struct world *w = r->world;

	for (;;) {
		unsigned signals = w->ops->signals(w);
		int64_t until;
		bool idle;

		if (signals & WORLD_HUP)
			runner_again(r);
		if (signals & WORLD_TERM)
			r->ending = true;
		if (runner_turn(r, &idle, &until, e))
			return -1;
		if (until_idle && r->refused > TRIES_IDLE) {
			*e = r->refusal;
			return -1;
		}
		if ((until_idle && idle) ||
		    (r->ending && !r->more && !r->left && !r->refused))
			return 0;
		w->ops->wait(w, until);
	}
}

int
runner_start(struct runner *r, const char *path, const struct run_given *given,
    size_t n, const char *who, int64_t *id, struct err *e)
{
	struct runner_new new = {
		.path = path, .given = given, .n = n, .who = who
	};
	bool bad = false;

	r->now = runner_clock_now(r);
	r->still = r->tells = true; /* nothing begins: that is a turn's */
	if ((r->stale && runner_adopt(r, e)) || runner_transaction(r, e) ||
	    runner_new_run(r, &new, id, &bad, e) || bad || runner_save(r, e) ||
	    runner_tell(r, e) || flow_store_commit(r->store, e)) {
		struct err again;

		flow_store_rollback(r->store, &again);
		runner_take_back(&r->runs, r->store);
		runner_todo_drop(r);
		r->stale = r->more = true;
		return -1;
	}
	r->more = true;
	runner_runs_trim(&r->runs);
	r->saved = 0;
	return 0;
}

/* Flows and classes are read again. */
void
runner_again(struct runner *r)
{
	struct told told = { 0 };

	runner_places_again(&r->places, &told);
	runner_say_told(r, &told);
	runner_schedules_read(r);
	runner_ini_read(r);
	r->more = true;
}

void
runner_close(struct runner *r)
{
	runner_keep_last(r);
	runner_worker_close(r);
	runner_runs_drop(&r->runs);
	runner_plans_free(&r->runs.plans);
	runner_attempts_free(&r->attempts);
	runner_places_free(&r->places);
	runner_means_free(&r->means);
	runner_schedules_free(&r->dues);
	runner_inbox_free(&r->inbox);
	runner_tickets_free(r);
	runner_alarms_drop(r);
	free(r->alarms.list);
	free(r->alarms.todo);
	free(r->todo.begin);
	free(r->todo.stop);
	free(r->parents.list);
	free(r->breakers.list);
	free(r->silent.list);
	runner_rest_free(r);
	free(r->dir);
	free(r->named);
	free(r->flows);
	free(r->templates);
	flow_runner_ini_free(&r->ini);
	free(r->ini_path);
	free(r);
}
