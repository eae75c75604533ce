/*
 * post: a record stream of postings into a database of accounts.
 *
 * All of the input shares a commit, or so many postings do; a posting is there
 * whole or not at all, and once, however often its stream is posted. What was refused, or is not yet to be
 * posted, is the output: the records of these postings, with a field refused=late
 * or refused=early behind those that they carry.
 */
#ifndef POST_H
#define POST_H

#include "stream/stream_in.h"

enum { POST_TOGETHER_MAX = 100000 };

struct post_wish {
	const char *db;   /* its URL; borrowed, like all here */
	unsigned wait_s;  /* for who has it locked */
	const char *file; /* an operand */
	struct stream_rules rules;
	const int32_t *date; /* the accounting date: that of records without
	                      * one, and of accounts where there are none yet;
	                      * or NULL */
	const int32_t *next; /* the one behind date; NULL: the next day */
	bool roll;           /* what is late is of the date accounts have */
	unsigned together;   /* postings that share a commit; 0: all */
	const char *output;  /* NULL: standard output */
	bool plain;
};

struct post_told {
	uint64_t postings; /* in the input, but for those behind an error: */
	uint64_t done, rolled, repeated, late, early;
};

/*
 * 0 also where some were refused, or are early. -1: what told counts as done or
 * rolled was committed, and posting the stream again goes on.
 */
int post_stream(const struct post_wish *, struct post_told *, struct err *);

#endif
