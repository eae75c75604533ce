#include "bill/rows/cells.h"

#include <stdlib.h>

#include "base/mem.h"

void
cellbuf_end(struct cellbuf *c)
{
	if (c->n == c->cap)
		c->cells = mem_grow(c->cells, &c->cap, c->n + 1,
		    sizeof *c->cells);
	c->cells[c->n++] = (struct span){ NULL, c->text.len - c->start };
	buf_room(&c->text, ROW_SLACK);
	c->text.len += ROW_SLACK;
	c->start = c->text.len;
}

void
cellbuf_finish(struct cellbuf *c)
{
	const char *p = c->text.p;

	for (size_t i = 0; i < c->n; i++) {
		c->cells[i].p = p;
		p += c->cells[i].len + ROW_SLACK;
	}
}

void
cellbuf_free(struct cellbuf *c)
{
	buf_free(&c->text);
	free(c->cells);
	*c = (struct cellbuf){ .n = 0 };
}
