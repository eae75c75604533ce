/*
 * broker: messages published to a broker of AMQP 0-9-1, RabbitMQ for one, and
 * what it says of each: written for librabbitmq 0.11, which knows no confirms.
 *
 * A message is persistent and mandatory, and known to the broker by a number
 * from 1, its tag. One that no queue takes is returned first and confirmed
 * afterwards.
 */
#ifndef BROKER_H
#define BROKER_H

#include "base/buf.h"
#include "base/err.h"
#include "net/amqp/broker_settings.h"

enum broker_said {
	BROKER_ERROR = -1, /* the connection is of no more use: told */
	BROKER_NOTHING,    /* so far */
	BROKER_TOOK,       /* a confirm, */
	BROKER_REFUSED,    /* or its contrary */
	BROKER_RETURNED,   /* no queue takes it; a confirm follows */
	BROKER_BLOCKED,    /* it takes nothing for now: publish nothing */
	BROKER_UNBLOCKED,
};

struct broker_word {
	uint64_t tag;    /* of a confirm: this message, */
	bool all_before; /* and all before it that were not confirmed */
	struct span id;  /* of what was returned; lives until the next call */
	struct buf why;  /* owned: of RETURNED and BLOCKED */
};

struct broker; /* a connection */

/* Connects, by the time-out. NULL: ST_AGAIN, told. */
struct broker *broker_open(const struct broker_settings *, struct err *);

/* A message; all is borrowed. */
struct broker_message {
	const char *exchange, *routing_key, *content_type;
	struct span id, body;
};

/*
 * Publishes a message and sets its tag. -1, ST_AGAIN told, where the connection
 * is of no more use. A broker that takes none of its bytes ends the process with
 * 75 at the time-out: nothing less frees us from that.
 */
int broker_publish(struct broker *, const struct broker_message *,
    uint64_t *tag, struct err *);

/* The next that the broker has said; never waits. What it has closed for good,
 * a thing that is not there or not allowed, is ST_FAIL, else ST_AGAIN. */
enum broker_said broker_next(
    struct broker *, struct broker_word *, struct err *);

/* To be waited on, for no longer than so many milliseconds; also to write to it:
 * then a message finds room. */
int broker_fd(const struct broker *);
int broker_pulse_ms(const struct broker *);

/* polite: it is told; else the connection is dropped. */
void broker_close(struct broker *, bool polite);

#endif
