/*
 * outbox_kind: what kinds of events an outbox has, and how long they may be.
 */
#ifndef OUTBOX_KIND_H
#define OUTBOX_KIND_H

enum {
	OUTBOX_JSON_MAX = 1 << 24,      /* bytes of an event */
	OUTBOX_KEY_MAX = 1 << 20,       /* bytes of its order key */
	OUTBOX_EVENTS_MAX = 1000000000, /* events of a run */
};

/* What an event wants of the answer to it. */
enum outbox_kind {
	OUTBOX_EVENT,   /* nothing */
	OUTBOX_ASK,     /* records of the event's key */
	OUTBOX_ASK_ANY, /* records of any key */
};

#endif
