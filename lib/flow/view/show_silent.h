/*
 * show_silent: workers that share a store, in words and as JSON.
 */
#ifndef SHOW_SILENT_H
#define SHOW_SILENT_H

#include "flow/store/flow_shared.h"
#include "flow/view/show_from.h"

/* Adds a line of JSON. */
void show_worker_json(
    struct buf *, const struct show *, const struct flow_worker *);

/* Adds "worker 2 on HOST, in DIR, gives no sign since TIME (3 min): ...", how many
 * attempts it has, and what could be typed; a line without an end. */
void show_worker_silent(
    struct buf *, const struct show *, const struct flow_worker *);

/* Calls for each that is unreachable; none where one worker alone has the
 * store. */
int show_workers_silent(
    const struct show *, flow_worker_do *, void *arg, struct err *);

/* Adds such a line, or one of JSON, for each, and behind all an empty line. */
int show_silent(const struct show *, struct buf *, struct err *);

#endif
