/*
 * decide: what a person says of events that are dead: sent again, or never.
 */
#ifndef DECIDE_H
#define DECIDE_H

#include "base/buf.h"
#include "outbox/outbox.h"
#include "text/names.h"

/*
 * Sends the events with these ids again ("all" alone: all that are dead, and the
 * targets are here again) or, where why is not NULL, never. targets has a
 * folder each. Adds to lines, per target, how many were dead or left.
 * ST_FAIL, told, for what is no id, and for one that no target has left or dead;
 * the others are done then. Else as outbox_redo.
 */
int decide(const struct outbox *, const struct names *targets,
    const struct names *ids, const char *why, struct buf *lines, struct err *);

#endif
