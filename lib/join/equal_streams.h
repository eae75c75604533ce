/*
 * equal_streams: the fast road for two streams that hold the same KEYs with the
 * same amounts, as the two sides of a good day do.
 *
 * While the next lines of both are the same up to SIDE, they are compared as
 * text, read once, and not made records at all. group and agree are the slow
 * twins: what this road does not take is left to them, and what it takes
 * they would have read, checked, counted and written the same.
 */
#ifndef EQUAL_STREAMS_H
#define EQUAL_STREAMS_H

#include "join/equal_pair.h"
#include "match/key_group.h"

/*
 * Takes KEYs from the group, which stands between two KEYs, and writes their
 * lines, as many as there are on this road and in the buffers, which may be
 * none. -1, told, if a sum overflows.
 */
int abreast_run(
    struct group *, struct agree *, struct stream_out *to, struct err *);

#endif
