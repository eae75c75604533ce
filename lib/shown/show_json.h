/*
 * show_json: members of JSON that what is shown has.
 */
#ifndef SHOW_JSON_H
#define SHOW_JSON_H

#include "value/json_put.h"

/* Add a member behind another one: null for 0, or NULL. A time is ms since 1970,
 * and stands there in UTC, "2026-11-30T02:15:00Z". */
void show_json_time(struct buf *, const char *name, int64_t ms);
void show_json_text(struct buf *, const char *name, const char *);

/* These as they are. */
void show_json_int(struct buf *, const char *name, int64_t);
void show_json_bool(struct buf *, const char *name, bool);

#endif
