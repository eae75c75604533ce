/*
 * flow_target: events for one target, and the transport that takes them there;
 * within the room.
 *
 * An event is with it until its answer was given on. What a transport answered
 * while no runner was there is found in the file of its answers; only "ok" is
 * taken from there, for what failed may be tried again under the same id.
 */
#ifndef FLOW_TARGET_H
#define FLOW_TARGET_H

#include "courier/courier.h"
#include "flow/send/flow_events.h"
#include "flow/send/left_answers.h"

/* Cleared with {0} but for lock, -1; released with flow_target_free. */
struct flow_target {
	char *file, *name;            /* owned */
	char *answers_path;           /* owned */
	char *lock_path;              /* owned */
	const char *transports;       /* borrowed */
	int lock;                     /* owned; -1: we do not have it */
	int64_t lock_until;           /* when waiting for it is given up */
	struct left_answers left;     /* owned */
	struct courier courier;       /* owned */
	struct courier_answer answer; /* owned */
	bool answered;                /* something, since it was started */
	bool renewing;             /* it ends, as its file of answers is long */
	unsigned failed;           /* starts in a row that came to nothing */
	int64_t start_at;          /* steady ms: not before */
	int64_t idle_at;           /* since when it has nothing to do */
	struct flow_events events; /* owned */
};

/* The files of a target are in dir, under a name made of both. */
void flow_target_init(struct flow_target *, const char *dir,
    const char *transports, const char *file, const char *name);

void flow_target_send(struct flow_target *, int64_t attempt, struct span id,
    struct span line, int64_t until);

/* As courier.h: what to wait for, at most COURIER_FDS; until when. */
size_t flow_target_poll(const struct flow_target *, struct pollfd *);
int64_t flow_target_due(const struct flow_target *);

/* Goes on as far as that goes without waiting; answers are added. */
void flow_target_step(struct flow_target *, struct flow_answers *);

void flow_target_free(struct flow_target *);

#endif
