#include "flow/store/store_map.h"

#include <stdlib.h>

#include "base/mem.h"

/* FNV-1a. */
static uint64_t
hash_of(struct span s)
{
	uint64_t h = 14695981039346656037u;

	for (size_t i = 0; i < s.len; i++)
		h = (h ^ (unsigned char)s.p[i]) * 1099511628211u;
	return h ^ h >> 32;
}

/* Where it is, or where it would go. */
static uint32_t *
slot_of(const struct store_map *m, struct span key)
{
	size_t i = hash_of(key) & (m->n_slots - 1);

	while (m->slots[i] && !span_eq(m->list[m->slots[i] - 1].key, key))
		i = (i + 1) & (m->n_slots - 1);
	return &m->slots[i];
}

static void
place_all(struct store_map *m)
{
	memset(m->slots, 0, m->n_slots * sizeof *m->slots);
	for (size_t i = 0; i < m->count; i++)
		*slot_of(m, m->list[i].key) = (uint32_t)i + 1;
}

struct store_map_entry *
store_map_find(const struct store_map *m, struct span key)
{
	uint32_t at = m->count ? *slot_of(m, key) : 0;

	return at ? &m->list[at - 1] : NULL;
}

struct store_map_entry *
store_map_put(struct store_map *m, struct span key)
{
	struct store_map_entry *there = store_map_find(m, key);

	if (there)
		return there;
	m->list = mem_grow(m->list, &m->cap, m->count + 1, sizeof *m->list);
	m->list[m->count++] =
	    (struct store_map_entry){ .key = arena_copy(&m->keys, key) };
	if (2 * m->count > m->n_slots) {
		m->n_slots = m->n_slots ? 2 * m->n_slots : 16;
		m->slots = mem_resize(m->slots, m->n_slots * sizeof *m->slots);
		place_all(m);
	} else {
		*slot_of(m, key) = (uint32_t)m->count;
	}
	return &m->list[m->count - 1];
}

static int
by_key(const void *a, const void *b)
{
	const struct store_map_entry *x = a, *y = b;

	return span_cmp(x->key, y->key);
}

void
store_map_sort(struct store_map *m)
{
	if (m->count < 2)
		return;
	qsort(m->list, m->count, sizeof *m->list, by_key);
	place_all(m);
}

void
store_map_clear(struct store_map *m)
{
	if (m->count == 0)
		return;
	m->count = 0;
	memset(m->slots, 0, m->n_slots * sizeof *m->slots);
	arena_reset(&m->keys);
}

void
store_map_free(struct store_map *m)
{
	free(m->list);
	free(m->slots);
	arena_free(&m->keys);
	*m = (struct store_map){ 0 };
}
