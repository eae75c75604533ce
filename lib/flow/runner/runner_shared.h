/*
 * runner_shared: a runner that is one of several workers of a store. Where it has
 * the store alone these find nothing to do.
 *
 * Parts of a turn as in runner_state.h.
 */
#ifndef RUNNER_SHARED_H
#define RUNNER_SHARED_H

#include "flow/runner/runner_state.h"

/* -- runner_others.c: others that change the store */
/* What they had is tried again in a moment. */
void runner_again_soon(struct runner *);
/* Behind a turn that the store refused: its server may have gone away. ST_DATA
 * where another store is in its place. */
int runner_store_again(struct runner *, struct err *);
/* Was the turn taken back as another was in its way? Sets the pause behind which
 * it is done again, unless that has gone on for so long that it is to be said. */
bool runner_was_in_the_way(struct runner *, const struct err *);
/* The next wake of a run; one that has come and was not taken is another's. */
int64_t runner_not_yet(struct runner *, int64_t wake);
/* Is it time to see what they did? At the latest then, steady. */
bool runner_looks(struct runner *);
int64_t runner_looks_at(const struct runner *);
/* Sees it, where it is time. */
int runner_look(struct runner *, struct err *);
/* Behind the commit: did this process stand still since the transaction began, so
 * that others may have given up what it has? */
bool runner_stood_still(const struct runner *);
/* Tells them, where something is left that they may take. */
int runner_tell(struct runner *, struct err *);
/* The wait ends when they say something. */
void runner_watch(struct runner *);

/* -- runner_worker.c: who we are among them */
int runner_worker_open(
    struct runner *, const struct flow_worker *, struct err *);
void runner_worker_close(struct runner *);
/* We were said to be gone, and begin again. */
int runner_worker_again(struct runner *, struct err *);
/* Says that we work, where it is time. */
int runner_worker_sign(struct runner *, struct err *);
/* Behind the commit. */
void runner_worker_signed(struct runner *);
/* Have others something under way that may let something go on? */
bool runner_others_work(struct runner *);

/* -- runner_silent.c: those of which nothing is heard */
int runner_silent_look(struct runner *, struct err *);
/* Nobody need be told any more that nothing is heard of one: so many were still
 * to be. */
int runner_silent_over(
    struct runner *, int64_t worker, unsigned *alarms, struct err *);
/* The same of one that is heard of, which is logged where it was missed. */
int runner_silent_heard(
    struct runner *, int64_t worker, bool was, struct err *);
/* -- runner_gone.c: those that will not come back */
/* An attempt of another ends as lost, and what it is part of goes on by that; an
 * event is sent again. FLOW_BUSY, unless it waits: another has its run. */
enum flow_taken runner_lose(struct runner *, const struct flow_store_attempt *,
    const char *why, bool wait, struct err *);
/* A person says so. */
int runner_gone(struct runner *, int64_t worker, const char *who,
    const char *why, bool *refused, struct err *);

/* -- runner_late.c: attempts of others, and that are ours no longer */
/* That of a node is to be ended by who has it. */
int runner_stop_elsewhere(
    struct runner *, int64_t run, size_t node, struct err *);
/* Those of ours that others want ended. */
int runner_stops(struct runner *, struct err *);
/* Has its row not ended? */
int runner_attempt_look(struct runner *, const struct flow_store_attempt *,
    bool *open, struct err *);
/* Processes of our attempts that were given up before we began: they are ended,
 * and what came of them is late. */
int runner_lost_find(struct runner *, struct err *);
/* One has ended that its node is no longer about: *late, it is not ours any
 * more, what came of it is kept, and it is forgotten. */
int runner_late(struct runner *, const struct runner_end *,
    struct runner_attempt *, const struct run *, bool *late, struct err *);

/* -- runner_rest.c: directories of runs that others pruned */
/* Behind the commit: removes some. */
void runner_rest(struct runner *);
void runner_rest_free(struct runner *);

/* -- runner_slots.c: classes that others give places of, too */
bool runner_class_is_shared(const struct runner *, const struct runner_class *);
/* Its row, to the end of the turn: what was said of it, and its breaker, are as
 * it has them. Of one that is not shared there is none to lock. */
enum flow_taken runner_class_take(
    struct runner *, struct runner_class *, bool wait, struct err *);
/* The same without waiting, and what is under way is counted. FLOW_BUSY: it is
 * tried again in a moment. */
enum flow_taken runner_slots_take(
    struct runner *, struct runner_class *, struct err *);
/* Can a place of that lane be free, as far as we know? */
bool runner_slots_may_be(const struct runner *, const struct runner_lane *);
/* Places were given, or none was free. */
void runner_slots_seen(struct runner *, struct runner_lane *);
/* Has anything come to wait behind so many that others give places of? */
bool runner_slots_came(struct runner *, size_t waiting);
/* A node, or a run, has come to wait for a place; a node waits for one still. */
void runner_waits(struct runner *, struct runner_lane *);
void runner_waits_still(struct runner *, const struct run *, size_t node);

/* -- runner_tickets.c: places that are given by a broker */
/* Can places of that lane be given so now? */
bool runner_tickets_can(const struct runner *, const struct runner_lane *);
/* A ready node has a place of the lane, and a ticket behind the commit. */
void runner_ticket_give(
    struct runner *, struct runner_run *, size_t node, struct runner_lane *);
/* Its place is free, and it waits for one as any other. */
void runner_ticket_take_back(struct runner *, struct runner_run *, size_t node);
/* Which lanes have some; those that nobody claimed are over. */
int runner_tickets_look(struct runner *, struct err *);
/* Behind the commit; or it is as if nothing had been asked for. */
void runner_tickets_act(struct runner *);
void runner_tickets_drop(struct runner *);
void runner_tickets_free(struct runner *);

/* -- runner_tickets_come.c */
/* Those that came are taken; is there room for some that nobody looked at? When
 * they are to be given back at the latest, steady. */
void runner_tickets_gather(struct runner *);
bool runner_tickets_come(const struct runner *);
int64_t runner_tickets_at(const struct runner *);
/* Claims what they are for. */
int runner_tickets_take(struct runner *, struct err *);
/* Behind the commit: those that were taken are over, and as many as there is
 * room for are wanted. */
void runner_tickets_settle(struct runner *);
/* -- runner_tickets_want.c */
void runner_tickets_want(struct runner *);

#endif
