/* json_queue: rows that are complete and were not taken yet, for json_walk. */
#ifndef JSON_QUEUE_H
#define JSON_QUEUE_H

#include "base/buf.h"

struct json_made; /* a row */

/* Cleared with {0}, but for columns. */
struct json_queue {
	size_t columns;
	struct buf text; /* owned: cells, and why rows are bad */
	size_t *lens;    /* owned: of the cells */
	size_t cap_lens;
	struct json_made *made; /* owned */
	size_t n, cap, at;      /* from at on not taken */
};

/* Adds a row, copied: a cell a column; why is empty where it is good. */
void json_queue_add(struct json_queue *, uint64_t line, const struct buf *cells,
    struct span why);

/* Takes the next row: 1, with spans that live until something is added; 0 where
 * there is none. */
int json_queue_take(
    struct json_queue *, uint64_t *line, struct span *cells, struct span *why);

void json_queue_free(struct json_queue *);

#endif
