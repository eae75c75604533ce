/* Texts of flows, kept once. */
#include "flow/store/store_inside.h"
#include "flow/store/store_memory.h"

enum {
	TEXTS_MAX = 4096, /* that are known at a time */
	HOUR_MS = 3600000,
};

/* The number of the flow in that file, made where it is new. */
static int
keep_flow(struct flow_store *s, const char *path, int64_t *id, struct err *e)
{
	const struct db_value v[] = { db_str(path),
		db_text(store_flow_name(path)) };

	return store_find_or_make(s, "SELECT id FROM flow WHERE path = $1", 1,
	    "INSERT INTO flow (path, name) VALUES ($1, $2) "
	    "ON CONFLICT (path) DO NOTHING RETURNING id",
	    2, v, id, NULL, e);
}

static int
keep_nodes(
    struct flow_store *s, int64_t text, const struct flow *f, struct err *e)
{
	for (size_t i = 0; i < f->n_nodes; i++) {
		const struct db_value v[] = { db_int(text), db_int((int64_t)i),
			db_str(f->nodes[i].name) };

		if (db_later(&s->db,
			"INSERT INTO text_node (text, place, name) "
			"VALUES ($1, $2, $3)",
			v, 3, e))
			return -1;
	}
	return 0;
}

static void
know(struct flow_store *s, const char *digest, int64_t text, int64_t flow)
{
	struct store_memory *m = store_memory_of(s);
	struct store_map_entry *known;

	if (m->texts.count >= TEXTS_MAX)
		store_map_clear(&m->texts);
	known = store_map_put(&m->texts, span_str(digest));
	known->n[0] = text;
	known->n[1] = flow;
	known->n[2] = s->now;
}

/* What is known of it. Where several share the store, who prunes it lets a text
 * go that nobody asked for in a day: it is asked for in each hour. */
static bool
is_known(struct flow_store *s, const char *digest, int64_t *text, int64_t *flow)
{
	const struct store_map_entry *known =
	    store_map_find(&store_memory_of(s)->texts, span_str(digest));

	if (!known ||
	    (s->shared && (s->now == 0 || s->now - known->n[2] >= HOUR_MS)))
		return false;
	*text = known->n[0];
	*flow = known->n[1];
	return true;
}

static int
ask_again(struct flow_store *s, int64_t text, struct err *e)
{
	const struct db_value v[] = { db_int(text), db_int(s->now) };

	return db_later(
	    &s->db, "UPDATE flow_text SET kept = $2 WHERE id = $1", v, 2, e);
}

int
store_text_find(struct flow_store *s, const char *digest, int64_t *text,
    int64_t *flow, struct err *e)
{
	const struct db_value v = db_str(digest);
	int64_t kept;
	int r;

	if (is_known(s, digest, text, flow))
		return 1;
	r = db_ask_one(&s->db,
	    "SELECT id, coalesce(flow, 0), kept FROM flow_text "
	    "WHERE digest = $1",
	    &v, 1, e);
	if (r <= 0)
		return r;
	*text = db_cell_int(&s->db, 0);
	*flow = db_cell_int(&s->db, 1);
	kept = db_cell_int(&s->db, 2);
	db_done(&s->db);
	if (s->shared && s->now - kept >= HOUR_MS && ask_again(s, *text, e))
		return -1;
	know(s, digest, *text, *flow);
	return 1;
}

/* Its number; *made: nobody else did so at the same time. */
static int
add_text(struct flow_store *s, const struct db_value *v, int64_t *id,
    bool *made, struct err *e)
{
	store_memory_of(s)->is_new = true;
	return store_find_or_make(s,
	    "SELECT id FROM flow_text WHERE digest = $1", 1,
	    "INSERT INTO flow_text (digest, flow, title, body, kept) "
	    "VALUES ($1, $2, $3, $4, $5) "
	    "ON CONFLICT (digest) DO NOTHING RETURNING id",
	    5, v, id, made, e);
}

/* When it was asked for, where that counts. */
static struct db_value
kept(const struct flow_store *s)
{
	return db_int(s->shared ? s->now : 0);
}

int
flow_store_keep_text(struct flow_store *s, const struct plan *p, struct err *e)
{
	int64_t id, flow;
	bool made;
	int r = store_text_find(s, p->digest, &id, &flow, e);

	if (r)
		return r < 0 ? -1 : 0;
	if (keep_flow(s, p->flow.path, &flow, e))
		return -1;
	const struct db_value v[] = { db_str(p->digest), db_int(flow),
		db_str(p->flow.title ? p->flow.title : ""),
		db_text(p->text.p ? buf_span(&p->text) : SPAN("")), kept(s) };

	if (add_text(s, v, &id, &made, e) ||
	    (made && keep_nodes(s, id, &p->flow, e)))
		return -1;
	know(s, p->digest, id, flow);
	return 0;
}

int
flow_store_keep_list(
    struct flow_store *s, const char *digest, struct span text, struct err *e)
{
	const struct db_value v[] = { db_str(digest), { 0 }, db_str(""),
		db_text(text.p ? text : SPAN("")), kept(s) };
	int64_t id, flow;
	bool made;
	int r = store_text_find(s, digest, &id, &flow, e);

	if (r)
		return r < 0 ? -1 : 0;
	if (add_text(s, v, &id, &made, e))
		return -1;
	know(s, digest, id, 0);
	return 0;
}

int
flow_store_text(struct flow_store *s, const char *digest, struct buf *path,
    struct buf *text, struct err *e)
{
	const struct db_value v = db_str(digest);
	int r = db_ask_one(&s->db,
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
