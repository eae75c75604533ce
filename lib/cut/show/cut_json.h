/*
 * cut_json: members of JSON objects that are dates and moments.
 */
#ifndef CUT_JSON_H
#define CUT_JSON_H

#include "base/buf.h"
#include "cut/book/cut_cycle.h"

void cut_json_date(
    struct buf *, const char *name, enum cut_cycle, int32_t date);

/* Seconds since 1970, in UTC; null for 0. */
void cut_json_moment(struct buf *, const char *name, int64_t s);

#endif
