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
	const char *state; /* NULL: any */
	const char *flow;  /* name; NULL */
	const char *param,
	    *value;       /* NULL; at most FLOW_STORE_FOUND_MAX bytes */
	int64_t from, to; /* made from, and before; 0: not said */
	int64_t before;   /* id of the last row of a page: the next one; 0 */
	size_t max;
	bool children;  /* runs of other runs, too */
	int64_t parent; /* runs of this run alone; 0: not said */
};

/* Longer values of parameters are not found by. */
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
 *	oldest    CLASS  LANE    since when the first of them does
 *	tickets   CLASS  LANE    nodes that have one, and a ticket nobody took
 *	running   CLASS  LANE    attempts under way
 *	minute    CLASS  LANE    attempts that ended in the last whole minute,
 *	hour      CLASS  LANE    in the last 60 of them,
 *	hour-ms   CLASS  LANE    and how long these took, all
 *	breaker   CLASS  open, half-open: until when it is, or was, open
 *	workers   ""     STATE   of a store that several share
 *	alarms    ""     owed    alarms not delivered
 *
 * Figures of runs, and of a minute, are kept as they change, so many runs cost
 * nothing.
 */
typedef int flow_stats_do(void *arg, const char *what, const char *name,
    const char *label, int64_t n, struct err *);
int flow_stats(
    struct flow_store *, int64_t now, flow_stats_do *, void *arg, struct err *);

/* Is there work for a runner: runs that are going or wait for a place, attempts
 * under way? 1, 0, -1. */
int flow_list_has_work(struct flow_store *, struct err *);

#endif
