/*
 * list: what is in an outbox and not delivered, for people and scripts.
 */
#ifndef LIST_H
#define LIST_H

#include "base/buf.h"
#include "outbox/outbox.h"

/*
 * Adds a line for each event of the target that is left or dead, in the order
 * they came, and one where the target itself is gone or paused:
 *
 *	TARGET STATE ID KEY ADDED TRIES DUE REASON [NAME=VALUE]...
 *
 * with TABs between, escaped, "-" where there is nothing. STATE is left, retry,
 * dead, gone or paused; times are UTC. -1 as outbox_list.
 */
int list_put(
    const struct outbox *, const char *target, struct buf *, struct err *);

#endif
