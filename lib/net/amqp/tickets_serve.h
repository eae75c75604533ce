/*
 * tickets_serve: the protocol of recon-tickets(7) for a broker of AMQP 0-9-1.
 *
 * As long as it lives it has its two connections, one that publishes and one
 * that takes; one that is lost ends it, and whoever started it begins another.
 */
#ifndef TICKETS_SERVE_H
#define TICKETS_SERVE_H

#include "base/err.h"
#include "net/amqp/broker_settings.h"

/* Serves standard input to its end, for the queues of a store. ST_AGAIN, told,
 * where the broker is not there or no longer; ST_DATA for a line that is none. */
int tickets_serve(
    const struct broker_settings *, const char *store, struct err *);

#endif
