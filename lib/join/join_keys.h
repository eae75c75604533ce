/*
 * join_keys: record streams to results, one KEY at a time.
 */
#ifndef JOIN_KEYS_H
#define JOIN_KEYS_H

#include "join/lines/join.h"
#include "match/key_group.h"
#include "stream/stream_in.h"

/*
 * Reads all of from, which is begun, and writes its results. The first error
 * ends it: bad data (ST_DATA), an output that fails (ST_FAIL).
 */
int join_keys(
    struct join *, struct group *from, struct stream_out *to, struct err *);

/* Begins from, which is open, joins its keys, and checks with join_check.
 * The caller closes both. */
int join_run(
    struct join *, struct group *from, struct stream_out *to, struct err *);

/*
 * What must hold when all is written: every record is in exactly one line or
 * open, and LEFT and RIGHT and what is open add up to what the sides hold, in
 * every currency;
 * otherwise ST_BROKEN with both figures. And what differs within a tolerance
 * is no more than it may be in all: otherwise ST_DATA.
 */
int join_check(const struct join *, const struct group *from,
    const struct stream_out *to, struct err *);

#endif
