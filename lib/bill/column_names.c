#include "bill/column_names.h"

#include <stdlib.h>

#include "base/mem.h"

enum { LEAST = 64 }; /* slots */

static size_t
hash(struct span s)
{
	uint64_t h = 14695981039346656037u;

	for (size_t i = 0; i < s.len; i++)
		h = (h ^ (unsigned char)s.p[i]) * 1099511628211u;
	return (size_t)(h ^ h >> 32);
}

/* The slot of a name, or the free one for it. */
static size_t *
slot_of(const struct column_names *c, struct span name)
{
	size_t i = hash(name) & (c->room - 1);

	while (c->slots[i] && !span_eq(c->names->list[c->slots[i] - 1], name))
		i = (i + 1) & (c->room - 1);
	return &c->slots[i];
}

/* At least half of the slots are free. */
static void
make_room(struct column_names *c)
{
	if (c->room && c->names->n + 1 <= c->room / 2)
		return;
	c->room = c->room ? c->room * 2 : LEAST;
	free(c->slots);
	c->slots = mem_zeroed(c->room, sizeof *c->slots);
	for (size_t i = 0; i < c->names->n; i++)
		*slot_of(c, c->names->list[i]) = i + 1;
}

void
column_names_add(struct column_names *c, struct span name)
{
	struct buf b = { 0 };
	size_t *slot, first, len;

	make_room(c);
	if (name.len == 0)
		buf_printf(&b, "column%zu", c->names->n + 1);
	else
		buf_add(&b, name);
	len = b.len;
	slot = slot_of(c, buf_span(&b));
	first = *slot;
	while (*slot) {
		b.len = len;
		buf_printf(&b, "_%zu", c->next[first - 1]++);
		slot = slot_of(c, buf_span(&b));
	}
	c->next = mem_grow(c->next, &c->cap, c->names->n + 1, sizeof *c->next);
	c->next[c->names->n] = 2;
	names_add(c->names, buf_span(&b));
	*slot = c->names->n;
	buf_free(&b);
}

void
column_names_free(struct column_names *c)
{
	free(c->slots);
	free(c->next);
}
