/*
 * flow_shared: a store that several workers change at a time, in PostgreSQL.
 *
 * Nobody leads. In a turn's transaction a worker locks the row of a run before it
 * looks at what the run's nodes are, and what it has of it in memory counts only
 * where its version is still that of the row. What is looked for, ready nodes and
 * wakes, passes over runs that another has locked. Who ends a node so sees each
 * node that was ended before, and makes those behind it ready in the same
 * transaction.
 *
 * Where a store is not shared these answer as for one worker that is alone. All
 * stand in a transaction, but where they say otherwise; ST_AGAIN and
 * db_was_conflict: the turn is taken back, and done again.
 */
#ifndef FLOW_SHARED_H
#define FLOW_SHARED_H

#include "flow/store/flow_store.h"

enum {
	FLOW_LEASE_MS = 30000, /* without a sign a worker is unreachable */
};

/* -- runs ------------------------------------------------------------------ */

enum flow_taken {
	FLOW_ERROR = -1, /* told */
	FLOW_NONE,       /* there is no such run */
	FLOW_TAKEN,      /* it is ours until the transaction ends */
	FLOW_BUSY,       /* another has it now */
};

/* Locks a run and sets its version. wait: for who has it; else FLOW_BUSY. */
enum flow_taken flow_run_take(
    struct flow_store *, int64_t run, bool wait, int64_t *version, struct err *);

/* A place whose run is locked. */
struct flow_taken_place {
	int64_t run, version;
	size_t node;
};

struct flow_taken_places {
	struct flow_taken_place *list; /* owned */
	size_t n, cap;
};

/* flow_store_woken, flow_store_ready, flow_store_waiting_runs of runs that
 * nobody else has, and locks them. The place is as it was seen; only the run,
 * loaded anew where its version is another, says how it is. */
int flow_take_woken(struct flow_store *, int64_t now, size_t max,
    struct flow_taken_places *, struct err *);
int flow_take_ready(struct flow_store *, const char *class, const char *lane,
    size_t max, struct flow_taken_places *, struct err *);
int flow_take_waiting_runs(struct flow_store *, const char *class, size_t max,
    struct flow_taken_places *, struct err *);

/* -- classes --------------------------------------------------------------- */

/* Locks the row of a class, made where it is new: its limit and breaker as they
 * are. Whoever has it alone gives places of it. FLOW_BUSY without wait. */
enum flow_taken flow_class_take(struct flow_store *, const char *class,
    bool wait, flow_store_class_do *, void *arg, struct err *);
/* Attempts of a class that go on, whoever has them, and ready nodes with a
 * ticket, by lane; and its runs that have a place, in the lane "runs" of
 * runner_places.h. Lanes with none are not called. */
int flow_class_under_way(
    struct flow_store *, const char *class, flow_store_lane *, void *arg,
    struct err *);

/* -- attempts -------------------------------------------------------------- */

/* That of a node that goes on is to be ended by the worker who has it. */
int flow_attempt_stop(
    struct flow_store *, int64_t run, size_t node, struct err *);
/* Those of ours that are to be ended: their ids. */
typedef int flow_id_do(void *arg, int64_t id, struct err *);
int flow_attempts_to_stop(
    struct flow_store *, flow_id_do *, void *arg, struct err *);
/* What came of one that counts no longer: kept, not obeyed. */
int flow_attempt_late(
    struct flow_store *, int64_t attempt, const char *text, struct err *);
/* Is it still ours, and open? 1, 0, -1. */
int flow_attempt_is_ours(struct flow_store *, int64_t attempt, struct err *);
/* Those of a worker that go on, in the order of ids. */
int flow_attempts_of_worker(struct flow_store *, int64_t worker,
    flow_store_attempt_do *, void *arg, struct err *);

/* -- workers --------------------------------------------------------------- */

struct flow_worker {
	int64_t id;          /* what people name it by */
	const char *machine; /* what tells machines apart, /etc/machine-id */
	const char *dir;     /* where its attempts are; with machine the key */
	const char *host;
	const char *boot; /* boot id */
	int64_t pid, began;
	int64_t seen, until; /* its last sign, and when the next is due */
	const char *state; /* "working", "unreachable", "gone", "ended" */
	const char *who, *why; /* of gone; or NULL */
	size_t attempts;       /* that go on */
};
typedef int flow_worker_do(void *arg, const struct flow_worker *, struct err *);

/* Becomes the worker of a machine and directory, whose lock the caller holds:
 * the one that was there before works no longer, and its attempts are ours. Sets
 * store.worker. A transaction of its own. */
int flow_worker_begin(
    struct flow_store *, const struct flow_worker *, struct err *);
/* A sign, good for FLOW_LEASE_MS. *was: the state before, a word of above;
 * "gone" stays: its attempts are no longer its own, until it has begun again. */
int flow_worker_sign(struct flow_store *, char was[16], struct err *);
/* It ends well. A transaction of its own. */
int flow_worker_end(struct flow_store *, struct err *);
/* Those whose sign is overdue become unreachable: called for each, once. */
int flow_workers_silent(
    struct flow_store *, flow_worker_do *, void *arg, struct err *);
/* By its number, locked: 1, 0, -1. */
int flow_worker_take(
    struct flow_store *, int64_t id, flow_worker_do *, void *arg, struct err *);
/* A person says that it will not come back. */
int flow_worker_gone(struct flow_store *, int64_t id, const char *who,
    const char *why, struct err *);
/* All of them, by number. Outside of a transaction too. */
int flow_workers(struct flow_store *, flow_worker_do *, void *arg, struct err *);

/* -- means ----------------------------------------------------------------- */

int flow_mean_put(struct flow_store *, const char *flow, const char *node,
    int64_t ms, struct err *);
typedef int flow_mean_do(
    void *arg, const char *flow, const char *node, int64_t ms, struct err *);
int flow_means(struct flow_store *, flow_mean_do *, void *arg, struct err *);

/* -- tickets --------------------------------------------------------------- */

/* A ready node has its place, and a ticket is given for it. */
int flow_ticket_given(struct flow_store *, int64_t run, size_t node,
    int64_t at, struct err *);
/* Those given before then that nobody has claimed: called for each, locked, and
 * their time set to now. At most max. */
int flow_tickets_lost(struct flow_store *, int64_t before, int64_t now,
    size_t max, struct flow_taken_places *, struct err *);

/* -- signs ----------------------------------------------------------------- */

/* Others may have something to do behind this commit. */
int flow_store_tell(struct flow_store *, struct err *);
/* Was that told since the last call? */
int flow_store_heard(struct flow_store *, bool *, struct err *);

#endif
