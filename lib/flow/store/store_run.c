#include <stdlib.h>

#include "flow/store/store_inside.h"

/* As lists have it: held where a node is. */
static enum run_state
shown(const struct run *r)
{
	if (r->state == RUN_GOING)
		for (size_t i = 0; i < r->plan->flow.n_nodes; i++)
			if (r->nodes[i].state == NODE_HELD)
				return RUN_HELD;
	return r->state;
}

static int
flags_of(const struct run *r)
{
	return (r->differs ? RUN_DIFFERS : 0) | (r->passed ? RUN_PASSED : 0) |
	    (r->stopping ? RUN_STOPPING : 0);
}

static bool
has_changed(const struct run *r)
{
	if (r->changed || r->n_news)
		return true;
	for (size_t i = 0; i < r->plan->flow.n_nodes; i++)
		if (r->nodes[i].changed || r->nodes[i].outs_changed)
			return true;
	return false;
}

static void
clear_marks(struct run *r)
{
	r->changed = false;
	for (size_t i = 0; i < r->plan->flow.n_nodes; i++)
		r->nodes[i].changed = r->nodes[i].outs_changed = false;
}

/* The numbers of its text and flow, of the lane that stands for its class, and
 * of the list of texts; 0 for none of the last two. */
struct numbers {
	int64_t text, flow, lane, texts;
};

static int
find_numbers(
    struct flow_store *s, const struct run *r, struct numbers *n, struct err *e)
{
	int64_t none;

	if (store_text_find(s, r->plan->digest, &n->text, &n->flow, e) <= 0)
		return -1;
	if (r->origin.class && store_lane(s, r->origin.class, "", &n->lane, e))
		return -1;
	if (!r->origin.texts)
		return 0;
	switch (store_text_find(s, r->origin.texts, &n->texts, &none, e)) {
	case 1:
		return 0;
	case 0:
		return err_set(e, ST_BROKEN, "%s: no list of texts %s",
		    s->db.name, r->origin.texts);
	default:
		return -1;
	}
}

/* Which is the same already, as data. */
static void
tell_twice(
    struct flow_store *s, const struct run *r, int64_t flow, struct err *e)
{
	const struct run_origin *o = &r->origin;
	const struct db_value child[] = { store_int(o->parent),
		db_int((int64_t)o->parent_node), db_int(o->generation),
		db_str(o->item ? o->item : "") };
	const struct db_value due[] = { db_int(flow), store_text(o->schedule),
		store_text(o->due) };
	int64_t id = 0;

	if (o->parent
		? store_ask_int(s,
		      "SELECT id FROM run WHERE parent = $1 AND "
		      "parent_node = $2 AND generation = $3 AND item = $4",
		      child, 4, &id, e) < 0
		: store_ask_int(s,
		      "SELECT id FROM run WHERE flow = $1 AND schedule = $2 "
		      "AND due = $3",
		      due, 3, &id, e) < 0)
		return;
	err_set(e, id ? ST_DATA : ST_BROKEN, "%s: run %lld is the same already",
	    s->db.name, (long long)(id ? id : r->id));
}

#define INSERT \
	"INSERT INTO run (id, text, flow, child, state, shown, since, " \
	"flags, made, began, ended, params, who, schedule, due, parent, " \
	"parent_node, generation, item, line, lane, texts, version) " \
	"VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, " \
	"$14, $15, $16, $17, $18, $19, $20, $21, $22, 1)"

/* 1; 0 where one of the same parent and item, or of the same due start, is
 * there; -1. */
static int
insert(struct flow_store *s, struct run *r, const struct numbers *n,
    enum run_state is_shown, struct span params, struct err *e)
{
	const struct run_origin *o = &r->origin;
	const struct db_value none = { 0 };
	const struct db_value v[] = { db_int(r->id), db_int(n->text),
		db_int(n->flow), db_int(o->parent != 0), db_int(r->state),
		db_int(is_shown), db_int(r->made), db_int(flags_of(r)),
		db_int(r->made), store_int(r->began), store_int(r->ended),
		db_text(params.p ? params : SPAN("")),
		db_str(o->who ? o->who : ""), store_text(o->schedule),
		store_text(o->due), store_int(o->parent),
		o->parent ? db_int((int64_t)o->parent_node) : none,
		o->parent ? db_int(o->generation) : none,
		o->parent ? db_str(o->item ? o->item : "") : none,
		store_text(o->line), store_int(n->lane), store_int(n->texts) };

	int64_t id;

	if (o->parent || o->schedule)
		return store_ask_int(s,
		    INSERT " ON CONFLICT DO NOTHING RETURNING id", v, 22, &id,
		    e);
	return db_later(&s->db, INSERT, v, 22, e) ? -1 : 1;
}

/* As its row is to be. */
static struct run_row
row_of(const struct run *r, int64_t flow)
{
	return (struct run_row){ flow, r->state, shown(r), r->began, r->ended };
}

int
flow_store_run_add(struct flow_store *s, struct run *r, struct err *e)
{
	struct numbers n = { 0 };
	int is_new;

	if (flow_store_keep_text(s, r->plan, e) || find_numbers(s, r, &n, e) ||
	    store_id_of_run(s, &r->id, e))
		return -1;
	r->row = row_of(r, n.flow);
	buf_clear(&s->text);
	store_params_put(r, &s->text);
	is_new = insert(s, r, &n, r->row.shown, buf_span(&s->text), e);
	if (is_new == 0) {
		tell_twice(s, r, n.flow, e);
		store_id_of_run_back(s, r->id);
	}
	if (is_new <= 0 ||
	    store_params_index(s, r->id, buf_span(&s->text),
		"INSERT INTO param (name, value, run) VALUES ($1, $2, $3)",
		e) ||
	    store_run_moved(s, r, NULL, &r->row, e) ||
	    store_nodes_put(s, r, true, e) ||
	    store_news_put(s, r, r->made, e)) {
		r->id = 0;
		return -1;
	}
	r->version = 1;
	clear_marks(r);
	run_news_clear(r);
	return 0;
}

/* Its row, where it changed, or where nodes make it another for lists. Where
 * several share the store, whatever is saved counts. */
static int
update(struct flow_store *s, struct run *r, int64_t now, struct err *e)
{
	struct run_row is = row_of(r, r->row.flow), was = r->row;
	const struct db_value v[] = { db_int(r->id), db_int(r->state),
		db_int(is.shown), db_int(now), db_int(flags_of(r)),
		store_int(r->began), store_int(r->ended) };
	bool same = !r->changed && was.shown == is.shown;

	if (same && !s->shared)
		return 0;
	if (db_later(&s->db,
		same ? "UPDATE run SET version = version + 1 WHERE id = $1"
		     : "UPDATE run SET state = $2, since = CASE WHEN shown = "
		       "$3 THEN since ELSE $4 END, shown = $3, flags = $5, "
		       "began = $6, ended = $7, version = version + 1 "
		       "WHERE id = $1",
		v, same ? 1 : 7, e))
		return -1;
	r->version++;
	r->row = is;
	if (same)
		return 0;
	if (!was.ended && is.ended && r->state != RUN_FAILED &&
	    store_alarms_over(s, r->id, now, e))
		return -1;
	return store_run_moved(s, r, &was, &is, e);
}

int
flow_store_run_save(
    struct flow_store *s, struct run *r, int64_t now, struct err *e)
{
	if (!has_changed(r))
		return 0;
	if (update(s, r, now, e) || store_nodes_put(s, r, false, e) ||
	    store_news_put(s, r, now, e))
		return -1;
	clear_marks(r);
	run_news_clear(r);
	return 0;
}
