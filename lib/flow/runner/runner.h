/*
 * runner: takes runs from step to step: a turn of its loop is one transaction
 * of the store, and what it begins and sends stands in the store before.
 *
 *	orders of people, ends of attempts, wakes, due starts   -> steps of runs
 *	ready nodes, by class and lane, as far as there is room -> attempts
 *	commit
 *	begin and send them
 *	wait
 */
#ifndef RUNNER_H
#define RUNNER_H

#include "flow/store/flow_store.h"
#include "flow/world/world.h"

struct runner_setup {
	struct flow_store *store; /* borrowed, open for running */
	struct world *world;      /* borrowed */
	const char
	    *dir; /* of the store: attempts are in DIR/runs/RUN/NODE/NUMBER */
	const char *
	    flows; /* directory of flows with schedules, and classes.ini; NULL: none */
	bool schedules; /* due starts are looked for */
	unsigned
	    jobs; /* attempts at once over all classes; 0: as many as they may */
};

struct runner;

/* Opens: finds every attempt from before, by the table. */
int runner_open(struct runner **, const struct runner_setup *, struct err *);

/* One turn without the wait. *idle: nothing is under way and nothing is to begin before
 * *until (steady ms; INT64_MAX: nothing at all). */
int runner_turn(struct runner *, bool *idle, int64_t *until, struct err *);

/* Turns until stopped by a signal; idle: until nothing is left to do. */
int runner_work(struct runner *, bool until_idle, struct err *);

/* Starts a run of the flow in that file, in the next turn's transaction; sets its id. */
int runner_start(struct runner *, const char *path, const struct run_given *,
    size_t n, const char *who, int64_t *id, struct err *);

/* Attempts are left to their shims. */
void runner_close(struct runner *);

#endif
