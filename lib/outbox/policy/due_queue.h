/*
 * due_queue: what waits for its time, the earliest first, and of the same time
 * what was put in first.
 */
#ifndef DUE_QUEUE_H
#define DUE_QUEUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct due_item {
	int64_t due_s;  /* seconds since 1970 */
	uint64_t order; /* as they were put in */
	uint32_t slot;  /* the caller's */
};

/* Cleared with {0}. */
struct due_queue {
	struct due_item *heap; /* owned */
	size_t n, cap;
	uint64_t count; /* that were ever put in */
};

void due_queue_put(struct due_queue *, int64_t due_s, uint32_t slot);

/* When the first one is due; INT64_MAX where none waits. */
int64_t due_queue_next(const struct due_queue *);

/* Takes the first one, if it is due now; false, and *slot untouched. */
bool due_queue_take(struct due_queue *, int64_t now_s, uint32_t *slot);

void due_queue_free(struct due_queue *);

#endif
