/*
 * broker_login: how a connection to a broker begins, for broker.
 */
#ifndef BROKER_LOGIN_H
#define BROKER_LOGIN_H

#include <amqp.h>

#include "base/err.h"
#include "net/amqp/broker_settings.h"

/* Connects, says who we are, and opens a channel on which what is published is
 * confirmed. NULL: ST_AGAIN, told. Released with amqp_destroy_connection. */
amqp_connection_state_t broker_login(
    const struct broker_settings *, amqp_channel_t, struct err *);

#endif
