/*
 * key_group: any number of sorted record streams, merged into one and handed
 * out one KEY at a time.
 *
 * The records of a KEY come in stream order: by whole line, equal lines by
 * operand. The order of each stream is checked on every line, the totals of
 * each at its end.
 */
#ifndef KEY_GROUP_H
#define KEY_GROUP_H

#include "base/arena.h"
#include "stream/stream_in.h"

struct group_source {
	struct stream_in in;
	struct record heads[2]; /* the one that comes next, and the one
	                         * handed out last */
	int next;               /* which of them comes next */
	uint64_t kept_key;      /* of which KEY it gave records[kept] */
	size_t kept;            /* the last record it gave to group_gather */
};

struct group {
	struct group_source *sources; /* owned, one an operand */
	size_t n_sources;
	struct group_source **order; /* owned: those that are not at their
	                              * end, in the order of what comes next */
	size_t n_order;
	size_t n_key;  /* the first of order whose next has the KEY at hand:
	                * 0 when the KEY is all handed out */
	uint64_t keys; /* KEYs begun */

	const struct group_source *last; /* what gave the last record */
	uint64_t last_line;              /* its line there */

	const struct record **records; /* owned: by group_gather */
	size_t n, cap;
	struct arena arena; /* gathered records that their source let go */
};

/* Room for n streams, which the caller opens: sources[i].in. */
void group_init(struct group *, size_t n);

/*
 * Opens the FILE operands ("-" at most once); the names are borrowed. On -1
 * everything is closed.
 */
int group_open(struct group *, char *const *names, int n,
    const struct stream_rules *, struct err *);

/*
 * Reads the first record of each stream; before all that follows, and again
 * when the streams are others.
 */
int group_begin(struct group *, struct err *);

/*
 * Goes on to the next KEY, behind what is left of the last one: 1, 0 at the
 * end of all streams, -1 an error.
 */
int group_key(struct group *, struct err *);

/*
 * The next record of the KEY, which lives until the next call: 1, 0 after
 * the last, -1 an error.
 */
int group_record(struct group *, const struct record **, struct err *);

/* Puts the place of the record handed out last before the text. */
int group_err(const struct group *, struct err *);

/*
 * The next records of the KEY, at most most, in records; they live until the
 * next KEY, or as long as group_record is not used to read on. -1 an error.
 */
int group_gather(struct group *, size_t most, struct err *);

/* Between two KEYs, of two streams: both have another record next than
 * before. Puts them in order. */
void group_resettle(struct group *);

/* Adds what all streams held so far to sum. */
int group_total(const struct group *, struct total *sum, struct err *);

void group_close(struct group *);

#endif
