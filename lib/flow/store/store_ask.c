#include <stdlib.h>

#include "base/mem.h"
#include "flow/store/store_inside.h"

int
store_ask_one(struct flow_store *s, const char *sql, const struct db_value *v,
    size_t n, struct err *e)
{
	int r;

	if (db_ask(&s->db, sql, v, n, e))
		return -1;
	r = db_next(&s->db, e);
	return r;
}

int
store_ask_int(struct flow_store *s, const char *sql, const struct db_value *v,
    size_t n, int64_t *to, struct err *e)
{
	int r = store_ask_one(s, sql, v, n, e);

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
store_lane(struct flow_store *s, const char *class, const char *lane,
    int64_t *id, struct err *e)
{
	static const char find[] =
	    "SELECT id FROM lane WHERE class = $1 AND name = $2";
	const struct db_value v[] = { db_str(class ? class : ""),
		db_str(lane ? lane : "") };
	int r = store_ask_int(s, find, v, 2, id, e);

	if (r)
		return r < 0 ? -1 : 0;
	if (db_do(&s->db,
		"INSERT INTO lane (class, name) VALUES ($1, $2) "
		"ON CONFLICT (class, name) DO NOTHING",
		v, 2, e))
		return -1;
	return store_ask_int(s, find, v, 2, id, e) > 0 ? 0 : -1;
}

int
store_later(struct flow_store *s, const char *sql, const struct db_value *v,
    size_t n, struct err *e)
{
	return s->within ? db_later(&s->db, sql, v, n, e)
			 : db_do(&s->db, sql, v, n, e);
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
