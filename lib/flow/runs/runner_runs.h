/*
 * runner_runs: the runs that something happens to, in memory. Any of them is in
 * the store as well, but for what happened to it in this turn.
 */
#ifndef RUNNER_RUNS_H
#define RUNNER_RUNS_H

#include "flow/runs/runner_plans.h"

struct runner_run {
	struct run run; /* owned */
	struct runner_plan *plan;
	size_t bytes;   /* about, with all that it has */
	bool placed;    /* it has a place among the runs of its class */
	bool touched;   /* it is in the list of those */
	uint64_t taken; /* the last turn in which it was ours */
	struct runner_run *chain;         /* of one hash */
	struct runner_run *newer, *older; /* by their last use */
};

/* Cleared with {0}, released with runner_runs_drop and runner_plans_free. */
struct runner_runs {
	struct runner_plans plans;
	struct runner_run **by_id; /* owned: a hash */
	size_t n_hash, n;
	size_t bytes, max; /* of all, and how many are kept between turns */
	struct runner_run *newest, *oldest;
	struct runner_run **touched; /* owned: in the order they were */
	size_t n_touched, cap_touched;
	uint64_t turn; /* counts them */
};

/* A run as it is in memory, or loaded: 1, 0 where there is none, -1. Where
 * others change the store it may be another by now: runner_take.h. It lives
 * until runner_runs_trim or _drop. */
int runner_runs_get(struct runner_runs *, struct flow_store *, int64_t id,
    struct runner_run **, struct err *);

/* A new one, cleared, that is to become a run of the plan; then it is added
 * under its id, or given up. */
struct runner_run *runner_runs_new(struct runner_plan *);
void runner_runs_add(struct runner_runs *, struct runner_run *);
void runner_runs_give_up(struct runner_run *);

/* Does it take a place among the runs of its class: has it begun, and not ended? */
bool runner_run_has_place(const struct run *);

/* Something happened to it: it is to be saved. */
void runner_runs_touch(struct runner_runs *, struct runner_run *);

/* Forgets one, saved or not, unless something happened to it in this turn. */
void runner_runs_forget(struct runner_runs *, int64_t id);

/* Is there more in memory than is to be kept? */
bool runner_runs_are_many(const struct runner_runs *);

/* All was saved: drops those that were used longest ago. */
void runner_runs_trim(struct runner_runs *);

/* In memory; NULL. */
struct runner_run *runner_runs_find(struct runner_runs *, int64_t id);

/* One that nothing happened to in this turn, as the store has another. */
void runner_runs_let_go(struct runner_runs *, struct runner_run *);

/* Drops those that were ours in this turn. */
void runner_runs_undo(struct runner_runs *);

/* Drops all of them, saved or not. */
void runner_runs_drop(struct runner_runs *);

#endif
