/*
 * amqp_serve: the protocol of recon-transport(7) for a broker: a window of
 * messages that are not confirmed.
 */
#ifndef AMQP_SERVE_H
#define AMQP_SERVE_H

#include "net/amqp/broker.h"

/* Serves standard input to its end. The rest is borrowed: where the events go. */
int amqp_serve(const struct broker_settings *, unsigned window,
    const char *exchange, const char *routing_key, struct err *);

#endif
