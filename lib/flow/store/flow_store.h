/*
 * flow_store: all that a runner knows, in a database: runs and their nodes,
 * attempts, due starts, alarms, what people said. On lib/db, in SQL that SQLite
 * and PostgreSQL understand, as far as they agree.
 *
 * A runner changes it in one transaction a turn:
 *
 *	flow_store_begin
 *	... save, claim, add
 *	flow_store_commit
 *
 * and starts and sends only behind the commit. Where one of these fails, all of
 * the turn is taken back by flow_store_rollback, runs in memory are no longer
 * what the store has, and the next turn may do it again. Readers open it for
 * reading and keep no transaction longer than a page of a list. Times are ms
 * since 1970.
 *
 * Errors as in db.h. Functions return -1, told; what they would have set is
 * untouched. Functions that call back have read all their rows before: what is
 * called may ask and change the store. Texts it is given live as long as the
 * call; -1 from it ends the list and is returned.
 */
#ifndef FLOW_STORE_H
#define FLOW_STORE_H

#include "db/db.h"
#include "flow/run/run.h"

enum {
	FLOW_STORE_VERSION = 2,
	FLOW_STORE_FOUND_MAX = 200, /* bytes of a parameter by which runs are
	                             * found */
	FLOW_RATE_MINUTES = 60,     /* for which ends of attempts are counted */
};

/* Cleared with {0}, released with flow_store_close. */
struct flow_store {
	struct db db;  /* owned */
	char id[33];   /* of the store, hex: attempts carry it; another one in a
	               * copy that was restored */
	bool restored; /* it is a copy of another, and nothing in it is to
	                * begin, no schedule either, until flow_store_release */
	int64_t next_run, next_attempt; /* ids from here on are free, */
	int64_t kept_run, kept_attempt; /* as the database has them; up to
	                                 * these where it is shared */
	int runs_more;  /* how many ids of runs a worker takes next; 0: one */
	bool alarmed;   /* the last commit wrote alarms that it had kept */
	bool within;    /* a transaction of flow_store_begin */
	bool shared;    /* several change it: flow_shared.h */
	int64_t worker; /* who we are among them; 0: nobody */
	int64_t worker_began; /* and since when */
	int64_t now; /* the database's clock, as the transaction began; one that
	              * has none leaves it as it is */
	struct buf text;             /* owned: of the call under way */
	struct store_memory *memory; /* owned: store_memory.h */
};

enum flow_store_use {
	FLOW_STORE_READ,
	FLOW_STORE_RUN,
	FLOW_STORE_MOVE, /* like that, to be taken elsewhere: where there is
	                  * one, of the version before as well, and whether or
	                  * not it was moved already */
};

/*
 * Takes DIR/runner.lock, which who runs flows in DIR holds, and returns its
 * descriptor, which close(2) gives back; the directory is there. ST_AGAIN,
 * "DIR: another process (pid 17) is running flows", where it is held for so
 * many seconds.
 */
int flow_store_lock(const char *dir, unsigned seconds, struct err *);

/* Does anybody hold it? It is not touched. 1, 0, or -1, where the user may not
 * know. */
int flow_store_has_runner(const char *dir);

/*
 * Opens DIR/flow.db; for FLOW_STORE_RUN it is made where it is not there, and
 * the caller holds the lock. It is its owner's, and the directory's group may
 * read it where that may list the directory. ST_DATA for a file that is no
 * store or is damaged; ST_FAIL for one of another version, one that others can
 * write, one that is not there, one that was moved elsewhere, which can be read,
 * and on a file system of a network.
 *
 * One that is known to be a copy, because flow_backup made it or because its
 * file is another than the one that was last opened for running, gets a new id,
 * and is restored: attempts that were under way in it cannot be judged by
 * directories that are not there, and are lost.
 */
int flow_store_open(
    struct flow_store *, const char *dir, enum flow_store_use, struct err *);
/* The same in memory, for simulations. */
int flow_store_open_memory(struct flow_store *, struct err *);
/* That of a server, "postgresql://...", which several share: flow_shared.h. For
 * FLOW_STORE_RUN its tables are made where there are none. password_file: or
 * NULL. ST_DATA for tables that are no store, ST_FAIL for another version or one
 * that was moved, ST_AGAIN where the server is not there. */
int flow_store_open_server(struct flow_store *, const char *url,
    const char *password_file, enum flow_store_use, struct err *);
/* A file of SQLite that several in one process share, turn by turn: for
 * simulations of them. It is made where it is not there. */
int flow_store_open_shared_file(
    struct flow_store *, const char *path, struct err *);
void flow_store_close(struct flow_store *);

/* Within a transaction: a restored store goes on. */
int flow_store_release(struct flow_store *, struct err *);

int flow_store_begin(struct flow_store *, struct err *);
int flow_store_commit(struct flow_store *, struct err *);
/* No error where nothing was begun, or where the database took it back. */
int flow_store_rollback(struct flow_store *, struct err *);

/* -- texts of flows ------------------------------------------------------- */

/* Keeps the text of a plan, once, with the names of its nodes and
 * parameters. */
int flow_store_keep_text(
    struct flow_store *, const struct plan *, struct err *);
/* Keeps another text that runs name: a list of digests, for
 * run_origin.texts. */
int flow_store_keep_list(
    struct flow_store *, const char *digest, struct span text, struct err *);
/* Adds path ("" of a list) and text of a digest: 1, 0 where there is none,
 * -1. */
int flow_store_text(struct flow_store *, const char *digest, struct buf *path,
    struct buf *text, struct err *);

/* -- runs ------------------------------------------------------------------ */

/* A new run with its nodes, outputs and news; its text is kept, too. Sets its
 * id, and clears the marks. ST_DATA where there is one of the same parent,
 * node, generation and item, or of the same text's flow, schedule and due. */
int flow_store_run_add(struct flow_store *, struct run *, struct err *);
/* Saves what changed in it: itself, nodes, outputs, news (as log and alarms, at
 * time now), and clears the marks. A ready node waits in node.class and
 * node.lane. The news of alarms are those of the flow's name. */
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
	size_t held; /* of those going; flow_store_children_held counts them */
};
int flow_store_run_children(struct flow_store *, int64_t parent, size_t node,
    uint32_t generation, struct flow_store_children *, struct err *);
/* Those that need a person: each that goes on is looked at. */
int flow_store_children_held(struct flow_store *, int64_t parent, size_t node,
    uint32_t generation, struct flow_store_children *, struct err *);

struct flow_store_place {
	int64_t run;
	size_t node;
};

/* A list of places, cleared with {0}; functions empty it and fill it again. The
 * list is released with free(3). */
struct flow_store_places {
	struct flow_store_place *list;
	size_t n, cap;
};

/* Those of them that have not ended, ids ascending, at most max; node is 0. */
int flow_store_children_open(struct flow_store *, int64_t parent, size_t node,
    uint32_t generation, size_t max, struct flow_store_places *, struct err *);
/* Items of those that are done, in any generation, each once. */
typedef int flow_store_item(void *arg, struct span item, struct err *);
int flow_store_children_done(struct flow_store *, int64_t parent, size_t node,
    flow_store_item *, void *arg, struct err *);

/* -- what is to be done ---------------------------------------------------- */

/* Nodes whose wake is at or before now, in order of it, at most max; of runs
 * that are going. */
int flow_store_woken(struct flow_store *, int64_t now, size_t max,
    struct flow_store_places *, struct err *);
/* The first wake behind now, INT64_MAX where there is none. */
int flow_store_next_wake(struct flow_store *, int64_t *wake, struct err *);
/* A clock was set: moves all wakes by so many ms, and when waiting nodes asked
 * first, alarms are tried next, and breakers rest until. */
int flow_store_move_wakes(struct flow_store *, int64_t by, struct err *);

/* Classes and lanes that have ready nodes of going runs, and how many, counted
 * up to FLOW_STORE_COUNTED. "": none. */
enum { FLOW_STORE_COUNTED = 1000 };
typedef int flow_store_lane(
    void *arg, const char *class, const char *lane, size_t n, struct err *);
int flow_store_lanes(
    struct flow_store *, flow_store_lane *, void *arg, struct err *);
/* The first ready nodes of a lane of a class, oldest first, at most max. */
int flow_store_ready(struct flow_store *, const char *class, const char *lane,
    size_t max, struct flow_store_places *, struct err *);
/* Runs of other flows' nodes that wait for a place of that class, oldest first;
 * node is 0. */
int flow_store_waiting_runs(struct flow_store *, const char *class, size_t max,
    struct flow_store_places *, struct err *);
/* Runs with origin.class that have not ended, counted by class and "lane":
 * "going", which have a place, held ones that began among them, or
 * "waiting". */
int flow_store_going_runs(
    struct flow_store *, flow_store_lane *, void *arg, struct err *);

/* -- attempts -------------------------------------------------------------- */

struct flow_store_attempt {
	int64_t id; /* set by add, ascending; with the store's id it names the
	             * attempt; never given twice, but behind a rollback */
	int64_t run;
	size_t node;
	uint32_t generation;
	uint32_t number;          /* within the node, once: its directory */
	int part;                 /* enum node_part */
	bool is_event;            /* an event to a target, not a process */
	const char *class, *lane; /* "" none */
	int64_t began, ended;     /* 0: not yet */
	const char *end; /* a word: "done", "differs", "again", "failed",
	                  * "timeout", "lost", "bad", "cancelled", "never",
	                  * "trouble"; NULL */
	int status;      /* of exit, or signal + 256 */
	const char *why; /* or NULL */
	int64_t
	    worker; /* who has it, or had; 0 where there is one alone. Set by
	                  * the store: store.worker as it was added */
};

int flow_store_attempt_add(
    struct flow_store *, struct flow_store_attempt *, struct err *);
/* By run, node and number; sets ended, end, status and why. Its lane counts it,
 * from class, lane and began; class NULL: not. */
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

/* -- classes
 * ---------------------------------------------------------------- */

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
/* Attempts of a class that ended as "failed" or "timeout" since then. */
int flow_store_class_failures(struct flow_store *, const char *class,
    int64_t since, size_t *n, struct err *);

/* -- due starts
 * -------------------------------------------------------------- */

struct flow_store_due {
	int64_t id;       /* set by the store */
	const char *flow; /* path of the file */
	const char *schedule;
	const char *due; /* nominal local time: the key with the two above */
	int64_t at;      /* the instant */
	int64_t found;   /* when its row was made */
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
/* Changes the row of that flow, schedule and due: all but found. */
int flow_store_due_put(
    struct flow_store *, const struct flow_store_due *, struct err *);
/* Takes back those of a schedule that lie behind now, of which no run was made:
 * a clock was ahead. */
int flow_store_dues_back(struct flow_store *, const char *flow,
    const char *schedule, int64_t now, struct err *);
int flow_store_due_drop(struct flow_store *, const char *flow,
    const char *schedule, const char *due, struct err *);
/* Calls back for the one: 1, 0 where there is none, -1. */
int flow_store_due_by_id(struct flow_store *, int64_t id, flow_store_due_do *,
    void *arg, struct err *);
/* Those that have not begun and are not missed or skipped, and those started
 * whose run has not ended; of one schedule, or of all (NULL), oldest first. */
int flow_store_dues_open(struct flow_store *, const char *flow,
    const char *schedule, flow_store_due_do *, void *arg, struct err *);
/* In a state, newest first, at most max. "late": alarms were raised, and it is
 * open. */
int flow_store_dues(struct flow_store *, const char *state, size_t max,
    flow_store_due_do *, void *arg, struct err *);
/* A schedule as the runner knows it: since when, and until when it has
 * looked. */
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

/* -- alarms
 * ------------------------------------------------------------------ */

struct flow_store_alarm {
	int64_t id;
	const char *flow;   /* name; "" : of the runner */
	int64_t run;        /* 0: none; the first */
	const char *node;   /* name; "" */
	const char *reason; /* a word */
	const char *text;
	int64_t first, last; /* when */
	uint32_t count;
	int64_t told;        /* when it was delivered last; 0: not yet */
	uint32_t told_count; /* the count that was delivered, */
	uint32_t tellings;   /* and how often it was */
	uint32_t tries;
	int64_t next;    /* when it is tried again */
	const char *why; /* of the last try; or NULL */
};
typedef int flow_store_alarm_do(
    void *arg, const struct flow_store_alarm *, struct err *);
/* One a flow, node and reason: another is counted, its last set, as long as not
 * all of it is told, or that is less than FLOW_STORE_ALARM_MS ago. Where several
 * share the store, those of a transaction are written as it is committed. */
enum { FLOW_STORE_ALARM_MS = 15 * 60 * 1000 };
int flow_store_alarm_add(
    struct flow_store *, const struct flow_store_alarm *, struct err *);
/* By id: sets told, told_count, tellings, tries, next and why. */
int flow_store_alarm_put(
    struct flow_store *, const struct flow_store_alarm *, struct err *);
/* Those to be told, now or when next says: that were never, or counted on since
 * they were, FLOW_STORE_ALARM_MS behind it. In the order of next, at most
 * max. */
int flow_store_alarms_to_tell(struct flow_store *, size_t max,
    flow_store_alarm_do *, void *arg, struct err *);
/* Never delivered ones, oldest first, at most max; and how many. */
int flow_store_alarms_owed(struct flow_store *, size_t max,
    flow_store_alarm_do *, void *arg, struct err *);
int flow_store_alarms_count(struct flow_store *, size_t *owed, struct err *);

/* -- orders
 * ------------------------------------------------------------------- */

/* What was answered to an order, so that it is not done twice: 1, 0, -1. */
int flow_store_order_done(struct flow_store *, const char *id, enum status *,
    struct buf *text, struct err *);
/* Keeps it; those of more than 30 days before are let go. */
int flow_store_order_keep(struct flow_store *, const char *id, enum status,
    struct span text, int64_t at, struct err *);

/* -- settings
 * ----------------------------------------------------------------- */

/* A small text under a name: when the runner looked last, and the like. */
int flow_store_note(struct flow_store *, const char *name, struct buf *,
    struct err *); /* 1, 0, -1 */
int flow_store_note_put(
    struct flow_store *, const char *name, struct span, struct err *);

#endif
