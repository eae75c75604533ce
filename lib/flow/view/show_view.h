/*
 * show_view: all that is shown of one run, read from a store.
 */
#ifndef SHOW_VIEW_H
#define SHOW_VIEW_H

#include "flow/view/show_from.h"

/* The last attempt of a node. */
struct show_attempt {
	uint32_t number; /* 0: there was none */
	bool is_event;
	int64_t began, ended;
	int status;
	char *end;      /* owned: a word; NULL: it has not ended */
	char *why;      /* owned; or NULL */
	int64_t worker; /* who has it; 0: who has the store */
};

/* Where one is who has, or had, an attempt of a store on a server. */
struct show_worker {
	int64_t id;
	char *host, *dir, *machine; /* owned */
};

/* Stays where it is; released with show_view_free. */
struct show_view {
	struct plan plan;              /* owned */
	struct run run;                /* owned */
	char *flow;                    /* owned: its name */
	struct show_attempt *attempts; /* owned: of each node */
	struct flow_store_children
	    *children; /* owned: of each node, of its last attempt */
	struct show_worker *workers; /* owned: those of the attempts */
	size_t n_workers, cap_workers;
	bool has_plan;
};

/* ST_FAIL where there is no such run. */
int show_view_load(
    struct show_view *, const struct show *, int64_t id, struct err *);

/* Who has the last attempt of a node; NULL where there is none, or the store has
 * one alone. */
const struct show_worker *show_worker_of(const struct show_view *, size_t node);

void show_view_free(struct show_view *);

#endif
