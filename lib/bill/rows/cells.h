/*
 * cells: the cells of a row whose bytes cannot stay where they were read,
 * one behind the other in a buffer that grows.
 */
#ifndef CELLS_H
#define CELLS_H

#include "base/buf.h"
#include "stream/line/row.h"

/* Cleared with {0}, released with cells_free. */
struct cells {
	struct buf text;    /* the cells, each with ROW_SLACK behind it */
	struct span *cells; /* owned; p is NULL until cells_finish */
	size_t n, cap;
	size_t start; /* of the cell being added, in text */
};

static inline void
cells_clear(struct cells *c)
{
	buf_clear(&c->text);
	c->n = c->start = 0;
}

/* Ends the cell of all bytes added to c->text since the one before. */
void cells_end(struct cells *);

/* After the last cell: they can be read until the next is begun. */
void cells_finish(struct cells *);

void cells_free(struct cells *);

#endif
