/*
 * join_streams: record streams by name in, one result stream out, and the
 * records for another pass: what recon-join does.
 */
#ifndef JOIN_STREAMS_H
#define JOIN_STREAMS_H

#include "join/join_keys.h"
#include "join/sorted_sources.h"

struct join_streams {
	/* set by the caller; all borrowed */
	char *const *names; /* of the inputs, "-" is standard input */
	size_t n;
	struct stream_rules rules;
	struct join_rules how;
	struct whole *whole; /* what is known of all inputs, or NULL */
	bool sorts;          /* the inputs are in any order; the memory of
			     * how.spill is for that, too */
	unsigned threads;
	const char *output;  /* NULL: standard output */
	bool plain;          /* no control lines */
	const char *open[2]; /* files for records of the left and of the right
			      * that are not matched; NULL: no pass follows */

	/* told, until it is released */
	struct join join;
	size_t filled;   /* inputs that have records */
	uint64_t lines;  /* of results */
	uint64_t passed; /* records in the files for another pass */

	/* private */
	struct group group;
	struct sorted_sources sorted;
	struct stream_out out;
	struct open_files passes;
};

/*
 * Joins all and lets the outputs appear, which are opened before anything is
 * read. -1, told, where that failed: then no file appears.
 */
int join_streams_run(struct join_streams *, struct err *);

/* Adds a line for people on what looks wrong with the results, join_doubts.h;
 * false: nothing does. */
bool join_streams_doubts(const struct join_streams *, struct buf *);

/* The rules are the caller's. */
void join_streams_free(struct join_streams *);

#endif
