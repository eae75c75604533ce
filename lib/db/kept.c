#include "db/kept.h"

#include <stdlib.h>

#include "base/mem.h"

enum { SLOTS = 2 * KEPT_MAX };

/* FNV-1a, eight bytes at a time. */
static uint64_t
hash_of(struct span s)
{
	uint64_t h = 14695981039346656037u ^ s.len;

	for (; s.len >= EIGHT; s.p += EIGHT, s.len -= EIGHT) {
		h = (h ^ eight_load(s.p)) * 1099511628211u;
		h ^= h >> 29;
	}
	for (; s.len; s.p++, s.len--)
		h = (h ^ (unsigned char)*s.p) * 1099511628211u;
	return h ^ h >> 32;
}

/* Where it is, or where it would go. */
static unsigned *
slot_of(struct kept *k, uint64_t hash, const char *text)
{
	unsigned i = (unsigned)(hash % SLOTS);

	while (k->slots[i]) {
		const struct kept_text *t = &k->list[k->slots[i] - 1];

		if (t->hash == hash && !strcmp(t->text, text))
			break;
		i = (i + 1) % SLOTS;
	}
	return &k->slots[i];
}

int
kept_find(struct kept *k, const char *text)
{
	unsigned slot = *slot_of(k, hash_of(span_str(text)), text);

	if (!slot)
		return -1;
	k->list[slot - 1].used = ++k->uses;
	return (int)slot - 1;
}

bool
kept_is_full(const struct kept *k)
{
	return k->n == KEPT_MAX;
}

void
kept_drop(struct kept *k, unsigned place)
{
	free(k->list[place].text);
	k->list[place] = (struct kept_text){ 0 };
	memset(k->slots, 0, sizeof k->slots);
	for (unsigned i = 0; i < k->n; i++) {
		const struct kept_text *t = &k->list[i];

		if (t->text)
			*slot_of(k, t->hash, t->text) = i + 1;
	}
}

/* The place that was used longest ago. */
static unsigned
take_place(struct kept *k)
{
	unsigned oldest = 0;

	if (!kept_is_full(k))
		return k->n++;
	for (unsigned i = 1; i < k->n; i++)
		if (k->list[i].used < k->list[oldest].used)
			oldest = i;
	kept_drop(k, oldest);
	return oldest;
}

unsigned
kept_add(struct kept *k, const char *text)
{
	unsigned place = take_place(k);
	struct span s = span_str(text);

	k->list[place] = (struct kept_text){
		.text = mem_dup(s), .hash = hash_of(s), .used = ++k->uses
	};
	*slot_of(k, k->list[place].hash, text) = place + 1;
	return place;
}

void
kept_free(struct kept *k)
{
	for (unsigned i = 0; i < k->n; i++)
		free(k->list[i].text);
	*k = (struct kept){ 0 };
}
