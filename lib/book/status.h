/*
 * status: the days of a state directory, as people want to see them.
 */
#ifndef STATUS_H
#define STATUS_H

#include "base/buf.h"
#include "book/dir/state_dir.h"

/*
 * Adds a line for each day of the chain: a table for people, or with plain
 * fields separated by TABs,
 *
 *	DATE GEN KIND STALE ITEMS OLDEST AGE OPEN COPIES WHEN USER [SUM]...
 */
int status_format(
    struct buf *, const struct state_dir *, bool plain, struct err *);

#endif
