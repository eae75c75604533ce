#include "bill/rows/cells.h"

#include <stdlib.h>

#include "base/mem.h"

void
cells_end(struct cells *c)
{
	if (c->n == c->cap)
		c->cells =
		    mem_grow(c->cells, &c->cap, c->n + 1, sizeof *c->cells);
	c->cells[c->n++] = (struct span){ NULL, c->text.len - c->start };
	buf_room(&c->text, ROW_SLACK);
	c->text.len += ROW_SLACK;
	c->start = c->text.len;
}

void
cells_finish(struct cells *c)
{
	const char *p = c->text.p;

	for (size_t i = 0; i < c->n; i++) {
		c->cells[i].p = p;
		p += c->cells[i].len + ROW_SLACK;
	}
}

void
cells_free(struct cells *c)
{
	buf_free(&c->text);
	free(c->cells);
	*c = (struct cells){ .n = 0 };
}
