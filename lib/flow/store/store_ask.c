#include <stdlib.h>

#include "base/mem.h"
#include "flow/store/store_inside.h"
#include "flow/store/store_memory.h"

int
store_ask_int(struct flow_store *s, const char *sql, const struct db_value *v,
    size_t n, int64_t *to, struct err *e)
{
	int r = db_ask_one(&s->db, sql, v, n, e);

	if (r > 0) {
		*to = db_cell_int(&s->db, 0);
		db_done(&s->db);
	}
	return r;
}

int
store_ask_places(struct flow_store *s, struct flow_store_places *to,
    const char *sql, const struct db_value *v, size_t n, bool has_node,
    struct err *e)
{
	int r;

	to->n = 0;
	if (db_ask(&s->db, sql, v, n, e))
		return -1;
	while ((r = db_next(&s->db, e)) > 0) {
		to->list =
		    mem_grow(to->list, &to->cap, to->n + 1, sizeof *to->list);
		to->list[to->n++] =
		    (struct flow_store_place){ .run = db_cell_int(&s->db, 0),
			    .node =
				has_node ? (size_t)db_cell_int(&s->db, 1) : 0 };
	}
	return r;
}

int
store_find_or_make(struct flow_store *s, const char *find, size_t n_find,
    const char *make, size_t n, const struct db_value *v, int64_t *id,
    bool *made, struct err *e)
{
	int r = store_ask_int(s, find, v, n_find, id, e);

	if (made)
		*made = false;
	if (r)
		return r < 0 ? -1 : 0;
	r = store_ask_int(s, make, v, n, id, e);
	if (made)
		*made = r > 0;
	if (r == 0)
		r = store_ask_int(s, find, v, n_find, id, e);
	if (r == 0)
		return err_set(
		    e, ST_BROKEN, "%s: what was made is not there", s->db.name);
	return r < 0 ? -1 : 0;
}

int
store_lane(struct flow_store *s, const char *class, const char *lane,
    int64_t *id, struct err *e)
{
	const struct db_value v[] = { db_str(class ? class : ""),
		db_str(lane ? lane : "") };
	struct store_memory *m = store_memory_of(s);
	struct buf key = { 0 };
	struct store_map_entry *known;
	bool made = false;
	int r = 0;

	buf_add(&key, v[0].text);
	buf_byte(&key, '\0');
	buf_add(&key, v[1].text);
	known = store_map_find(&m->lanes, buf_span(&key));
	if (known)
		*id = known->n[0];
	else
		r = store_find_or_make(s,
		    "SELECT id FROM lane WHERE class = $1 AND name = $2", 2,
		    "INSERT INTO lane (class, name) VALUES ($1, $2) "
		    "ON CONFLICT (class, name) DO NOTHING RETURNING id",
		    2, v, id, &made, e);
	if (!known && r == 0) {
		store_map_put(&m->lanes, buf_span(&key))->n[0] = *id;
		m->is_new |= made;
	}
	buf_free(&key);
	return r;
}

struct span
store_flow_name(const char *path)
{
	const char *slash = strrchr(path, '/');
	struct span name = span_str(slash ? slash + 1 : path);
	size_t n = name.len;

	while (n > 0 && name.p[n - 1] != '.')
		n--;
	if (n > 1)
		name.len = n - 1;
	return name;
}
