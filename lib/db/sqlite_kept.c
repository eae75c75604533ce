#include "db/sqlite_kept.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"

enum { SLOTS = 2 * SQLITE_KEPT_MAX };

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
slot_of(struct sqlite_kept *k, uint64_t hash, const char *sql)
{
	unsigned i = (unsigned)(hash % SLOTS);

	while (k->slots[i]) {
		const struct sqlite_statement *s = &k->list[k->slots[i] - 1];

		if (s->hash == hash && !strcmp(s->sql, sql))
			break;
		i = (i + 1) % SLOTS;
	}
	return &k->slots[i];
}

static void
let_go(struct sqlite_statement *s)
{
	sqlite3_finalize(s->st);
	free(s->sql);
	*s = (struct sqlite_statement){ 0 };
}

/* Makes room in the list: the place that was used longest ago. */
static unsigned
take_place(struct sqlite_kept *k)
{
	unsigned oldest = 0;

	if (k->n < SQLITE_KEPT_MAX)
		return k->n++;
	for (unsigned i = 1; i < k->n; i++)
		if (k->list[i].used < k->list[oldest].used)
			oldest = i;
	let_go(&k->list[oldest]);
	memset(k->slots, 0, sizeof k->slots);
	for (unsigned i = 0; i < k->n; i++)
		if (k->list[i].sql)
			*slot_of(k, k->list[i].hash, k->list[i].sql) = i + 1;
	return oldest;
}

static void
note_places(struct sqlite_statement *s)
{
	char name[24];

	for (int i = 0; i < SQLITE_KEPT_VALUES; i++) {
		snprintf(name, sizeof name, "$%d", i + 1);
		s->places[i] =
		    (unsigned char)sqlite3_bind_parameter_index(s->st, name);
	}
}

int
sqlite_kept_find(struct sqlite_kept *k, sqlite3 *db, const char *sql,
    struct sqlite_statement **got)
{
	uint64_t hash = hash_of(span_str(sql));
	unsigned *slot = slot_of(k, hash, sql), place;
	sqlite3_stmt *st;
	int code;

	if (!*slot) {
		code = sqlite3_prepare_v3(
		    db, sql, -1, SQLITE_PREPARE_PERSISTENT, &st, NULL);
		if (code != SQLITE_OK)
			return code;
		place = take_place(k);
		k->list[place] = (struct sqlite_statement){
			.sql = mem_dup(span_str(sql)), .hash = hash, .st = st
		};
		note_places(&k->list[place]);
		slot = slot_of(k, hash, sql);
		*slot = place + 1;
	}
	*got = &k->list[*slot - 1];
	(*got)->used = ++k->uses;
	return SQLITE_OK;
}

void
sqlite_kept_free(struct sqlite_kept *k)
{
	for (unsigned i = 0; i < k->n; i++)
		let_go(&k->list[i]);
	*k = (struct sqlite_kept){ 0 };
}
