/*
 * tickets_state: what tickets_serve is made of: what the worker says is done
 * with the broker, and what that says is told to the worker; within the room.
 */
#ifndef TICKETS_STATE_H
#define TICKETS_STATE_H

#include "net/amqp/broker.h"
#include "net/amqp/taker.h"
#include "net/amqp/ticket_gives.h"
#include "net/amqp/ticket_held.h"
#include "net/amqp/ticket_queues.h"
#include "transport/line_pipe.h"
#include "transport/ticket_line.h"

enum {
	TICKETS_WINDOW = 4096,
	/* Nobody needs a ticket of a minute ago: who gave it gives another one
	 * 30 s later for what nobody took. So no queue grows without an end. */
	TICKETS_TTL_MS = 60 * 1000,
	/* A class that is no more leaves no queue. */
	TICKETS_EXPIRES_MS = 24 * 60 * 60 * 1000,
	/* What always goes back goes round for ever, with RabbitMQ 3. */
	TICKETS_DELIVERIES = 20,
};

/* A ticket that is to be published. */
struct ticket_waits {
	uint64_t number;
	int64_t until; /* monotonic ms */
	struct ticket_queue *queue;
	struct buf text; /* owned */
};

struct tickets {
	const struct broker_settings *settings;
	struct line_in in;
	struct line_out out;
	struct broker *giver; /* owned */
	struct taker *taker;  /* owned; NULL: nothing more is taken */
	struct ticket_queues queues;
	struct ticket_queue *asking; /* the one that is asked for; NULL: none */
	struct ticket_waits *waits;  /* owned */
	size_t n_waits, cap_waits;
	struct ticket_gives gives;
	struct ticket_held held;
	bool blocked;           /* the broker takes nothing for now */
	bool full;              /* nor does the connection */
	struct buf blocked_why; /* owned */
	struct ticket_line line;
	struct broker_word given;
	struct taker_word taken;
};

/* Parts return -1, told, where the connection is of no more use. */

/* -- tickets_give.c: what the worker gives */
/* Of the line that came. ST_DATA beyond the window. */
int tickets_give(struct tickets *, struct err *);
int tickets_publish(struct tickets *, struct err *);
int tickets_hear_giver(struct tickets *, struct err *);
/* Says so of those whose time is over; and when that is next, monotonic ms. */
void tickets_late(struct tickets *);
int64_t tickets_late_at(const struct tickets *);
/* Those of a queue that are not published never are. */
void tickets_lose(
    struct tickets *, const struct ticket_queue *, const char *why);

/* -- tickets_take.c: what it takes */
/* Of the line that came. */
int tickets_queue(struct tickets *, struct err *);
void tickets_ask(struct tickets *);
int tickets_ask_next(struct tickets *, struct err *);
int tickets_hear_taker(struct tickets *, struct err *);

void tickets_free(struct tickets *, bool polite);

#endif
