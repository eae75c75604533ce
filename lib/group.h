/*
 * group: any number of sorted record streams, merged into one and handed
 * out one KEY at a time.
 *
 * The records of a KEY come in stream order: by whole line, equal lines by
 * operand. The order of each stream is checked on every line, the totals of
 * each at its end.
 */
#ifndef GROUP_H
#define GROUP_H

#include "arena.h"
#include "stream.h"

struct group_source {
	struct stream_in in;
	struct record head; /* read, not handed out */
	uint64_t kept_key;  /* of which KEY it gave records[kept] */
	size_t kept;        /* the last record it gave to group_all */
};

struct group {
	struct group_source *sources; /* owned, one an operand */
	size_t n_sources;
	struct group_source **order; /* owned: those that still have a head,
	                              * in the order of their heads */
	size_t n_order;
	size_t n_key;  /* the first of order that have the KEY at hand */
	uint64_t keys; /* KEYs begun */

	const struct group_source *last; /* what gave the last record */
	uint64_t last_line;              /* its line there */

	struct record *records; /* owned: the KEY's records, by group_all */
	size_t n, cap;
	struct arena arena; /* lines of records that their source let go */
};

/*
 * Opens the FILE operands ("-" at most once) and reads the first record of
 * each; the names are borrowed. On -1 everything is closed.
 */
int group_open(struct group *, char *const *names, int n,
    const struct stream_rules *, struct err *);

/*
 * Goes on to the next KEY, behind what is left of the last one: 1, 0 at the
 * end of all streams, -1 an error. *key lives until the first record is
 * asked for.
 */
int group_key(struct group *, struct span *key, struct err *);

/*
 * The next record of the KEY: 1, 0 after the last, -1 an error. It lives
 * until the next call.
 */
int group_record(struct group *, struct record *, struct err *);

/* Puts the place of the record handed out last before the text. */
int group_err(const struct group *, struct err *);

/* The whole KEY in records, 0; they live until the next KEY. -1 an error. */
int group_all(struct group *, struct err *);

/* Adds what all streams held so far to sum. */
int group_total(const struct group *, struct total *sum, struct err *);

void group_close(struct group *);

#endif
