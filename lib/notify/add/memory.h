/*
 * memory: what a target was told, by runs before and by this one, so that
 * nothing is told twice.
 */
#ifndef MEMORY_H
#define MEMORY_H

#include "base/buf.h"
#include "notify/choose/item.h"
#include "outbox/outbox_add.h"

/* Begun with { telling, outbox, asks }, borrowed. */
struct memory {
	const struct telling *telling;
	struct outbox_add *outbox;
	bool asks; /* the target is asked, and not told */
};

bool memory_knows(struct memory *, const struct event_id *);

/* The id by which something of an item is remembered here: as it is, or as it
 * is asked. */
struct event_id memory_id(const struct memory *, const struct event_id *);

/* What is to be said of the item, and the id of the event that says it; false
 * where that was said. */
bool memory_decide(
    struct memory *, const struct item *, enum told_kind *, struct event_id *);

/* The ids, EVENT_ID_BYTES each, are those of something that is told now, and
 * given to the outbox later. */
void memory_hold(struct memory *, const struct buf *ids);

#endif
