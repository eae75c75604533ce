/*
 * adding_event: an event between its making and the outbox.
 */
#ifndef ADDING_EVENT_H
#define ADDING_EVENT_H

#include "notify/data/event_line.h"
#include "notify/data/phrases.h"
#include "outbox/outbox_add.h"

/* Cleared with {0} but for id, released with adding_event_free. */
struct adding_event {
	struct event_id id;
	struct buf key;     /* owned: the order key, KEY as it stands in the
			     * line; empty: none */
	struct buf json;    /* owned */
	struct buf members; /* owned: ids that are remembered with it,
			     * EVENT_ID_BYTES each; its own may be one */
};

/*
 * Makes its JSON of the line, of which everything but its id and what people
 * read is set: that is made of the data. -1, told, as phrases_make, with the
 * id.
 */
int adding_event_make(struct adding_event *, struct phrases *,
    const struct event_line *, struct err *);

/* Adds it and its members to the outbox. */
int adding_event_give(const struct adding_event *, struct outbox_add *,
    enum outbox_kind, struct err *);

void adding_event_free(struct adding_event *);

/* The id of an event that is several: of the book, the kind, and then their
 * ids. It is ended as event_id.h has it. */
struct event_id_sum *adding_sum_begin(struct span book, const char *kind);
void adding_sum_add(struct event_id_sum *, const struct event_id *);

#endif
