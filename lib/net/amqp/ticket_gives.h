/*
 * ticket_gives: tickets that were published and not confirmed, in the order of
 * their tags; within the room.
 */
#ifndef TICKET_GIVES_H
#define TICKET_GIVES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ticket_queue;

struct ticket_give {
	uint64_t number; /* the worker's */
	uint64_t tag;    /* the broker's: one more each */
	int64_t
	    until; /* monotonic ms: when its confirm is waited for no more */
	struct ticket_queue *queue;
	bool returned; /* no queue took it; a confirm follows */
	bool ended;
};

/* Cleared with {0}. */
struct ticket_gives {
	struct ticket_give *list; /* owned */
	size_t n, cap, at;        /* those before at have ended */
	size_t open;              /* that have not */
};

void ticket_gives_add(struct ticket_gives *, const struct ticket_give *);

/* That of the worker's number is returned: it, or NULL. */
struct ticket_give *ticket_gives_returned(
    struct ticket_gives *, uint64_t number);

/* Ends the next that a confirm is about: of this tag, or also of those before. */
bool ticket_gives_confirmed(
    struct ticket_gives *, uint64_t tag, bool all_before, struct ticket_give *);

/* Ends the next that was not confirmed in time. */
bool ticket_gives_late(
    struct ticket_gives *, int64_t now, struct ticket_give *);

void ticket_gives_free(struct ticket_gives *);

#endif
