/*
 * store_map: numbers by keys of a few bytes.
 */
#ifndef STORE_MAP_H
#define STORE_MAP_H

#include "base/arena.h"

enum { STORE_MAP_NUMBERS = 4 };

struct store_map_entry {
	struct span key; /* owned by the map */
	int64_t n[STORE_MAP_NUMBERS];
};

/* Cleared with {0}, released with store_map_free. */
struct store_map {
	struct store_map_entry *list; /* owned: in the order they came */
	size_t count, cap;
	uint32_t *slots; /* owned: places in list, from 1; 0: free */
	size_t n_slots;  /* a power of 2 */
	struct arena keys;
};

/* NULL where it is not there. It lives until the next put, or clear. */
struct store_map_entry *store_map_find(
    const struct store_map *, struct span key);
/* The same, made of zeros where it is not there. */
struct store_map_entry *store_map_put(struct store_map *, struct span key);
/* In the order of the keys; what is put behind it comes at the end. */
void store_map_sort(struct store_map *);
/* Forgets all, and keeps the room. */
void store_map_clear(struct store_map *);
void store_map_free(struct store_map *);

#endif
