#include "notify/choose/id_counts.h"

#include <stdlib.h>

#include "base/mem.h"

enum { FIRST_ROOM = 64 };

/* The slot of the id, or the empty one where it belongs; there is one. */
static struct id_count *
find(const struct id_counts *c, const struct event_id *id)
{
	uint64_t at;

	/* an id is a digest: any of its bytes are as good as a hash */
	memcpy(&at, id->bytes, sizeof at);
	for (;; at++) {
		struct id_count *slot = &c->slots[at & (c->room - 1)];

		if (slot->n == 0 || event_id_cmp(&slot->id, id) == 0)
			return slot;
	}
}

static void
grow(struct id_counts *c)
{
	struct id_counts was = *c;

	c->room = was.room ? 2 * was.room : FIRST_ROOM;
	c->slots = mem_zeroed(c->room, sizeof *c->slots);
	for (size_t i = 0; i < was.room; i++)
		if (was.slots[i].n)
			*find(c, &was.slots[i].id) = was.slots[i];
	free(was.slots);
}

uint32_t
id_counts_add(struct id_counts *c, const struct event_id *id)
{
	struct id_count *slot;

	if (4 * (c->n + 1) > 3 * c->room)
		grow(c);
	slot = find(c, id);
	if (slot->n == 0) {
		slot->id = *id;
		c->n++;
	}
	return ++slot->n;
}

bool
id_counts_has(const struct id_counts *c, const struct event_id *id)
{
	return c->room && find(c, id)->n > 0;
}

void
id_counts_free(struct id_counts *c)
{
	free(c->slots);
	*c = (struct id_counts){ 0 };
}
