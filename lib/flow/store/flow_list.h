/*
 * flow_list: what people ask a store: runs by page, one run, its log, figures.
 */
#ifndef FLOW_LIST_H
#define FLOW_LIST_H

#include "flow/store/flow_store.h"

struct flow_list_wish {
	const char *state;         /* of runs: or "late", "alarm"; NULL: any */
	const char *flow;          /* name; NULL */
	const char *param, *value; /* NULL */
	int64_t from, to;          /* made between; 0: not said */
	int64_t before;            /* ids below: the next page; 0: the first */
	size_t max;
	bool children; /* runs of other runs, too */
};

struct flow_list_row {
	int64_t id, parent;
	const char *flow, *title;
	const char *state;  /* that of the run, and "held" where a node is */
	const char *params; /* "date=2026-11-30 channel=wechat" */
	const char *waits;  /* in words: what for */
	int64_t made, began, ended, since;
	bool differs, passed;
};
typedef int flow_list_do(void *arg, const struct flow_list_row *, struct err *);
int flow_list_runs(struct flow_store *, const struct flow_list_wish *,
    flow_list_do *, void *arg, struct err *);

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

/* Per flow and state: runs; per class: ready, running. For metrics and stats. */
typedef int flow_stats_do(void *arg, const char *what, const char *name,
    const char *label, int64_t n, struct err *);
int flow_stats(struct flow_store *, flow_stats_do *, void *arg, struct err *);

/* Runs to be pruned: ended before, reported, never held; with children, ids ascending. */
int flow_prune_next(struct flow_store *, int64_t ended_before, size_t max,
    struct flow_store_places *, struct err *);
int flow_prune_rows(struct flow_store *, int64_t run, struct err *);

/* A copy that is whole at a moment, while the runner works. Opened for running it holds
 * its runs until "go". */
int flow_backup(struct flow_store *, const char *to, struct err *);

#endif
