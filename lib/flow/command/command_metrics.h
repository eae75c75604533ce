/*
 * command_metrics: figures of a store as Prometheus reads them, in its text
 * format, from a file that its node exporter collects.
 */
#ifndef COMMAND_METRICS_H
#define COMMAND_METRICS_H

#include "flow/list/flow_list.h"

/* Adds them; now: ms since 1970. */
int command_metrics_add(
    struct flow_store *, int64_t now, struct buf *, struct err *);

/* The file appears whole, for everybody to read. */
int command_metrics_write(struct flow_store *, const char *path, struct err *);

#endif
