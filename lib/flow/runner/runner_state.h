/*
 * runner_state: what a runner has in memory, and the parts of a turn. But for
 * the inbox all of it can be had from the store again, and is, where the store
 * took a turn back.
 *
 * Parts of a turn return -1, told, where the store refuses something.
 */
#ifndef RUNNER_STATE_H
#define RUNNER_STATE_H

#include "flow/file/flow_runner_ini.h"
#include "flow/runs/runner_attempts.h"
#include "flow/runs/runner_inbox.h"
#include "flow/run/run_begin.h"
#include "flow/run/run_end.h"
#include "flow/decide/run_order.h"
#include "flow/runs/runner_means.h"
#include "flow/runs/runner_schedules.h"
#include "flow/runs/runner_take.h"

enum {
	RUNNER_ENDS_MAX = 512, /* of a turn; the next takes more */
	RUNNER_ORDERS_MAX = 256,
	RUNNER_WAKES_MAX = 512,
	RUNNER_CLAIMS_MAX = 512,
	RUNNER_LANE_MAX = 64, /* of one lane, while many others wait, too */
};

/* What is done behind the commit. */
struct runner_todo {
	int64_t *begin; /* owned: attempts and events, by their ids */
	size_t n_begin, cap_begin;
	int64_t *stop; /* owned: likewise */
	size_t n_stop, cap_stop;
};

/* A node that runs other flows, of whose runs one has ended. */
struct runner_parent {
	int64_t run;
	size_t node;
	uint32_t generation;
};

struct runner_parents {
	struct runner_parent *list; /* owned */
	size_t n, cap;
};

/* What an attempt of a class that others share came to: a word of the store. */
struct runner_word {
	struct runner_class *class;
	const char *word;
};

struct runner_words_of_classes {
	struct runner_word *list; /* owned */
	size_t n, cap;
};

/* A worker of which nothing is heard. */
struct runner_silent {
	int64_t worker, seen;
	int64_t next; /* wall: when its attempts are looked at */
};

struct runner_silents {
	struct runner_silent *list; /* owned */
	size_t n, cap;
};

/* Directories of runs, of which some may be no more. */
struct runner_rest {
	struct names names; /* owned */
	size_t at;          /* looked at up to here */
	int64_t looked;     /* steady: behind which look */
	int64_t next;       /* steady: when they are listed; 0: not said yet */
};

/* An alarm that is being sent. */
struct runner_sent {
	int64_t id;
	uint32_t count; /* that it tells */
	int64_t next;   /* until when it is ours, in a store that is shared */
};

struct runner_owed {
	struct runner_sent *list; /* owned */
	size_t n, cap;
	int64_t wake;                /* wall: when one is to be tried; 0: ask */
	bool came;                   /* of this turn: one was raised */
	struct runner_telling *todo; /* owned: to be sent behind the commit */
	size_t n_todo, cap_todo;
};

struct runner_telling {
	int64_t id;
	struct buf targets, event; /* a NUL behind the first */
	char *target;              /* owned */
};

/* A ticket that came. */
enum runner_ticket_settled {
	RUNNER_TICKET_HERE,
	RUNNER_TICKET_TOOK, /* behind the commit: it is over, */
	RUNNER_TICKET_BACK, /* or another is to get it */
};

struct runner_ticket {
	struct flow_ticket_here here;
	struct runner_lane *lane;
	int64_t since; /* steady: when it came */
	unsigned tries;
	enum runner_ticket_settled settled;
};

/* One that is to be given behind the commit. */
struct runner_ticket_todo {
	struct runner_lane *lane;
	struct flow_ticket of;
};

struct runner_tickets {
	struct runner_ticket *list; /* owned: in the order they came */
	size_t n, cap;
	size_t fresh;                    /* that came since the last turn */
	struct runner_ticket_todo *todo; /* owned */
	size_t n_todo, cap_todo;
	bool out;  /* some node has one, as far as we know */
	bool full; /* there was no room for those of processes that came */
};

/* The ping of runner.ini. */
struct runner_ping {
	bool going;   /* one is on its way */
	bool failed;  /* so did the last one, and it was said */
	int64_t last; /* wall, seconds; INT64_MIN: there was none */
	int64_t wake; /* wall, ms: when the next may be given */
	bool is_due;  /* of this turn */
};

struct runner {
	struct flow_store *store;         /* borrowed */
	struct world *world;              /* borrowed */
	const struct flow_worker *worker; /* borrowed: who we are; or NULL */
	char *dir;                        /* owned */
	char *named;                      /* owned: of the setup, or NULL */
	char *flows;     /* owned, with a "/" behind it; NULL: none */
	char *templates; /* owned: of those installed; NULL: none */
	bool schedules, only_orders;
	unsigned jobs;

	struct runner_runs runs;
	struct runner_places places;
	struct runner_attempts attempts;
	struct runner_means means;
	struct runner_schedules dues;
	struct runner_owed alarms;
	struct flow_runner_ini ini; /* runner.ini beside the flows */
	char *ini_path;             /* owned; NULL: there are no flows */
	struct runner_ping ping;
	struct runner_inbox inbox;
	struct runner_todo todo;
	struct runner_parents parents;
	struct runner_words_of_classes breakers;
	struct runner_tickets tickets;

	/* of this turn */
	int64_t now;                   /* wall */
	size_t took_ends, took_orders; /* of the inbox */
	size_t left;                   /* ends, as others have their runs now */
	size_t saved;                  /* of the runs touched */
	size_t claimed;                /* attempts and events */
	size_t waiting;   /* nodes, and runs, that came to wait for a place */
	bool tells;       /* others have something to do behind it */
	bool signs;       /* that we work is said in it */
	bool keeps;       /* means go into the store */
	bool jobs_wanted; /* there was no room for a process in "jobs" */
	bool more;        /* it leaves something over */

	/* between turns */
	int64_t wall,
	    steady;      /* both clocks at the last; steady 0: there was none */
	int64_t wake;    /* wall: when something goes on by itself */
	int64_t keep_at; /* steady: when means go into the store */
	int64_t run_wake;   /* of that, a run */
	int64_t foreign_at; /* steady: when those of others are looked at */
	size_t turns;
	int64_t crowded;    /* steady: no process begins before */
	int64_t crowd_told; /* steady: when that was said; 0: never */
	bool ending;        /* nothing more begins */
	bool still;         /* of this turn: nor does it in this one */

	/* where others change the store, too; steady */
	int64_t look, looked; /* when what they did is seen, and was */
	int64_t soon;       /* when what they had is tried again; 0: nothing */
	int64_t in_the_way; /* since when turns are taken back for them; 0 */
	int64_t told;       /* when they were told something */
	bool gone;          /* somebody said that we are */
	bool lost_found;    /* what was lost before we began was looked for */
	bool missed;        /* others did not hear of us */
	bool others_work;   /* they have something under way */
	int64_t sign_at, sweep_at; /* wall: when we say that we work, and
	                            * look for who does not */
	struct runner_silents silent;
	struct runner_rest rest;
	uint64_t chance;

	bool stale; /* what is in memory is not what the store has */
	unsigned
	    refused; /* turns that the store refused, one behind the other */
	struct err refusal;
	int64_t pause; /* steady: no turn before */
};

/* -- runner_clock.c: what time it is */
/* On the wall; of a store that is shared the database's, as far as we know. */
int64_t runner_clock_now(const struct runner *);
/* Begins a transaction, at its time. */
int runner_clock_begin(struct runner *, struct err *);
bool runner_clock_jumped(struct runner *);
int runner_clock_set(struct runner *, struct err *);
void runner_clock_keep(struct runner *);

/* -- runner_turn.c: one turn */
/* Begins a transaction, at r->now: no run is ours yet. */
int runner_transaction(struct runner *, struct err *);

/* -- runner_say.c */
/* Says all of it, and forgets it. */
void runner_say_told(struct runner *, struct told *);
/* Classes beside a flow, whose path is told up to its last "/". */
void runner_classes_learn(struct runner *, struct span dir);
/* Those beside the flow of a run, which another runner may have made. Where they
 * were not known yet, lanes are looked at again. */
void runner_classes_of(struct runner *, const struct run *);
/* A node's attempt could not begin: none does for a moment, and why is said,
 * once a minute. NULL or "": since the runner died, and not so. */
void runner_crowd(
    struct runner *, const struct run *, size_t node, const char *why);

/* -- runner_adopt.c: from the store into memory */
int runner_adopt(struct runner *, struct err *);
struct runner_adopting {
	struct runner *r;
	struct runner_attempts old; /* owned: as they were known before */
};
/* An attempt as the store has it, not known to have begun. */
struct runner_attempt runner_attempt_of(
    struct runner *, const struct flow_store_attempt *);
/* What became of an attempt of ours whose process we did not begin. */
enum world_found runner_find(struct runner *, const struct flow_store_attempt *,
    const char *node, struct world_end *);
/* Lanes where nodes, and runs, wait for a place. */
int runner_find_backlog(struct runner *, struct err *);
/* Those that others have are looked at again. */
void runner_look_again(struct runner *);

/* -- runner_ends.c: what came of attempts and events */
int runner_take_ends(struct runner *, struct err *);

/* -- runner_orders.c: what people say */
int runner_take_orders(struct runner *, struct err *);

/* -- runner_order_run.c: of a run: hold, go, cancel, redo... Sets the text of
 * the answer where it cannot be: ST_FAIL, and *refused. */
int runner_order_run(
    struct runner *, const struct world_order *, bool *refused, struct err *);

/* What was ready while its run was held looks for a place again. */
void runner_wait_again(struct run *);

/* -- runner_order_rest.c: classes, schedules, missed starts, likewise. */
int runner_order_class(
    struct runner *, const struct world_order *, bool *refused, struct err *);
int runner_order_retire(
    struct runner *, const struct world_order *, bool *refused, struct err *);
int runner_order_missed(
    struct runner *, const struct world_order *, bool *refused, struct err *);
int runner_order_gone(
    struct runner *, const struct world_order *, bool *refused, struct err *);

/* -- runner_prune.c: the answer is how many runs went */
int runner_prune(struct runner *, const struct world_order *, struct buf *text,
    bool *refused, struct err *);

/* -- runner_start.c: new runs */
struct runner_new {
	const char *path;
	struct runner_plan *plan; /* NULL: as the file is now */
	const struct run_given *given;
	size_t n;
	const char *who;
	const char *schedule, *due; /* or NULL */
};
/* *refused: the flow or its parameters are no good, and e says why. */
int runner_new_run(struct runner *, const struct runner_new *, int64_t *id,
    bool *refused, struct err *);
/* The flow in a file as it is now; NULL, told; *refused: it is no good. */
struct runner_plan *runner_read_plan(
    struct runner *, const char *path, bool *refused, struct err *);

/* -- runner_texts.c: the texts of all flows that a flow may run */
/* Keeps them as they are now; *list: the name of the list, owned, NULL where it
 * runs none. */
int runner_texts_keep(struct runner *, struct runner_plan *, char **list,
    bool *refused, struct err *);
/* The plan of a flow of that list, by its path; NULL, told. */
struct runner_plan *runner_texts_plan(
    struct runner *, const char *list, const char *path, struct err *);

/* -- runner_subs.c: runs of a node that runs another flow */
int runner_subs_begin(
    struct runner *, struct runner_run *, size_t node, struct err *);
/* Its runs are ended, as a person ended it. */
int runner_subs_cancel(struct runner *, struct runner_run *, size_t node,
    const char *who, struct err *);
/* An order for each of them that has not ended; those that refuse it stay. */
int runner_subs_order(struct runner *, struct runner_run *, size_t node,
    const struct run_order *, struct err *);
/* A run of another's node has ended; whether all have is looked at later. */
void runner_subs_ended(struct runner *, const struct runner_run *);
int runner_subs_look(struct runner *, struct err *);
/* It takes its place, or gives it back. */
void runner_place_run(struct runner *, struct runner_run *);
/* Runs that wait for a place begin, as far as there are places. */
int runner_subs_claim(
    struct runner *, struct runner_lane *, size_t max, struct err *);

/* A run of a node; line NULL: without for-each. Where its values are no good, *bad
 * says how the node's attempt ends, and e why: 0 all the same. */
int runner_sub_new(struct runner *, struct runner_run *, size_t node,
    const struct span *line, enum end_kind *bad, struct err *);
/* The same, but that nothing comes of it. */
int runner_sub_check(struct runner *, struct runner_run *, size_t node,
    const struct span *line, enum end_kind *bad, struct err *);

/* -- runner_each.c: for-each */
/* A run for each line of the file, but for those whose name is done: *n of them.
 * *bad as above, where the file is no good. */
int runner_each_begin(struct runner *, struct runner_run *, size_t node,
    size_t *n, enum end_kind *bad, struct err *);

/* -- runner_save.c: what changed goes into the store */
int runner_save(struct runner *, struct err *);
/* An attempt of a ready node is under way, behind the commit. */
int runner_claim(struct runner *, struct runner_run *, size_t node,
    struct runner_lane *, struct err *);

/* -- runner_keep.c: means */
/* Where it is time; behind the commit; and in the end, which says why not. */
int runner_keep(struct runner *, struct err *);
void runner_kept(struct runner *);
void runner_keep_last(struct runner *);

/* -- runner_claims.c: ready nodes get places */
struct runner_lane *runner_place_of(
    struct runner *, const struct run *, size_t node);
/* May a node have a place of this lane now, before any that waits longer? */
bool runner_place_is_free(
    const struct runner *, const struct runner_lane *, bool is_event);
int runner_claims(struct runner *, struct err *);
/* Processes that there is room for. */
size_t runner_jobs_room(const struct runner *);
/* Is it an event that the node's next attempt is? */
bool runner_is_event(const struct run *, size_t node);

/* -- runner_breaker.c: classes that fail */
/* When the first of them is tried again; INT64_MAX. */
int64_t runner_breaker_wake(const struct runner *);
int runner_breaker_saw(
    struct runner *, struct runner_class *, const char *end, struct err *);
/* What was seen in this turn of classes that others share. */
int runner_breakers(struct runner *, struct err *);

/* -- runner_flows.c: flows with schedules */
/* Adds the name of a flow, from its path. */
void runner_flow_name(const char *path, struct buf *);
void runner_schedules_read(struct runner *);
/* Does it stand in its file? *why: what was wrong when that was read; or NULL. */
enum flow_due_stands runner_schedule_is(
    const struct runner *, const struct runner_schedule *, const char **why);
/* The same, of the file as it is now. */
bool runner_schedule_stands(
    struct runner *, const struct flow_store_schedule *);

/* -- runner_due_start.c: a start becomes a run */
int runner_due_start(struct runner *, const struct flow_store_due *,
    const char *who, int64_t *id, bool *refused, struct err *);
/* A person says what becomes of one that was missed. */
int runner_missed(struct runner *, int64_t id, bool go, const char *who,
    bool *refused, struct err *);

/* -- runner_dues.c: starts that are due */
int runner_dues(struct runner *, struct err *);

/* -- runner_alarms.c: alarms on their way */
int runner_alarm(struct runner *, const char *flow, int64_t run,
    const char *node, const char *reason, const char *text, struct err *);
int runner_alarms(struct runner *, struct err *);
/* A run has raised one. */
void runner_alarm_came(struct runner *);
/* Behind the commit. */
void runner_alarms_send(struct runner *);
/* One has ended, and the store has it. */
void runner_alarm_over(struct runner *, int64_t alarm);
void runner_alarms_drop(struct runner *);
int runner_alarm_ended(
    struct runner *, int64_t alarm, const struct run_outcome *, struct err *);

/* -- runner_ping.c: a sign for others that somebody looks */
void runner_ini_read(struct runner *);
int runner_ping(struct runner *, struct err *);
/* Behind the commit. */
void runner_ping_give(struct runner *);
/* What it is known by: no alarm, and no attempt. */
bool runner_ping_is(int64_t attempt);
void runner_ping_ended(struct runner *, const struct run_outcome *);

/* -- runner_begin.c: behind the commit */
void runner_todo_begin(struct runner_todo *, int64_t attempt);
void runner_todo_stop(struct runner_todo *, int64_t attempt);
void runner_begin(struct runner *);
/* Nothing begins now: what is still ours then is found in the next turn. */
void runner_begin_later(struct runner *);
/* It is all as if it had not been asked for. */
void runner_todo_drop(struct runner *);
/* -- runner_send.c */
void runner_send(
    struct runner *, const struct runner_attempt *, const struct run *);

/* The directory of an attempt, and its name, with a NUL behind each. */
void runner_dir_of(const struct runner *, const struct runner_attempt *,
    const char *node, struct buf *);
void runner_id_of(const struct runner *, int64_t attempt, struct buf *);

#endif
