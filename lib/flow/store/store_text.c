#include "flow/store/store_inside.h"

/* The number of the flow in that file, made where it is new. */
static int
keep_flow(struct flow_store *s, const char *path, int64_t *id, struct err *e)
{
	static const char find[] = "SELECT id FROM flow WHERE path = $1";
	const struct db_value v[] = { db_str(path),
		db_text(store_flow_name(path)) };
	int r = store_ask_int(s, find, v, 1, id, e);

	if (r)
		return r < 0 ? -1 : 0;
	if (db_do(&s->db,
		"INSERT INTO flow (path, name) VALUES ($1, $2) "
		"ON CONFLICT (path) DO NOTHING",
		v, 2, e))
		return -1;
	return store_ask_int(s, find, v, 1, id, e) > 0 ? 0 : -1;
}

static int
keep_nodes(
    struct flow_store *s, int64_t text, const struct flow *f, struct err *e)
{
	for (size_t i = 0; i < f->n_nodes; i++) {
		const struct db_value v[] = { db_int(text), db_int((int64_t)i),
			db_str(f->nodes[i].name) };

		if (db_do(&s->db,
			"INSERT INTO text_node (text, place, name) "
			"VALUES ($1, $2, $3)",
			v, 3, e))
			return -1;
	}
	return 0;
}

/* Its number: 1 where it is there, 0, -1. */
static int
find_text(struct flow_store *s, const char *digest, int64_t *id, struct err *e)
{
	const struct db_value v = db_str(digest);

	return store_ask_int(
	    s, "SELECT id FROM flow_text WHERE digest = $1", &v, 1, id, e);
}

static int
add_text(
    struct flow_store *s, const struct db_value *v, int64_t *id, struct err *e)
{
	if (db_do(&s->db,
		"INSERT INTO flow_text (digest, flow, title, body, kept) "
		"VALUES ($1, $2, $3, $4, 0)",
		v, 4, e))
		return -1;
	return find_text(s, v->text.p, id, e) > 0 ? 0 : -1;
}

static int
add_plan(
    struct flow_store *s, const struct plan *p, int64_t flow, struct err *e)
{
	const struct db_value v[] = { db_str(p->digest), db_int(flow),
		db_str(p->flow.title ? p->flow.title : ""),
		db_text(p->text.p ? buf_span(&p->text) : SPAN("")) };
	int64_t id;

	return add_text(s, v, &id, e) || keep_nodes(s, id, &p->flow, e) ? -1
									: 0;
}

int
flow_store_keep_text(struct flow_store *s, const struct plan *p, struct err *e)
{
	int64_t id, flow;
	int r = find_text(s, p->digest, &id, e);

	if (r)
		return r < 0 ? -1 : 0;
	return keep_flow(s, p->flow.path, &flow, e) || add_plan(s, p, flow, e)
	    ? -1
	    : 0;
}

int
flow_store_keep_list(
    struct flow_store *s, const char *digest, struct span text, struct err *e)
{
	const struct db_value v[] = { db_str(digest), { 0 }, db_str(""),
		db_text(text.p ? text : SPAN("")) };
	int64_t id;
	int r = find_text(s, digest, &id, e);

	return r ? (r < 0 ? -1 : 0) : add_text(s, v, &id, e);
}

int
flow_store_text(struct flow_store *s, const char *digest, struct buf *path,
    struct buf *text, struct err *e)
{
	const struct db_value v = db_str(digest);
	int r = store_ask_one(s,
	    "SELECT f.path, t.body FROM flow_text t "
	    "LEFT JOIN flow f ON f.id = t.flow WHERE t.digest = $1",
	    &v, 1, e);

	if (r <= 0)
		return r;
	buf_add(path, db_cell(&s->db, 0));
	buf_add(text, db_cell(&s->db, 1));
	db_done(&s->db);
	return 1;
}
