/*
 * show_log_line: a row of a log as a line.
 */
#ifndef SHOW_LOG_LINE_H
#define SHOW_LOG_LINE_H

#include "shown/show_time.h"
#include "flow/list/flow_list.h"

/* Adds it, without an end, visible (visible.h); run: which one it is about is said. */
void show_log_line(struct buf *, const struct show_clock *,
    const struct flow_log_row *, bool run);

#endif
