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
	struct record_batch batch;
	size_t at;           /* which of the batch comes next */
	size_t run;          /* how many from there on have its KEY */
	bool tie;            /* the next source in order has the same KEY */
	uint64_t first_line; /* of the batch, in the input */
	struct record head;  /* the record handed out last */
};

struct group_origin {
	const struct group_source *source;
	uint64_t line; /* its number there */
};

struct group {
	struct group_source *sources; /* owned, one an operand */
	size_t n_sources;
	struct group_source **order; /* owned: those that are not at their
	                              * end, in the order of the KEYs that come
	                              * next, then of operands */
	size_t n_order;
	size_t n_key; /* the first of order whose next has the KEY at hand:
	                * 0 when the KEY is all handed out and read past */
	bool rest;    /* records of the KEY are not handed out yet */
	bool by_line; /* those n_key are in the order of their lines */
	size_t whole; /* records of the KEY, if all lie in the batches at
	                * hand; else 0 */

	struct group_origin last; /* of the record handed out last */

	const struct record **records; /* owned: by group_gather, */
	struct group_origin *origins;  /* owned: and where each stands */
	size_t n, cap;
	struct record *expanded; /* owned */
	size_t expanded_cap;
	struct arena arena; /* gathered records of more than a batch */
};

/* A record of a batch, in place. */
struct group_place {
	const struct record_batch *batch;
	size_t i;
};

/* Room for n streams, which the caller opens: sources[i].in. */
void group_init(struct group *, size_t n);

/* "-" may be there at most once: -1, told. */
int group_check_names(char *const *names, size_t n, struct err *);

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

/* Puts the place of a record before the text. */
int group_err(const struct group_origin *, struct err *);

/*
 * The next records of the KEY in records: at most most, and one at least but no
 * more than it takes about room bytes of memory to match them; they live until
 * the next KEY, or as long as group_record is not used to read on. Whether there
 * are more says rest. -1 an error.
 */
int group_gather(struct group *, size_t most, size_t room, struct err *);

/*
 * Is the KEY, of which nothing is handed out yet, just two records that
 * record_batch took? Then pair has them, one of side L first, until the next
 * KEY.
 */
bool group_pair(const struct group *, struct group_place pair[2]);

/* The KEY, which is whole, is handed out: so many records from where the sources
 * stand as run says. */
static inline void
group_took_whole(struct group *g)
{
	g->rest = false;
}

/* Are there just two streams, and the pair is one record of each? */
static inline bool
group_is_of_two(const struct group *g)
{
	return g->n_order == 2 && g->n_key == 2;
}

/* The pairs up to this one are handed out, which was reached from the one at
 * hand by going on in the same two batches. */
void group_went_on(struct group *, const struct group_place pair[2]);

/* How many streams had records so far. */
size_t group_filled(const struct group *);

/* Adds what all streams held so far to sum. */
int group_total(const struct group *, struct total *sum, struct err *);

void group_close(struct group *);

#endif
