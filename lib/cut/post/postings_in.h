/*
 * postings_in: postings read from a record stream, some at a time.
 *
 * A posting is the records that carry one id, one behind the other; all are of
 * one DATE.
 */
#ifndef POSTINGS_IN_H
#define POSTINGS_IN_H

#include "base/arena.h"
#include "stream/stream_in.h"

struct posting {
	struct span id;
	int32_t date;
	const struct record *records;
	const uint64_t *lines; /* of each in the input */
	size_t n;
};

/* Released with postings_in_close. */
struct postings_in {
	struct stream_in in;
	const int32_t *date;  /* of records whose DATE is "-"; NULL: they are
	                      * bad data; borrowed */
	struct posting *list; /* owned: those read last, */
	size_t n, cap;
	struct record *records; /* owned: and their records, */
	uint64_t *lines;        /* owned: */
	size_t n_records, cap_records, cap_lines;
	struct arena arena; /* which lie here, */
	size_t bytes;       /* in so many */

	/* private: the first record behind them */
	struct buf ahead;
	uint64_t ahead_line;
	bool ended;
};

int postings_in_open(struct postings_in *, const char *file,
    const struct stream_rules *, const int32_t *date, struct err *);

/*
 * The next postings, at most most, and no more than lie in some memory, but one
 * at least: 1, 0 at the end of the input, -1. They live until the next call.
 */
int postings_in_read(struct postings_in *, size_t most, struct err *);

/* Behind those that were read last there are no more, and the input is whole. */
bool postings_in_ended(const struct postings_in *);

/* Puts the place of the posting's record i before the text. Always -1. */
int postings_in_err(
    const struct postings_in *, const struct posting *, size_t i, struct err *);

void postings_in_close(struct postings_in *);

#endif
