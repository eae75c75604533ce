#include "flow/store/store_inside.h"
#include "flow/store/store_rows.h"

int
flow_store_classes(
    struct flow_store *s, flow_store_class_do *call, void *arg, struct err *e)
{
	struct store_rows rows = { 0 };
	int r = store_rows_read(&rows, s,
	    "SELECT name, coalesce(most, -1), who, why, at, open_until "
	    "FROM class ORDER BY name",
	    NULL, 0, 6, e);

	for (size_t i = 0; r == 0 && i < store_rows_count(&rows); i++) {
		const struct flow_store_class c = {
			.name = store_rows_text(&rows, i, 0),
			.limit = store_rows_int(&rows, i, 1),
			.who = store_rows_text(&rows, i, 2),
			.why = store_rows_text(&rows, i, 3),
			.at = store_rows_int(&rows, i, 4),
			.open_until = store_rows_int(&rows, i, 5),
		};

		r = call(arg, &c, e);
	}
	store_rows_free(&rows);
	return r;
}

int
flow_store_class_put(
    struct flow_store *s, const struct flow_store_class *c, struct err *e)
{
	const struct db_value none = { 0 };
	const struct db_value v[] = { db_str(c->name),
		c->limit < 0 ? none : db_int(c->limit), store_text(c->who),
		store_text(c->why), db_int(c->at), db_int(c->open_until) };

	return db_later(&s->db,
	    "INSERT INTO class (name, most, who, why, at, open_until) "
	    "VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (name) DO UPDATE SET "
	    "most = excluded.most, who = excluded.who, why = excluded.why, "
	    "at = excluded.at, open_until = excluded.open_until",
	    v, 6, e);
}
