/*
 * flow: a file of a flow, recon-flow(5), as it was written.
 *
 * All texts are borrowed from the flow and live as long as it does. What was
 * not said is NULL, or 0, unless it is told otherwise. Durations are seconds.
 */
#ifndef FLOW_H
#define FLOW_H

#include "base/arena.h"
#include "flow/file/flow_due.h"
#include "flow/file/flow_type.h"
#include "sections/named_words.h"

enum {
	FLOW_NODES_MAX = 10000,
	FLOW_PARAMS_MAX = 1000,     /* of a flow, and set by a node */
	FLOW_OUTS_MAX = 1000,       /* outputs of a node */
	FLOW_CONDITION_MAX = 65536, /* bytes of a condition */
	FLOW_STATUSES_MAX = 32,     /* that a key lists */
};

struct flow_param {
	const char *name;
	const char *title;
	const char *preset; /* default =; NULL: it has to be given */
	enum flow_type type;
	bool typed;    /* type = was said and is one */
	uint64_t line; /* of its section */
	uint64_t preset_line;
};

struct flow_out {
	const char *name;
	enum flow_type type;
	uint64_t line;
};

/* param NAME = TEXT, of a sub-flow or a schedule. */
struct flow_set {
	const char *name;
	struct named_words text; /* owned; of a node */
	struct flow_due due;     /* of a schedule */
	uint64_t line;
};

/* after = PARENT if COND */
struct flow_edge {
	const char *parent;
	const char *condition; /* NULL: none */
	uint64_t line;
};

/* What a node does. */
enum flow_kind {
	FLOW_NOTHING, /* it was not said */
	FLOW_RUN,     /* a command */
	FLOW_SH,      /* a line for the shell */
	FLOW_SEND,    /* an event to a target */
	FLOW_FLOW,    /* another flow */
	FLOW_APPROVE, /* it waits for a person, and nothing else */
	FLOW_WAIT,    /* it waits for a time, or for what it is after */
};

enum flow_join {
	FLOW_ALL,   /* all ended, all edges hold */
	FLOW_SOME,  /* all ended, one holds */
	FLOW_ANY,   /* the first that holds */
	FLOW_ENDED, /* all ended */
};

enum flow_give_up { FLOW_HOLD, FLOW_FAIL };

/* How often something is tried, and when again. */
struct flow_backoff {
	uint32_t first;  /* before the second try */
	unsigned factor; /* of each to the next, 1 or more */
	uint32_t most;   /* 0: no bound */
};

/* Exit statuses. */
struct flow_statuses {
	unsigned char list[FLOW_STATUSES_MAX];
	size_t n;
};

struct flow_node {
	const char *name;
	const char *title;
	uint64_t line; /* of its section */
	enum flow_kind kind;
	const char *does; /* what the key of its kind says */
	uint64_t does_line;
	struct named_words words; /* owned: of run */
	struct named_words text;  /* owned: what send says */
	struct named_words when;  /* owned: when-run */
	struct named_words each;  /* owned: for-each, a path */
	const char *approve;      /* a group */
	struct flow_edge *after;  /* owned */
	size_t n_after, cap_after;
	enum flow_join join;
	struct flow_out *outs; /* owned */
	size_t n_outs, cap_outs;
	struct flow_set *params; /* owned: of a sub-flow */
	size_t n_params, cap_params;
	const char *class, *lane;
	uint32_t delay, timeout, grace, every, deadline;
	unsigned retry, times;
	struct flow_backoff backoff;
	const char *until; /* repeat-until, a condition */
	struct flow_statuses differs, never;
	enum flow_give_up give_up;
	bool idempotent;
	uint32_t away; /* so long behind the last sign of the worker that has it
	                * an attempt is lost; 0: never by itself */
	/* the lines of keys that were said, by flow_key; 0: not said */
	uint64_t said[32];
};

enum flow_catch_up { FLOW_CATCH_NONE, FLOW_CATCH_LAST, FLOW_CATCH_ALL };
enum flow_overlap { FLOW_OVERLAP_WAIT, FLOW_OVERLAP_SKIP, FLOW_OVERLAP_RUN };

enum { FLOW_TIMES_MAX = 48 }; /* of day */

struct flow_schedule {
	const char *name;
	uint64_t line;
	uint16_t at[FLOW_TIMES_MAX]; /* minutes of the day, ascending */
	size_t n_at;
	const char *zone;
	unsigned days; /* a bit for each day of the week, Monday the lowest; 0:
			* all of them */
	const char *calendar;    /* a path; only business days */
	struct flow_set *params; /* owned */
	size_t n_params, cap_params;
	enum flow_catch_up catch_up;
	unsigned catch_max; /* runs, with FLOW_CATCH_ALL */
	enum flow_overlap overlap;
	uint32_t grace;
	int done_by; /* minutes of the due day, or of days after; -1: none */
	uint64_t said[32];
};

struct flow_alarm {
	const char **sends; /* owned: targets, in turn */
	uint64_t *lines;    /* owned: of these */
	size_t n, cap, cap_lines;
	uint64_t line; /* of its section; 0: there is none */
};

struct flow {
	const char *path;
	const char *title;
	struct flow_param *params;
	size_t n_params, cap_params;
	struct flow_node *nodes; /* in the order of the file */
	size_t n_nodes, cap_nodes;
	struct flow_schedule *schedules;
	size_t n_schedules, cap_schedules;
	struct flow_alarm alarm;
	struct arena texts; /* owned */
};

/* The parameter of that name, NULL where there is none. */
const struct flow_param *flow_param(const struct flow *, struct span name);

/* The output of that name, NULL where there is none. */
const struct flow_out *flow_out(const struct flow_node *, struct span name);

/* A copy that lives as long as the flow. */
const char *flow_text(struct flow *, struct span);

/* In the words of the file: "run", "sh"... */
const char *flow_kind_name(enum flow_kind);
const char *flow_join_name(enum flow_join);

void flow_free(struct flow *);

#endif
