/*
 * flow_value: the values of keys that only flows have, as key_value.h has the
 * others. Each is ST_FAIL with what is wrong, and what belongs there.
 */
#ifndef FLOW_VALUE_H
#define FLOW_VALUE_H

#include "flow/file/flow.h"

/* "30s x2 max 10m" */
int flow_value_backoff(struct flow_backoff *, struct span, struct err *);

/* "1, 3": exit statuses from 1 to 125, without 75. */
int flow_value_statuses(struct flow_statuses *, struct span, struct err *);

/* "Mon-Fri, Sun" as bits, Monday the lowest. */
int flow_value_days(unsigned *days, struct span, struct err *);

#endif
