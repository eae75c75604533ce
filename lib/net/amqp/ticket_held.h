/*
 * ticket_held: tickets that a worker has and that the broker waits for, by their
 * tags; within the room.
 */
#ifndef TICKET_HELD_H
#define TICKET_HELD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ticket_tag {
	uint64_t tag;
	bool took;
};

/* Cleared with {0}. */
struct ticket_held {
	struct ticket_tag *list; /* owned: tags ascend */
	size_t n, cap;
	size_t n_took; /* that the broker is not told of yet */
};

void ticket_held_add(struct ticket_held *, uint64_t tag);

/* It is done with, or goes back. False: none of that tag is out. */
bool ticket_held_took(struct ticket_held *, uint64_t tag);
bool ticket_held_back(struct ticket_held *, uint64_t tag);

/*
 * The next to be told: of this tag, or also all before it, where all of those
 * were taken, too. False: there is none.
 */
bool ticket_held_next(struct ticket_held *, uint64_t *tag, bool *all_before);

void ticket_held_free(struct ticket_held *);

#endif
