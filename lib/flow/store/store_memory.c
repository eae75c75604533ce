#include "flow/store/store_memory.h"

#include <stdlib.h>

#include "base/mem.h"

struct store_memory *
store_memory_of(struct flow_store *s)
{
	if (!s->memory)
		s->memory = mem_zeroed(1, sizeof *s->memory);
	return s->memory;
}

void
store_memory_end(struct flow_store *s, bool rollback)
{
	struct store_memory *m = store_memory_of(s);

	if (rollback && m->is_new) {
		store_map_clear(&m->lanes);
		store_map_clear(&m->texts);
	}
	m->is_new = false;
	store_map_clear(&m->runs);
	store_map_clear(&m->children);
	store_map_clear(&m->rates);
	if (rollback)
		m->rates_minute = 0;
	m->n_alarms = 0;
	arena_reset(&m->alarm_texts);
}

void
store_memory_forget_texts(struct flow_store *s)
{
	store_map_clear(&store_memory_of(s)->texts);
}

void
store_memory_free(struct flow_store *s)
{
	struct store_memory *m = s->memory;

	if (!m)
		return;
	store_map_free(&m->lanes);
	store_map_free(&m->texts);
	store_map_free(&m->runs);
	store_map_free(&m->children);
	store_map_free(&m->rates);
	free(m->alarms);
	arena_free(&m->alarm_texts);
	free(m);
	s->memory = NULL;
}
