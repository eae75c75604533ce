/*
 * ticket_wants: of which queues a worker wants tickets, how many, and which are
 * refused; within the room.
 */
#ifndef TICKET_WANTS_H
#define TICKET_WANTS_H

#include "base/buf.h"

struct ticket_want {
	char *class, *lane; /* owned */
	unsigned n;         /* at once; 0: none */
	unsigned told;      /* that the program knows */
	int64_t refused; /* steady ms: until then the queue is not asked for */
	bool said;       /* that it is refused */
};

/* Cleared with {0}. */
struct ticket_wants {
	struct ticket_want *list; /* owned */
	size_t n, cap;
};

/* That of a queue, made where it is new; until the next is made. */
struct ticket_want *ticket_wants_of(
    struct ticket_wants *, const char *class, const char *lane);

/* The same, NULL where there is none. */
struct ticket_want *ticket_wants_find(
    const struct ticket_wants *, const char *class, const char *lane);

/* Another program knows nothing of them. */
void ticket_wants_again(struct ticket_wants *);

/* Adds what the program does not know yet; now: steady ms. */
void ticket_wants_tell(struct ticket_wants *, int64_t now, struct buf *);

/* When a queue that was refused is asked for again; INT64_MAX: none is. */
int64_t ticket_wants_due(const struct ticket_wants *);

void ticket_wants_free(struct ticket_wants *);

#endif
