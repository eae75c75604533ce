/*
 * outbox_replies: the records that answers to asking events brought, kept in
 * the target's file of replies.
 *
 * All records of an answer are kept together or not at all, under the id of
 * the item they are about; the first answer for an item stays, so that one that
 * comes again after a crash changes nothing.
 */
#ifndef OUTBOX_REPLIES_H
#define OUTBOX_REPLIES_H

#include "base/err.h"
#include "event/event_id.h"
#include "outbox/outbox.h"

struct outbox_replies;

/*
 * To add to: by whoever holds the target's send.lock (pending.h), that is one
 * process at a time. Made where it is missing; what a crash left of an answer
 * is removed. ST_DATA where a line within is none. NULL on failure.
 */
struct outbox_replies *outbox_replies_open(
    const struct outbox *, const char *target, struct err *);

bool outbox_replies_has(
    const struct outbox_replies *, const struct event_id *item);

/*
 * Adds n record lines, recon-record(5), each without LF; on the disk when this
 * returns 0. Nothing is added where n is 0, or the item has some already.
 * ST_FAIL where it cannot be written; ST_BROKEN where a line has an LF or is
 * empty.
 */
int outbox_replies_add(struct outbox_replies *, const struct event_id *item,
    const struct span *lines, size_t n, struct err *);

/* NULL is no error. */
void outbox_replies_close(struct outbox_replies *);

/*
 * Calls fn with each line that is kept, in the order they came: to be used by
 * anyone, at any time. An answer that is not whole is passed over. What fn
 * returns, if not 0, ends it and is returned. No such target or file: 0. line
 * dies with the return of fn.
 */
typedef int outbox_reply_fn(
    void *arg, const struct event_id *item, struct span line, struct err *);
int outbox_replies_each(const struct outbox *, const char *target,
    outbox_reply_fn *, void *arg, struct err *);

/*
 * Keeps only the answers about items of which keep says so, 1, and not 0; -1,
 * told, ends it with nothing changed. By who holds send.lock. The file appears,
 * on the disk, in place of the older one. ST_DATA as above.
 */
typedef int outbox_reply_keep_fn(
    void *arg, const struct event_id *item, struct err *);
int outbox_replies_prune(const struct outbox *, const char *target,
    outbox_reply_keep_fn *, void *arg, struct err *);

#endif
