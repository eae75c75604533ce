/*
 * flow_store: all that a runner knows, in a database: runs and their nodes,
 * attempts, due starts, alarms, what people said. On lib/db, in SQL that SQLite
 * and PostgreSQL understand.
 *
 * A runner changes it in one transaction a turn:
 *
 *	flow_store_begin
 *	... save, claim, add
 *	flow_store_commit
 *
 * and starts and sends only behind the commit. Readers open it for reading and
 * keep no transaction longer than a page of a list. Times are ms since 1970.
 *
 * Errors as in db.h. Functions return -1, told; what they would have set is
 * untouched.
 */
#ifndef FLOW_STORE_H
#define FLOW_STORE_H

#include "db/db.h"
#include "flow/run/run.h"

enum { FLOW_STORE_VERSION = 1 };

/* Cleared with {0}. */
struct flow_store {
	struct db db; /* owned */
	char id[33];  /* of the store, hex: attempts carry it; another one in a
	               * copy that was restored */
	void *inside; /* owned */
};

enum flow_store_use { FLOW_STORE_READ, FLOW_STORE_RUN };

/*
 * Opens DIR/flow.db; for FLOW_STORE_RUN it is made where it is not there, and
 * the caller holds DIR/runner.lock. ST_DATA for a file that is none, is damaged,
 * or is of a newer version; ST_FAIL on a file system of a network.
 */
int flow_store_open(
    struct flow_store *, const char *dir, enum flow_store_use, struct err *);
/* The same in memory, for simulations. */
int flow_store_open_memory(struct flow_store *, struct err *);
void flow_store_close(struct flow_store *);

int flow_store_begin(struct flow_store *, struct err *);
int flow_store_commit(struct flow_store *, struct err *);
int flow_store_rollback(struct flow_store *, struct err *);

/* -- texts of flows ------------------------------------------------------- */

/* Keeps the text of a plan, once. */
int flow_store_keep_text(
    struct flow_store *, const struct plan *, struct err *);
/* Adds path and text of a digest: 1, 0 where there is none, -1. */
int flow_store_text(struct flow_store *, const char *digest, struct buf *path,
    struct buf *text, struct err *);

/* -- runs ------------------------------------------------------------------ */

/* A new run with its nodes; sets its id. ST_DATA where there is one of the same
 * parent, node, generation and item, or of the same schedule and due. */
int flow_store_run_add(struct flow_store *, struct run *, struct err *);
/* Saves what changed in it: itself, nodes, outputs, news (as log and alarms, at
 * time now), and clears the marks. */
int flow_store_run_save(
    struct flow_store *, struct run *, int64_t now, struct err *);
/* The digest of its text, which the caller makes a plan of: 1, 0, -1. */
int flow_store_run_digest(struct flow_store *, int64_t id,
    char digest[PLAN_DIGEST_CAP], struct err *);
/* Loads it, cleared before, with this plan: 1, 0 where there is none, -1. */
int flow_store_run_load(
    struct flow_store *, struct run *, int64_t id, struct plan *, struct err *);
/* Runs that a node of a run runs: those that ended, by how, and those that did
 * not. */
struct flow_store_children {
	size_t going, done, failed, cancelled;
};
int flow_store_run_children(struct flow_store *, int64_t parent, size_t node,
    uint32_t generation, struct flow_store_children *, struct err *);

/* -- what is to be done ---------------------------------------------------- */

struct flow_store_place {
	int64_t run;
	size_t node;
};

/* A list of places, owned, released with free(3). */
struct flow_store_places {
	struct flow_store_place *list;
	size_t n, cap;
};

/* Nodes whose wake is at or before now, in order of it, at most max; of runs
 * that are going. */
int flow_store_woken(struct flow_store *, int64_t now, size_t max,
    struct flow_store_places *, struct err *);
/* The first wake behind now, INT64_MAX where there is none. */
int flow_store_next_wake(struct flow_store *, int64_t *wake, struct err *);
/* Moves all wakes by so many ms: a clock was set. */
int flow_store_move_wakes(struct flow_store *, int64_t by, struct err *);

/* Classes that have ready nodes (and the lanes these are in), each once:
 * calls back; nodes of going runs only. "" is the class of nodes without one. */
typedef int flow_store_lane(
    void *arg, const char *class, const char *lane, size_t ready);
int flow_store_lanes(
    struct flow_store *, flow_store_lane *, void *arg, struct err *);
/* The first ready nodes of a lane of a class, oldest first, at most max. */
int flow_store_ready(struct flow_store *, const char *class, const char *lane,
    size_t max, struct flow_store_places *, struct err *);
/* Runs of other flows' nodes that wait for a place of that class, likewise. */
int flow_store_waiting_runs(struct flow_store *, const char *class, size_t max,
    struct flow_store_places *, struct err *);

/* -- attempts -------------------------------------------------------------- */

struct flow_store_attempt {
	int64_t id; /* set by add; with the store's id it names the attempt */
	int64_t run;
	size_t node;
	uint32_t generation;
	uint32_t number;          /* within the node: its directory */
	int part;                 /* enum node_part */
	bool is_event;            /* an event to a target, not a process */
	const char *class, *lane; /* "" none */
	int64_t began, ended;
	const char
	    *end;   /* a word: "done", "failed", "timeout", "lost"...; NULL */
	int status; /* of exit, or signal + 256 */
	const char *why; /* or NULL */
};

int flow_store_attempt_add(
    struct flow_store *, struct flow_store_attempt *, struct err *);
int flow_store_attempt_end(
    struct flow_store *, const struct flow_store_attempt *, struct err *);
/* Those that have not ended, in the order of their ids: calls back for each. */
typedef int flow_store_attempt_do(
    void *arg, const struct flow_store_attempt *, struct err *);
int flow_store_attempts_open(
    struct flow_store *, flow_store_attempt_do *, void *arg, struct err *);
/* All of a node of a run, FLOW_NOWHERE: of all its nodes, first to last. */
int flow_store_attempts(struct flow_store *, int64_t run, size_t node,
    flow_store_attempt_do *, void *arg, struct err *);

/* -- classes ---------------------------------------------------------------- */

struct flow_store_class {
	const char *name;
	int64_t limit; /* overrides; -1: not */
	const char *who, *why;
	int64_t at;         /* when it was overridden */
	int64_t open_until; /* of its breaker; 0: closed */
};
typedef int flow_store_class_do(
    void *arg, const struct flow_store_class *, struct err *);
int flow_store_classes(
    struct flow_store *, flow_store_class_do *, void *arg, struct err *);
int flow_store_class_put(
    struct flow_store *, const struct flow_store_class *, struct err *);
/* Failures and time-outs of a class since then. */
int flow_store_class_failures(struct flow_store *, const char *class,
    int64_t since, size_t *n, struct err *);

/* -- due starts -------------------------------------------------------------- */

struct flow_store_due {
	const char *flow; /* path of the file */
	const char *schedule;
	const char *due; /* nominal local time: the key with the two above */
	int64_t at;      /* the instant */
	const char
	    *state;  /* "due", "waiting", "started", "missed", "skipped" */
	int64_t run; /* 0: none */
	bool late_told, done_by_told; /* alarms that were raised */
	int64_t done_by;              /* instant; 0: none */
};
typedef int flow_store_due_do(
    void *arg, const struct flow_store_due *, struct err *);
/* Adds a row, 1; 0: it is there already; -1. */
int flow_store_due_add(
    struct flow_store *, const struct flow_store_due *, struct err *);
int flow_store_due_put(
    struct flow_store *, const struct flow_store_due *, struct err *);
/* Those that have not begun and are not missed or skipped, and those started whose
 * run has not ended; of one schedule, or of all (NULL), oldest first. */
int flow_store_dues_open(struct flow_store *, const char *flow,
    const char *schedule, flow_store_due_do *, void *arg, struct err *);
/* In a state, newest first, at most max. */
int flow_store_dues(struct flow_store *, const char *state, size_t max,
    flow_store_due_do *, void *arg, struct err *);
/* A schedule as the runner knows it: since when, and until when it has looked. */
struct flow_store_schedule {
	const char *flow, *schedule;
	int64_t since, looked;
	bool retired;
};
typedef int flow_store_schedule_do(
    void *arg, const struct flow_store_schedule *, struct err *);
int flow_store_schedules(
    struct flow_store *, flow_store_schedule_do *, void *arg, struct err *);
int flow_store_schedule_put(
    struct flow_store *, const struct flow_store_schedule *, struct err *);

/* -- alarms ------------------------------------------------------------------ */

struct flow_store_alarm {
	int64_t id;
	const char *flow;   /* name; "" : of the runner */
	int64_t run;        /* 0: none; the first */
	const char *node;   /* name; "" */
	const char *reason; /* a word */
	const char *text;
	int64_t first, last; /* when */
	uint32_t count;
	int64_t told; /* when it was delivered; 0: not yet */
	uint32_t tries;
	int64_t next;    /* when it is tried again */
	const char *why; /* of the last try; or NULL */
};
typedef int flow_store_alarm_do(
    void *arg, const struct flow_store_alarm *, struct err *);
/* One a flow, node and reason in 15 minutes: another is counted. */
int flow_store_alarm_add(
    struct flow_store *, const struct flow_store_alarm *, struct err *);
int flow_store_alarm_put(
    struct flow_store *, const struct flow_store_alarm *, struct err *);
/* Undelivered ones, oldest first, at most max. */
int flow_store_alarms_owed(struct flow_store *, size_t max,
    flow_store_alarm_do *, void *arg, struct err *);
int flow_store_alarms_count(struct flow_store *, size_t *owed, struct err *);

/* -- settings ----------------------------------------------------------------- */

/* A small text under a name: when the runner looked last, and the like. */
int flow_store_note(struct flow_store *, const char *name, struct buf *,
    struct err *); /* 1, 0, -1 */
int flow_store_note_put(
    struct flow_store *, const char *name, struct span, struct err *);

#endif
