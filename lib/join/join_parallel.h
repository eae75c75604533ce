/*
 * join_parallel: join on several threads, in slices.
 *
 * The slices are joined by themselves and their results written in order:
 * the bytes are those of join_run. What is not plain sailing - an error, a
 * KEY too large for a slice, the end - is left to join_run, which goes on
 * where the last good slice ended: there is one place that reads to the end,
 * compares totals and says what is wrong.
 */
#ifndef JOIN_PARALLEL_H
#define JOIN_PARALLEL_H

#include "join/join_keys.h"

enum {
	JOIN_PARALLEL_BLOCK = 1
	    << 19, /* bytes of all sources in a slice, about */
};

/*
 * As join_run, on as many threads (1 to THREADS_MAX), with slices of about
 * block bytes. Memory: at most about five times block a thread, and eight times
 * as much while a KEY is large.
 */
int join_parallel_run(struct join *, struct group *from, struct stream_out *to,
    unsigned threads, size_t block, struct err *);

#endif
