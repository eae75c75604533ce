/*
 * join_large: a KEY that memory does not hold, record by record.
 */
#ifndef JOIN_LARGE_H
#define JOIN_LARGE_H

#include "join/lines/join_lines.h"
#include "match/key_group.h"

/*
 * Matches the records gathered and the rest of the KEY as large_key.h has it
 * and writes its lines. -1, told with its place where there is one.
 */
int join_large(struct join_lines *, struct group *from, struct err *);

#endif
