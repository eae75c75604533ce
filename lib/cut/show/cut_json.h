/*
 * cut_json: members of JSON objects that are days and moments.
 */
#ifndef CUT_JSON_H
#define CUT_JSON_H

#include "base/buf.h"

void cut_json_day(struct buf *, const char *name, int32_t day);

/* Seconds since 1970, in UTC; null for 0. */
void cut_json_moment(struct buf *, const char *name, int64_t s);

void cut_json_number(struct buf *, const char *name, int64_t);
void cut_json_yes(struct buf *, const char *name, bool);

#endif
