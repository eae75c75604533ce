/*
 * join_doubts: results that look as if the wrong things were joined, though
 * nothing is wrong with them: no KEY on both sides, all of one side,
 * currencies that do not meet, a field to compare that nobody has.
 */
#ifndef JOIN_DOUBTS_H
#define JOIN_DOUBTS_H

#include "join/join_keys.h"

/* Once all is joined, and from not closed, which so many inputs had records
 * for: true with a line for people. */
bool join_doubts(
    const struct join *, const struct group *from, size_t filled, struct buf *);

#endif
