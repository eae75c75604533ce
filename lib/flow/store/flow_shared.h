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
 *
 * The time is store.now. A database without a clock leaves it alone: who begins a
 * transaction sets it before.
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

/* Locks a run and sets its version, which is left as it is where the store is
 * not shared. wait: for who has it; else FLOW_BUSY. */
enum flow_taken flow_run_take(struct flow_store *, int64_t run, bool wait,
    int64_t *version, struct err *);

/* A place whose run is locked. version: 0 where the store is not shared. */
struct flow_taken_place {
	int64_t run, version;
	size_t node;
};

/* Cleared with {0}; functions empty it and fill it again. */
struct flow_taken_places {
	struct flow_taken_place *list; /* owned: free(3) */
	size_t n, cap;
};

/* Locks those of n runs that nobody else has, all in one question: node is 0. Of
 * a store that locks no rows none are named: each is taken as it is wanted. */
int flow_runs_take(struct flow_store *, const int64_t *runs, size_t n,
    struct flow_taken_places *, struct err *);

/* flow_store_woken, flow_store_ready, flow_store_waiting_runs of runs that
 * nobody else has, and locks them. The place is as it was seen; only the run,
 * loaded anew where its version is another, says how it is. */
int flow_take_woken(struct flow_store *, int64_t now, size_t max,
    struct flow_taken_places *, struct err *);
int flow_take_ready(struct flow_store *, const char *class, const char *lane,
    size_t max, struct flow_taken_places *, struct err *);
int flow_take_waiting_runs(struct flow_store *, const char *class, size_t max,
    struct flow_taken_places *, struct err *);
/* Likewise ready nodes whose ticket was given before then, the oldest first:
 * nobody has claimed them. Of a lane they are under way. */
int flow_tickets_lost(struct flow_store *, int64_t before, size_t max,
    struct flow_taken_places *, struct err *);

/* Lanes in which ready nodes have a ticket, and how many, counted up to
 * FLOW_STORE_COUNTED. */
int flow_tickets_lanes(
    struct flow_store *, flow_store_lane *, void *arg, struct err *);

/* Has a node, as it was loaded or saved, a ticket of that lane? 1, 0, -1. */
int flow_ticket_is_of(struct flow_store *, const struct run_node *,
    const char *class, const char *lane, struct err *);

/* -- classes --------------------------------------------------------------- */

/* Locks the row of a class, made where it is new: its limit and breaker as they
 * are. Whoever has it alone gives places of it, and puts it
 * (flow_store_class_put). FLOW_BUSY without wait, which never waits; FLOW_ERROR
 * as a conflict where two make it at once. */
enum flow_taken flow_class_take(struct flow_store *, const char *class,
    bool wait, flow_store_class_do *, void *arg, struct err *);
/* Attempts of a class that go on, whoever has them, and ready nodes with a
 * ticket, by lane; and its runs that have a place, in the lane "runs" of
 * runner_places.h. Lanes with none are not called. */
int flow_class_under_way(struct flow_store *, const char *class,
    flow_store_lane *, void *arg, struct err *);

/* -- attempts -------------------------------------------------------------- */

/* That of a node that goes on is to be ended by the worker who has it. */
int flow_attempt_stop(
    struct flow_store *, int64_t run, size_t node, struct err *);
/* Those of ours that are to be ended: their ids. */
typedef int flow_id_do(void *arg, int64_t id, struct err *);
int flow_attempts_to_stop(
    struct flow_store *, flow_id_do *, void *arg, struct err *);
/* What came of one that counts no longer: kept, not obeyed. */
int flow_attempt_late(struct flow_store *, int64_t run, size_t node,
    uint32_t number, const char *text, struct err *);
/* Is it still ours, and open? 1, 0, -1. To be sure its run is locked. */
int flow_attempt_is_ours(struct flow_store *, int64_t attempt, struct err *);
/* Those of a worker that go on, in the order of ids. */
int flow_attempts_of_worker(struct flow_store *, int64_t worker,
    flow_store_attempt_do *, void *arg, struct err *);

/* Ours that ended as "lost" since then and of which nothing came late, at most
 * max, the earliest first. */
int flow_attempts_lost(struct flow_store *, int64_t since, size_t max,
    flow_store_attempt_do *, void *arg, struct err *);

/* -- workers --------------------------------------------------------------- */

struct flow_worker {
	int64_t id;          /* what people name it by */
	const char *machine; /* what tells machines apart, /etc/machine-id */
	const char *dir;     /* where its attempts are; with machine the key */
	const char *host;
	const char *boot; /* boot id */
	int64_t pid, began;
	int64_t seen, until;   /* its last sign, and when the next is due */
	const char *state;     /* "working", "unreachable", "gone", "ended" */
	const char *who, *why; /* of gone; or NULL */
	size_t attempts;       /* that go on */
};
typedef int flow_worker_do(void *arg, const struct flow_worker *, struct err *);

/*
 * Becomes the worker of a machine and directory, whose lock the caller holds:
 * the one that was there before works no longer, and its attempts are ours. Sets
 * store.worker, and listens for signs. A transaction of its own; id, began, seen,
 * until, state and attempts of what is given are not looked at.
 *
 * ST_AGAIN: it works and its lease is not over, on a machine of another name or
 * boot id: two machines have one name of a machine and of a directory.
 */
int flow_worker_begin(
    struct flow_store *, const struct flow_worker *, struct err *);
/* A sign, good for FLOW_LEASE_MS. *was: the state before, a word of above;
 * "gone" stays: its attempts are no longer its own, until it has begun again;
 * so it is, too, where another has become this worker. */
int flow_worker_sign(struct flow_store *, char was[16], struct err *);
/* It ends well. A transaction of its own. */
int flow_worker_end(struct flow_store *, struct err *);
/* Others whose sign is overdue become unreachable: called for each, once. So do
 * those that ended and left attempts, which nobody looks after. */
int flow_workers_silent(
    struct flow_store *, flow_worker_do *, void *arg, struct err *);
/* By its number, locked: 1, 0, -1. */
int flow_worker_take(
    struct flow_store *, int64_t id, flow_worker_do *, void *arg, struct err *);
/* A person says that it will not come back. */
int flow_worker_gone(struct flow_store *, int64_t id, const char *who,
    const char *why, struct err *);
/* How it stands, a word of above: one whose lease is over is unreachable, also
 * where nobody has noticed it yet. */
const char *flow_worker_stands(const struct flow_worker *, int64_t now);
/* All of them, by number. Outside of a transaction too. */
int flow_workers(
    struct flow_store *, flow_worker_do *, void *arg, struct err *);

/* -- means ----------------------------------------------------------------- */

/* Seldom, in the order of flow and node: it is locked up to the commit. */
int flow_mean_put(struct flow_store *, const char *flow, const char *node,
    int64_t ms, struct err *);
typedef int flow_mean_do(
    void *arg, const char *flow, const char *node, int64_t ms, struct err *);
int flow_means(struct flow_store *, flow_mean_do *, void *arg, struct err *);

/* -- signs ----------------------------------------------------------------- */

/* Others may have something to do behind this commit. Commits of those that tell
 * wait for each other: seldom. */
int flow_store_tell(struct flow_store *, struct err *);
/* Was that told since the last call? Outside of a transaction too. */
int flow_store_heard(struct flow_store *, bool *, struct err *);

#endif
