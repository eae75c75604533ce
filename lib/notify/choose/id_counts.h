/*
 * id_counts: how often each of many ids came.
 */
#ifndef ID_COUNTS_H
#define ID_COUNTS_H

#include <stdint.h>

#include "event/event_id.h"

struct id_count {
	struct event_id id;
	uint32_t n; /* 0: an empty slot */
};

/* Cleared with {0}, released with id_counts_free. */
struct id_counts {
	struct id_count *slots; /* owned */
	size_t n, room;         /* ids; slots, a power of 2 */
};

/* Counts the id; how often it came, this time included. */
uint32_t id_counts_add(struct id_counts *, const struct event_id *);

bool id_counts_has(const struct id_counts *, const struct event_id *);

void id_counts_free(struct id_counts *);

#endif
