/* One turn: what has come is taken, saved in one transaction, and done. */
#include "flow/runner/runner.h"

#include <stdlib.h>

#include "flow/runner/runner_shared.h"

enum {
	PAUSE_MS = 1000,   /* behind a refusal of the store, twice as long */
	PAUSE_MAX = 30000, /* behind each further one */
};

static int64_t
steady(const struct runner *r)
{
	return r->world->ops->steady(r->world);
}

/* What the world tells waits here for the turn that commits it. In a pause all of
 * it is taken, as it would end the wait. True where there may be more. */
static bool
gather(struct runner *r, bool pause)
{
	size_t ends = pause ? SIZE_MAX : RUNNER_ENDS_MAX;
	size_t orders = pause ? SIZE_MAX : RUNNER_ORDERS_MAX;
	struct world *w = r->world;
	struct world_end end;
	struct world_order order;

	if (r->foreign_at && steady(r) >= r->foreign_at)
		runner_look_again(r);
	while (r->inbox.n_ends < ends && w->ops->ended(w, &end))
		runner_inbox_end(&r->inbox, &end);
	runner_tickets_gather(r);
	while (r->inbox.n_orders < orders && w->ops->order(w, &order))
		runner_inbox_order(&r->inbox, &order);
	return r->inbox.n_ends >= ends || r->inbox.n_orders >= orders;
}

/* Wakes that have come. */
static int
wakes(struct runner *r, struct err *e)
{
	struct flow_taken_places woken = { 0 };
	int got =
	    flow_take_woken(r->store, r->now, RUNNER_WAKES_MAX, &woken, e);

	for (size_t i = 0; got == 0 && i < woken.n; i++) {
		struct runner_run *of;
		struct run_node *node;

		if (runner_runs_are_many(&r->runs)) {
			r->more = true;
			break;
		}
		if (runner_take_place(&r->runs, r->store, &woken.list[i], &of,
			e) != FLOW_TAKEN) {
			got = -1;
			break;
		}
		node = &of->run.nodes[woken.list[i].node];
		if (node->wake && node->wake <= r->now) {
			run_woken(&of->run, woken.list[i].node, r->now);
			runner_runs_touch(&r->runs, of);
		}
	}
	r->more |= woken.n == RUNNER_WAKES_MAX;
	free(woken.list);
	return got;
}

int
runner_transaction(struct runner *r, struct err *e)
{
	if (runner_clock_begin(r, e))
		return -1;
	runner_take_begin(&r->runs);
	return 0;
}

/* All of a turn that stands in one transaction. */
static int
turn(struct runner *r, struct err *e)
{
	r->more = false;
	r->claimed = r->waiting = 0;
	r->tells = r->alarms.came = false;
	/* a store that was restored waits for a person */
	r->still = r->only_orders || r->ending || r->store->restored;
	if (runner_store_again(r, e) || runner_worker_again(r, e) ||
	    (r->stale && runner_adopt(r, e)) || runner_transaction(r, e) ||
	    runner_worker_sign(r, e) || runner_clock_set(r, e) ||
	    runner_look(r, e) || runner_take_orders(r, e) ||
	    runner_take_ends(r, e) ||
	    (!r->still && (runner_tickets_take(r, e) || wakes(r, e))) ||
	    runner_save(r, e) || runner_breakers(r, e) ||
	    (r->schedules && !r->still &&
		(runner_dues(r, e) || runner_save(r, e))) ||
	    (!r->still &&
		(runner_claims(r, e) || runner_alarms(r, e) ||
		    runner_ping(r, e))) ||
	    runner_tell(r, e) || runner_keep(r, e) ||
	    flow_store_commit(r->store, e))
		return -1;
	return 0;
}

/* It is as if the turn had not been. */
static int
refused(struct runner *r, struct err *e)
{
	struct err again;
	int64_t pause = (int64_t)PAUSE_MS << (r->refused < 5 ? r->refused : 5);
	bool soon = runner_was_in_the_way(r, e);

	flow_store_rollback(r->store, &again);
	runner_take_back(&r->runs, r->store);
	runner_todo_drop(r);
	runner_tickets_drop(r);
	r->took_ends = r->took_orders = r->left = 0;
	r->stale = r->more = true;
	r->sweep_at = 0;
	runner_means_unkept(&r->means);
	runner_schedules_undo(&r->dues, r->runs.turn);
	if (soon)
		return 0;
	if (e->status == ST_DATA || e->status == ST_BROKEN)
		return -1;
	if (r->refused++ == 0)
		r->world->ops->say(r->world, e->text);
	r->refusal = *e;
	r->pause = steady(r) + (pause < PAUSE_MAX ? pause : PAUSE_MAX);
	return 0;
}

/* Answers, begins and stops: the store has it now. */
static void
act(struct runner *r)
{
	struct world *w = r->world;

	if (r->refused)
		w->ops->say(w, "the store takes changes again");
	r->refused = 0;
	r->in_the_way = 0;
	runner_clock_keep(r);
	runner_worker_signed(r);
	runner_kept(r);
	for (size_t i = 0; i < r->took_orders; i++) {
		struct runner_order *o = &r->inbox.orders[i];

		w->ops->answer(w, o->order.id, o->status, buf_span(&o->text));
	}
	for (size_t i = 0; i < r->took_ends; i++)
		if (runner_ping_is(r->inbox.ends[i].attempt))
			runner_ping_ended(r, &r->inbox.ends[i].outcome);
		else if (r->inbox.ends[i].attempt < 0)
			runner_alarm_over(r, -r->inbox.ends[i].attempt);
	runner_inbox_drop(&r->inbox, r->took_ends, r->took_orders);
	r->took_ends = r->took_orders = 0;
	if (runner_stood_still(r))
		runner_begin_later(r);
	runner_begin(r);
	runner_tickets_act(r);
	runner_alarms_send(r);
	runner_ping_give(r);
	runner_rest(r);
	runner_runs_trim(&r->runs);
	r->saved = 0;
}

/* When something goes on by itself. */
static int
next_wake(struct runner *r, struct err *e)
{
	int64_t rest = runner_breaker_wake(r), wake;

	if (flow_store_next_wake(r->store, &wake, e))
		return -1;
	r->run_wake = r->still ? INT64_MAX : runner_not_yet(r, wake);
	r->wake = r->run_wake < rest ? r->run_wake : rest;
	if (r->schedules && !r->still && r->dues.wake < r->wake)
		r->wake = r->dues.wake;
	if (r->alarms.wake < r->wake)
		r->wake = r->alarms.wake;
	if (!r->still && r->ping.wake < r->wake)
		r->wake = r->ping.wake;
	return 0;
}

static bool
has_work(struct runner *r)
{
	return r->more || r->stale || r->inbox.n_ends > r->left ||
	    r->inbox.n_orders || r->now >= r->wake || runner_clock_jumped(r) ||
	    (r->crowded && steady(r) >= r->crowded) || runner_looks(r) ||
	    runner_tickets_come(r);
}

/* In steady ms. */
static int64_t
until_of(const struct runner *r)
{
	int64_t at = r->wake == INT64_MAX
	    ? INT64_MAX
	    : steady(r) + (r->wake > r->now ? r->wake - r->now : 0);

	if (r->foreign_at && r->foreign_at < at)
		at = r->foreign_at;
	if (r->crowded && r->crowded < at)
		at = r->crowded;
	if (runner_tickets_at(r) < at)
		at = runner_tickets_at(r);
	return runner_looks_at(r) < at ? runner_looks_at(r) : at;
}

bool
runner_is_refused(const struct runner *r)
{
	return r->refused != 0;
}

static int
turn_if(struct runner *r, bool *idle, int64_t *until, struct err *e)
{
	bool full;

	*idle = false;
	*until = r->pause;
	if (r->world->ops->stands(r->world, e))
		return -1;
	full = gather(r, steady(r) < r->pause);
	if (steady(r) < r->pause)
		return 0;
	r->now = runner_clock_now(r);
	if (has_work(r)) {
		bool done = turn(r, e) == 0;

		if (done)
			act(r);
		if (!done || next_wake(r, e)) {
			if (refused(r, e))
				return -1;
			*until = r->pause;
			return 0;
		}
	}
	r->more |= full || r->inbox.n_ends > r->left || r->inbox.n_orders ||
	    runner_looks(r) || runner_tickets_come(r);
	*until = r->more ? steady(r) : until_of(r);
	*idle = !r->more && !r->left && r->attempts.n == r->attempts.foreign &&
	    r->run_wake == INT64_MAX && !r->alarms.n && !r->crowded &&
	    !r->soon && !r->tickets.out && !r->tickets.n &&
	    !runner_others_work(r);
	return 0;
}

int
runner_turn(struct runner *r, bool *idle, int64_t *until, struct err *e)
{
	int got = turn_if(r, idle, until, e);

	runner_watch(r);
	return got;
}
