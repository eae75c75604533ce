/*
 * flow_tries: the keys of a node that say how often it is tried, how long it may
 * take, and how its end is understood.
 */
#ifndef FLOW_TRIES_H
#define FLOW_TRIES_H

#include "flow/file/flow_keys.h"

/* Of a struct flow_node. */
flow_key_set flow_tries_delay, flow_tries_timeout, flow_tries_grace,
    flow_tries_retry, flow_tries_backoff;
flow_key_set flow_tries_until, flow_tries_every, flow_tries_times,
    flow_tries_deadline;
flow_key_set flow_tries_differs, flow_tries_never, flow_tries_give_up,
    flow_tries_idempotent, flow_tries_away;

#endif
