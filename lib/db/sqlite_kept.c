#include "db/sqlite_kept.h"

#include <stdio.h>
#include <string.h>

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
	int place = kept_find(&k->texts, sql), code;
	sqlite3_stmt *st;

	if (place < 0) {
		code = sqlite3_prepare_v3(
		    db, sql, -1, SQLITE_PREPARE_PERSISTENT, &st, NULL);
		if (code != SQLITE_OK)
			return code;
		place = (int)kept_add(&k->texts, sql);
		sqlite3_finalize(k->list[place].st);
		k->list[place].st = st;
		note_places(&k->list[place]);
	}
	*got = &k->list[place];
	return SQLITE_OK;
}

void
sqlite_kept_free(struct sqlite_kept *k)
{
	for (unsigned i = 0; i < k->texts.n; i++)
		sqlite3_finalize(k->list[i].st);
	kept_free(&k->texts);
	memset(k->list, 0, sizeof k->list);
}
