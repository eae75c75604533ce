/*
 * flow_list: what people ask a store: runs by page, one run, its log, figures.
 */
#ifndef FLOW_LIST_H
#define FLOW_LIST_H

#include "flow/store/flow_store.h"

/*
 * All of it has to be so. Newest first: by when they were made, of one
 * parameter by id. State is that of the row; "late": of a schedule, an alarm
 * was raised because it had not begun or ended in time, and it has not ended;
 * "alarm": one about it was not delivered.
 */
struct flow_list_wish {
	const char *state;         /* NULL: any */
	const char *flow;          /* name; NULL */
	const char *param, *value; /* NULL; at most FLOW_LIST_VALUE_MAX bytes */
	int64_t from, to;          /* made from, and before; 0: not said */
	int64_t before; /* id of the last row of a page: the next one; 0 */
	size_t max;
	bool children;  /* runs of other runs, too */
	int64_t parent; /* runs of this run alone; 0: not said */
};

/* Longer values of parameters are not found by. */
enum { FLOW_LIST_VALUE_MAX = 200 };

struct flow_list_row {
	int64_t id, parent;
	const char *flow, *title;
	const char *state;  /* that of the run, and "held" where a node is */
	const char *params; /* "date=2026-11-30 channel=wechat" */
	const char *waits;  /* in words: what for; "" */
	int64_t made, began, ended, since;
	bool differs, passed;
};
typedef int flow_list_do(void *arg, const struct flow_list_row *, struct err *);
int flow_list_runs(struct flow_store *, const struct flow_list_wish *,
    flow_list_do *, void *arg, struct err *);
/* One run as such a row: 1, 0 where there is none, -1. */
int flow_list_run(
    struct flow_store *, int64_t id, flow_list_do *, void *arg, struct err *);

/* run: 0 none; texts: "" none. */
struct flow_log_row {
	int64_t id, at, run;
	const char *node, *what, *who, *text;
};
typedef int flow_log_do(void *arg, const struct flow_log_row *, struct err *);
/* Of a run (0: all), behind that id, at most max, oldest first. */
int flow_log_rows(struct flow_store *, int64_t run, int64_t behind, size_t max,
    flow_log_do *, void *arg, struct err *);
/* Adds one that no run has: what a runner did. */
int flow_log_add(
    struct flow_store *, const struct flow_log_row *, struct err *);

/*
 * For metrics and stats:
 *
 *	runs      FLOW   STATE   runs, as lists have their states
 *	run-ms    FLOW   STATE   of those that ended: ms from begin to end, all
 *	ready     CLASS  LANE    nodes that wait for a place
 *	running   CLASS  LANE    attempts under way
 *	alarms    ""     owed    alarms not delivered
 *
 * Figures of runs are kept as they change, so many runs cost nothing.
 */
typedef int flow_stats_do(void *arg, const char *what, const char *name,
    const char *label, int64_t n, struct err *);
int flow_stats(struct flow_store *, flow_stats_do *, void *arg, struct err *);

/*
 * Runs that may be pruned, at most max or one family, whichever is more: a run
 * of no other that ended before then, and all that it ran, none of which goes
 * on, is held, or has an alarm that is not delivered. Those that a run ran come
 * before it, so that what is pruned in this order is found again where it was
 * broken off. node is 0.
 */
int flow_prune_next(struct flow_store *, int64_t ended_before, size_t max,
    struct flow_store_places *, struct err *);
/* All rows of one; its directory went before. */
int flow_prune_rows(struct flow_store *, int64_t run, struct err *);
/* At the end: texts of flows that no run has any more, log and alarms of no
 * run, and starts that were missed or skipped, from before then. */
int flow_prune_rest(struct flow_store *, int64_t before, struct err *);

/* A copy in a file that is not there yet, whole at a moment, while the runner
 * works: of a store opened for reading. Put as flow.db into an empty directory
 * and opened for running it is restored. */
int flow_backup(struct flow_store *, const char *to, struct err *);

#endif
