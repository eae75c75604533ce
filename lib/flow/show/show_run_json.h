/*
 * show_run_json: a run as one line of JSON.
 */
#ifndef SHOW_RUN_JSON_H
#define SHOW_RUN_JSON_H

#include "flow/view/show_view.h"

/* Its store lacks a runner: that is a member, too. */
void show_run_json(struct buf *, const struct show_view *, bool lacks_runner);

#endif
