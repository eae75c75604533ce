/*
 * reply_json: the records of an answer in JSON, as reply_records.h has them.
 */
#ifndef REPLY_JSON_H
#define REPLY_JSON_H

#include "notify/reply/reply_record.h"

/* Adds them; reply begins with "{" or "[". ST_DATA with the place: "reply: " or
 * "record N: ". */
int reply_json_read(struct reply_records *, const struct reply_rules *,
    struct span reply, struct err *);

#endif
