/*
 * pending_event: an event that is left to send, pending.h, and the breaker of its
 * target.
 */
#ifndef PENDING_EVENT_H
#define PENDING_EVENT_H

#include "event/event_id.h"
#include "outbox/files/outbox_kind.h"

/* Where an event stands: copied freely, good until pending_close. */
struct pending_ref {
	struct event_id id;
	uint64_t run;    /* number of the run that added it */
	uint64_t offset; /* bytes into the run's file */
	uint32_t n;      /* of the run's events it is the n-th, from 1 */
	uint32_t at;     /* index of the run among those open; pending's own */
};

struct pending_event {
	struct pending_ref ref;
	enum outbox_kind kind;
	struct span key;  /* unescaped; empty: it has none */
	struct span json; /* on one line, without LF */
	uint32_t tries;   /* that counted, so far */
	int64_t due_s;    /* not before then, seconds since 1970; 0: now */
	bool dead;        /* it is only told, see pending_want_dead */
};

/* Where it stands among the events of its target, the first ones first. */
static inline uint64_t
pending_order(const struct pending_ref *ref)
{
	return ref->run << 30 | ref->n; /* OUTBOX_EVENTS_MAX is below 2^30 */
}

/* The breaker of the target: nothing is sent before then, and the pause that
 * it waits for. Both 0: it is closed, also where none was ever set. */
struct pending_breaker {
	int64_t until_s; /* since 1970 */
	uint32_t pause_s;
};

#endif
