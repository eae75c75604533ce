/*
 * courier: one transport at work for one target, recon-transport(7): started,
 * given events, asked what came of them, watched, ended.
 *
 * Nothing here waits. The caller polls the descriptors of courier_poll until
 * courier_due, calls courier_step, and takes the answers:
 *
 *	courier_start
 *	until courier_is_over:
 *		courier_room ? courier_put
 *		poll(2)
 *		courier_step
 *		courier_answer, as long as there is one
 *	courier_free
 *
 * Each event that was put is answered, whatever becomes of the transport. One
 * that breaks the protocol, or does not answer in time, is ended: what it owes
 * is then answered here, by a retry that says why.
 *
 * The transport's standard output is a file, so that its answers are there even
 * if who started it is no more; and it holds a descriptor, so that a lock lasts
 * as long as either lives.
 */
#ifndef COURIER_H
#define COURIER_H

#include <poll.h>

#include "courier/courier_state.h"
#include "transport/answer.h"

enum { COURIER_FDS = 3 };

struct courier_setup {
	const char *transport; /* the program: a path */
	const char *targets;   /* the file of targets, */
	const char *target;    /* and which of them */
	const char
	    *answers; /* the file of its answers, made if it is missing */
	int hold;     /* the descriptor that it holds; -1: none */
	uint32_t answer_within; /* seconds that an answer may take */
};

/* What came of an event. */
struct courier_answer {
	uint64_t tag;         /* as it was put */
	bool given;           /* the transport had at least the begin of it */
	struct answer answer; /* owned by who takes answers */
};

/* Starts one that is over, or cleared. ST_FAIL where that cannot be; it is then
 * over. */
int courier_start(struct courier *, const struct courier_setup *, struct err *);

/* How many events it takes now. */
unsigned courier_room(const struct courier *);

/* Gives it an event, a line without its end, under an id that is not with it;
 * there has to be room. */
void courier_put(
    struct courier *, uint64_t tag, struct span id, struct span line);

/* No event comes any more; it ends when it has answered. */
void courier_finish(struct courier *);

/* Sets what to wait for, at most COURIER_FDS; returns how many. None where
 * nothing is under way. */
size_t courier_poll(const struct courier *, struct pollfd *);

/* When courier_step has to be called at the latest, in ms of
 * clock_monotonic_ms; INT64_MAX: not at all. */
int64_t courier_due(const struct courier *);

/* Goes on as far as that goes without waiting. */
void courier_step(struct courier *);

/* The next answer that is there; its answer is cleared before. */
bool courier_answer(struct courier *, struct courier_answer *);

/* Bytes of the answers file before which all was taken. */
uint64_t courier_answers_taken(const struct courier *);

/* Is something with it: events, or its own begin or end? */
bool courier_is_busy(const struct courier *);

/* Has it ended, and is every event answered? */
bool courier_is_over(const struct courier *);

/* Behind its end: has it refused the target before it answered anything? A
 * status of 2 says so: to start it again would be of no use. */
bool courier_has_refused(const struct courier *);

/* Why it was ended, or did not end well; empty where there is no fault. */
struct span courier_fault(const struct courier *);

/* Lets go of it. One that is at work answers what it has into the file, and
 * ends. */
void courier_free(struct courier *);

#endif
