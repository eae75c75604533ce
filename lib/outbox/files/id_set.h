/*
 * id_set: ids in memory, and whether one is among them: 16 bytes each, and as
 * much room again.
 */
#ifndef ID_SET_H
#define ID_SET_H

#include "event/event_id.h"

/* Cleared with {0}. */
struct id_set {
	struct event_id *slots; /* owned; all zero bytes: free */
	size_t n, cap;          /* ids in slots, slots: a power of two */
	bool has_zero;          /* the id whose bytes are all 0 */
};

/* False where it is there already. */
bool id_set_add(struct id_set *, const struct event_id *);
bool id_set_has(const struct id_set *, const struct event_id *);

/* How many there are; and all of them in their order, for the caller to free. */
size_t id_set_count(const struct id_set *);
struct event_id *id_set_sorted(const struct id_set *);

void id_set_free(struct id_set *);

#endif
