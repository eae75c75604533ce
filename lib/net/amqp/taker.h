/*
 * taker: a connection to a broker of AMQP 0-9-1 that takes messages from queues,
 * and makes the queues. Another than that of who publishes: a broker that is low
 * on memory reads nothing more from those, not even what they took.
 *
 * All but taker_open goes without an answer of the broker's: what it says comes
 * by taker_next. Where it takes none of our bytes the process ends with 75 at the
 * time-out.
 */
#ifndef TAKER_H
#define TAKER_H

#include "base/buf.h"
#include "base/err.h"
#include "net/amqp/broker_settings.h"

enum {
	TAKER_BODY_MAX = 1 << 16, /* bytes of a message; a longer one is cut */
};

/* What a queue is made as; one that is there otherwise is refused. It is durable
 * and its messages are with most of the brokers of a cluster (quorum). */
struct taker_queue {
	const char *name;
	int32_t ttl_ms;     /* that a message waits; then it is gone */
	int32_t expires_ms; /* without anybody who takes; then the queue is */
	int32_t deliveries; /* of a message; then it is gone */
};

enum taker_said {
	TAKER_ERROR = -1, /* the connection is of no more use: told */
	TAKER_NOTHING,    /* so far */
	TAKER_QUEUE,      /* the queue that was asked for is there, */
	TAKER_REFUSED,    /* or not: why; another may be asked for */
	TAKER_MESSAGE,
	TAKER_CANCELLED, /* no more of that queue: it was deleted */
};

struct taker_word {
	uint32_t ready,
	    takers;          /* of QUEUE: messages that wait, and who takes */
	uint64_t tag;        /* of MESSAGE: what it is settled by */
	struct buf consumer; /* owned: of MESSAGE and CANCELLED */
	struct buf body;     /* owned: of MESSAGE */
	struct err why;      /* of REFUSED */
};

struct taker;

/* NULL: ST_AGAIN, told. */
struct taker *taker_open(const struct broker_settings *, struct err *);

/* These return -1, ST_AGAIN told, where the connection is of no more use. */

/* Makes a queue, or asks how it stands: one at a time is asked for. */
int taker_ask(struct taker *, const struct taker_queue *, struct err *);
/* Takes from a queue, at most so many messages that are not settled, under a name
 * of the consumer. */
int taker_take(struct taker *, const char *queue, const char *consumer,
    uint16_t at_once, struct err *);
int taker_leave(struct taker *, const char *consumer, struct err *);
/* The message is done with; all_before: and all before it that were not. */
int taker_took(struct taker *, uint64_t tag, bool all_before, struct err *);
/* It goes back to its queue. */
int taker_back(struct taker *, uint64_t tag, struct err *);

/* The next that the broker has said; never waits. */
enum taker_said taker_next(struct taker *, struct taker_word *, struct err *);
void taker_word_free(struct taker_word *);

/* To be waited on, for no longer than broker_pulse_ms of a broker. */
int taker_fd(const struct taker *);

/* What was not settled goes back to the queues. */
void taker_close(struct taker *, bool polite);

#endif
