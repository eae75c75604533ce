/*
 * runner: takes runs from step to step: a turn of its loop is one transaction
 * of the store, and what it begins and sends stands in the store before.
 *
 *	orders of people, ends of attempts, wakes, due starts   -> steps of runs
 *	ready nodes, by class and lane, as far as there is room -> attempts
 *	commit
 *	answer, begin, send, stop
 *	wait
 *
 * A turn takes a bounded number of each. Where the store refuses something, as a
 * disk that is full, the turn is taken back whole, said once, and tried again
 * behind a pause; nothing of it has begun.
 */
#ifndef RUNNER_H
#define RUNNER_H

#include "flow/run/run_begin.h"
#include "flow/store/flow_shared.h"
#include "flow/world/world.h"

struct runner_setup {
	struct flow_store *store; /* borrowed, open for running */
	struct world *world;      /* borrowed */
	const char
	    *dir; /* of the store: attempts are in DIR/runs/RUN/NODE/NUMBER */
	const char *
	    flows; /* directory of flows with schedules, and classes.ini; NULL: none */
	const char *templates; /* the directory of those installed; NULL: alarms
	                        * are told in plain words */
	const char
	    *named; /* what names the store behind a command that people are
	                    * told to type: " --store DIR"; NULL: nothing does */
	const struct flow_worker *worker; /* borrowed: who runs a store that is
	                                   * shared; NULL: nobody, who only
	                                   * brings an order, or it is not */
	bool schedules;                   /* due starts are looked for */
	bool only_orders; /* orders alone are taken: nothing begins, is sent or
	                   * looked for */
	unsigned
	    jobs; /* processes at once over all classes; 0: as many as they may */
};

struct runner;

/* Opens: finds every attempt from before, by the table. */
int runner_open(struct runner **, const struct runner_setup *, struct err *);

/*
 * One turn without the wait and the signals. *until: when the next is to be at the
 * latest, unless something happens; steady ms, INT64_MAX: not at all. *idle: nothing
 * is under way, and no run goes on by itself, by a retry, poll or delay; only a
 * schedule, a breaker's rest or a person could let one. -1, told, where the store
 * is damaged, or no longer where it was, or there is no use in another turn.
 */
int runner_turn(struct runner *, bool *idle, int64_t *until, struct err *);

/* Has the store refused the last turn? */
bool runner_is_refused(const struct runner *);

/* Flows and classes are read again. */
void runner_again(struct runner *);

/* Turns until a signal ends it; until_idle: or until it is idle, and where the store
 * goes on refusing turns it is -1. */
int runner_work(struct runner *, bool until_idle, struct err *);

/* Starts a run of the flow in that file, in a transaction of its own; sets its id.
 * ST_DATA and ST_FAIL where flow or parameters are no good. */
int runner_start(struct runner *, const char *path, const struct run_given *,
    size_t n, const char *who, int64_t *id, struct err *);

/* Attempts are left to their shims. */
void runner_close(struct runner *);

#endif
