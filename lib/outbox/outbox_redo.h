/*
 * outbox_redo: what a person decides about events that are dead: they are sent
 * again, or never.
 */
#ifndef OUTBOX_REDO_H
#define OUTBOX_REDO_H

#include "base/err.h"
#include "event/event_id.h"
#include "outbox/outbox.h"

/*
 * Dead events of the target with these ids are to be sent again, as if never
 * tried; n == 0: all of it. Where the target was gone, it is here again. who
 * is kept with that. found[i] is set to true for each id that is an event of
 * the target left or dead, and stays as it was for any other; found may be NULL
 * where n is 0. *done is how many were dead before. One that is not dead is
 * left as it is.
 *
 * A target without a folder has no events, and none is made.
 *
 * Takes send.lock, waiting o->wait_s seconds: ST_AGAIN. On the disk on return.
 */
int outbox_redo(const struct outbox *o, const char *target,
    const struct event_id *ids, size_t n, const char *who, bool *found,
    uint64_t *done, struct err *);

/* The same, n above 0: the events, dead or left, are never sent; why is kept
 * too. *done is how many were not forgotten or delivered before. */
int outbox_forget(const struct outbox *o, const char *target,
    const struct event_id *ids, size_t n, const char *who, const char *why,
    bool *found, uint64_t *done, struct err *);

#endif
