/*
 * ticket_queues: the queues of a store, one a class and lane, and what is to be
 * done with each; within the room.
 */
#ifndef TICKET_QUEUES_H
#define TICKET_QUEUES_H

#include "base/buf.h"

enum { TICKET_QUEUE_NAME_MAX = 255 }; /* bytes: AMQP 0-9-1, shortstr */

struct ticket_queue {
	struct buf class, lane; /* owned */
	char name[TICKET_QUEUE_NAME_MAX + 1];
	unsigned index;
	bool ask;                /* it is to be made, or asked how it stands */
	bool known;              /* it is there */
	bool depth;              /* the worker asks how it stands */
	unsigned wanted, taking; /* tickets at once: that the worker wants, and
	                          * of the consumer that there is; 0: none */
	unsigned consumers;      /* that there were: the last has its number */
};

/* Cleared with {0}. */
struct ticket_queues {
	const char *store;          /* borrowed */
	struct ticket_queue **list; /* owned, each too; they stay */
	size_t n, cap;
};

/* Made where it is new. */
struct ticket_queue *ticket_queues_of(
    struct ticket_queues *, struct span class, struct span lane);

/* Adds the name of its consumer, and a NUL; and finds the queue of one, and
 * whether it is the consumer that there is. NULL: it is none of ours. */
void ticket_queue_consumer(const struct ticket_queue *, struct buf *);
struct ticket_queue *ticket_queues_find(
    const struct ticket_queues *, struct span consumer, bool *is_last);

/*
 * The name of a queue: recon.STORE.CLASS.LANE, each but for letters, digits, "-"
 * and "_" as %XX. One that were longer than 255 bytes is cut, and ends with "~"
 * and half the SHA-256 of what it were.
 */
void ticket_queue_name(char name[TICKET_QUEUE_NAME_MAX + 1], struct span store,
    struct span class, struct span lane);

void ticket_queues_free(struct ticket_queues *);

#endif
