#include "outbox/files/id_set.h"

#include <stdlib.h>

#include "base/mem.h"

enum { FIRST_CAP = 64 };

static const struct event_id zero;

/* The slot that has the id, or the free one where it would go. An id is a
 * digest: its first bytes are as good as any hash of it. */
static struct event_id *
slot_of(const struct id_set *s, const struct event_id *id)
{
	size_t i;

	memcpy(&i, id->bytes, sizeof i);
	for (;; i++) {
		struct event_id *slot = &s->slots[i & (s->cap - 1)];

		if (!event_id_cmp(slot, id) || !event_id_cmp(slot, &zero))
			return slot;
	}
}

static void
grow(struct id_set *s)
{
	struct id_set more = { .cap = s->cap ? 2 * s->cap : FIRST_CAP };

	more.slots = mem_zeroed(more.cap, sizeof *more.slots);
	for (size_t i = 0; i < s->cap; i++)
		if (event_id_cmp(&s->slots[i], &zero))
			*slot_of(&more, &s->slots[i]) = s->slots[i];
	free(s->slots);
	s->slots = more.slots;
	s->cap = more.cap;
}

bool
id_set_add(struct id_set *s, const struct event_id *id)
{
	struct event_id *slot;
	bool had = s->has_zero;

	if (!event_id_cmp(id, &zero)) {
		s->has_zero = true;
		return !had;
	}
	if (4 * (s->n + 1) > 3 * s->cap)
		grow(s);
	slot = slot_of(s, id);
	if (!event_id_cmp(slot, id))
		return false;
	*slot = *id;
	s->n++;
	return true;
}

bool
id_set_has(const struct id_set *s, const struct event_id *id)
{
	if (!event_id_cmp(id, &zero))
		return s->has_zero;
	return s->n && !event_id_cmp(slot_of(s, id), id);
}

size_t
id_set_count(const struct id_set *s)
{
	return s->n + s->has_zero;
}

static int
compare(const void *a, const void *b)
{
	return event_id_cmp(a, b);
}

struct event_id *
id_set_sorted(const struct id_set *s)
{
	struct event_id *ids = mem_zeroed(id_set_count(s) + 1, sizeof *ids);
	size_t n = s->has_zero; /* the zero is the first */

	for (size_t i = 0; i < s->cap; i++)
		if (event_id_cmp(&s->slots[i], &zero))
			ids[n++] = s->slots[i];
	qsort(ids, n, sizeof *ids, compare);
	return ids;
}

void
id_set_free(struct id_set *s)
{
	free(s->slots);
	*s = (struct id_set){ 0 };
}
