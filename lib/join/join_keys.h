/*
 * join_keys: record streams to results, one KEY at a time.
 */
#ifndef JOIN_KEYS_H
#define JOIN_KEYS_H

#include "join/compared_fields.h"
#include "join/residuals.h"
#include "match/key_group.h"
#include "match/match.h"
#include "stream/result.h"
#include "stream/stream_in.h"

/* How it is joined. Cleared with {0}, released with join_rules_free. */
struct join_rules {
	bool aggregate; /* one line per KEY and currency, of sums */
	struct match_rules match;
	struct residual_caps caps;       /* of what a tolerance lets pass */
	struct compared_fields compared; /* of records that match */
};

/* Cleared but for the rules, released with join_free. */
struct join {
	const struct join_rules *rules; /* borrowed */
	uint64_t placed;                /* records that are in a line */
	uint64_t of[CLASS_COUNT];       /* lines by class */
	struct residuals residuals;     /* of matched lines that differ */
	uint64_t compared; /* bits of the fields that a record compared has */
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
 * and LEFT and RIGHT add up to what the sides hold, in every currency;
 * otherwise ST_BROKEN with both figures. And what differs within a tolerance
 * is no more than it may be in all: otherwise ST_DATA.
 */
int join_check(const struct join *, const struct group *from,
    const struct stream_out *to, struct err *);

void join_free(struct join *);
void join_rules_free(struct join_rules *);

#endif
