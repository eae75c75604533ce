/*
 * join_keys: record streams to results, one KEY at a time.
 */
#ifndef JOIN_KEYS_H
#define JOIN_KEYS_H

#include "match/key_group.h"
#include "stream/result.h"
#include "stream/stream_in.h"
#include "match/tolerance.h"

struct join {
	bool aggregate; /* one line per KEY and currency, of sums */
	const struct tolerances *tolerances; /* borrowed, or NULL */
	uint64_t placed;                     /* records that are in a line */
	uint64_t of[CLASS_COUNT];            /* lines by class */
	struct excerpt first[2]; /* the first KEY that is on the left only,
				  * on the right only; else empty */
};

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
 * What must hold when all is written: every record is in exactly one line,
 * and LEFT and RIGHT add up to what the sides hold, in every currency.
 * Otherwise ST_BROKEN with both figures.
 */
int join_check(const struct join *, const struct group *from,
    const struct stream_out *to, struct err *);

#endif
