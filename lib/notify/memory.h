/*
 * memory: what a target was told, by runs before and by this one, so that
 * nothing is told twice.
 */
#ifndef MEMORY_H
#define MEMORY_H

#include "base/buf.h"
#include "notify/item.h"
#include "outbox/outbox_add.h"

/* Begun with { telling, outbox }, both borrowed; id_counts_free releases given. */
struct memory {
	const struct telling *telling;
	struct outbox_add *outbox;
	struct id_counts
	    given; /* ids of this run that runs before it had not */
};

bool memory_knows(struct memory *, const struct event_id *);

/* What is to be said of the item, and the id of the event that says it; false
 * where that was said. */
bool memory_decide(
    struct memory *, const struct item *, enum told_kind *, struct event_id *);

/* The ids, EVENT_ID_BYTES each, are those of something that is told now. */
void memory_note(struct memory *, const struct buf *ids);

#endif
