/*
 * broker_closed: what a broker says when it closes a channel or a connection;
 * within the room.
 */
#ifndef BROKER_CLOSED_H
#define BROKER_CLOSED_H

#include <amqp.h>

#include "base/err.h"

/* Is it one of those? Then why is told: ST_FAIL for what is not there or not
 * allowed, else ST_AGAIN. */
bool broker_closed(const amqp_method_t *, struct err *);

#endif
