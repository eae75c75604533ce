/*
 * flow_value: the values of keys, as people write them. Each is ST_FAIL with
 * what is wrong, and what belongs there.
 */
#ifndef FLOW_VALUE_H
#define FLOW_VALUE_H

#include "flow/file/flow.h"

/* From least to most seconds. */
int flow_value_seconds(
    uint32_t *, struct span, uint32_t least, uint32_t most, struct err *);

int flow_value_number(
    unsigned *, struct span, unsigned least, unsigned most, struct err *);

/* "30s x2 max 10m" */
int flow_value_backoff(struct flow_backoff *, struct span, struct err *);

/* "1, 3": exit statuses from 1 to 125, without 75. */
int flow_value_statuses(struct flow_statuses *, struct span, struct err *);

/* One of the words, parted by blanks; *i is its place. */
int flow_value_one_of(int *i, struct span, const char *words, struct err *);

/* "08:30": minutes of the day. */
int flow_value_time(unsigned *minutes, struct span, struct err *);

/* "Mon-Fri, Sun" as bits, Monday the lowest. */
int flow_value_days(unsigned *days, struct span, struct err *);

/* Takes what stands before the next comma off *list, blanks at its ends gone;
 * false at the end. */
bool flow_value_next(struct span *list, struct span *item);

#endif
