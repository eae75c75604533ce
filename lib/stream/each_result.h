/*
 * each_result: every result of a stream, for who takes them one by one, in
 * whatever order they are.
 */
#ifndef EACH_RESULT_H
#define EACH_RESULT_H

#include "stream/stream_in.h"

/* -1, told without a place, ends it. The result dies with the return. */
typedef int each_result_fn(void *arg, const struct result *, struct err *);

/*
 * Calls fn with each result to the end of the stream, nothing of which has been
 * read. tee, where it is not NULL, gets each line first, comments that are kept
 * as well. -1, told with the line that fn or the stream objects to.
 */
int each_result(struct stream_in *, struct stream_out *tee, each_result_fn *fn,
    void *arg, struct err *);

#endif
