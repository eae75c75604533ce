/* A run, from its rows. */
#include <stdlib.h>

#include "base/mem.h"
#include "flow/store/store_inside.h"

int
flow_store_run_digest(struct flow_store *s, int64_t id,
    char digest[PLAN_DIGEST_CAP], struct err *e)
{
	const struct db_value v = db_int(id);
	struct span text;
	int r = db_ask_one(&s->db,
	    "SELECT t.digest FROM run r JOIN flow_text t ON t.id = r.text "
	    "WHERE r.id = $1",
	    &v, 1, e);

	if (r <= 0)
		return r;
	text = db_cell(&s->db, 0);
	if (text.len >= PLAN_DIGEST_CAP)
		text.len = PLAN_DIGEST_CAP - 1;
	*span_put(digest, text) = '\0';
	db_done(&s->db);
	return 1;
}

static int
broken(const struct flow_store *s, int64_t run, struct err *e)
{
	return err_set(e, ST_BROKEN,
	    "%s: run %lld is not one of the flow that its text has", s->db.name,
	    (long long)run);
}

/* A cell as text of its own; NULL for none. */
static char *
own(const struct flow_store *s, int column)
{
	struct span cell = db_cell(&s->db, column);

	return cell.p ? mem_dup(cell) : NULL;
}

static int
take_params(
    struct flow_store *s, struct run *r, struct span params, struct err *e)
{
	struct span name;
	struct buf value = { 0 };
	size_t n = r->plan->flow.n_params, i = 0;

	r->params = mem_zeroed(n ? n : 1, sizeof *r->params);
	while (i < n && store_params_next(&params, &name, &value)) {
		r->params[i++] = mem_dup(value.p ? buf_span(&value) : SPAN(""));
		buf_clear(&value);
	}
	buf_free(&value);
	return i == n ? 0 : broken(s, r->id, e);
}

static int
take_row(struct flow_store *s, struct run *r, struct err *e)
{
	int64_t flags = db_cell_int(&s->db, 1);

	r->state = (enum run_state)db_cell_int(&s->db, 0);
	r->differs = flags & RUN_DIFFERS;
	r->passed = flags & RUN_PASSED;
	r->stopping = flags & RUN_STOPPING;
	r->made = db_cell_int(&s->db, 2);
	r->began = db_cell_int(&s->db, 3);
	r->ended = db_cell_int(&s->db, 4);
	r->origin = (struct run_origin){ .who = own(s, 5),
		.schedule = own(s, 6),
		.due = own(s, 7),
		.parent = db_cell_int(&s->db, 8),
		.parent_node = (size_t)db_cell_int(&s->db, 9),
		.generation = (uint32_t)db_cell_int(&s->db, 10),
		.line = own(s, 12),
		.class = own(s, 13),
		.texts = own(s, 14) };
	r->version = db_cell_int(&s->db, 16);
	r->row = (struct run_row){ db_cell_int(&s->db, 17), r->state,
		(enum run_state)db_cell_int(&s->db, 18), r->began, r->ended };
	if (r->origin.line)
		r->origin.item = own(s, 11);
	return take_params(s, r, db_cell(&s->db, 15), e);
}

static void
take_node(struct flow_store *s, struct run_node *n)
{
	int64_t flags = db_cell_int(&s->db, 8);

	n->state = (enum node_state)db_cell_int(&s->db, 1);
	n->waits = (enum node_waits)db_cell_int(&s->db, 2);
	n->part = (enum node_part)db_cell_int(&s->db, 3);
	n->generation = (uint32_t)db_cell_int(&s->db, 4);
	n->attempts = (uint32_t)db_cell_int(&s->db, 5);
	n->failures = (uint32_t)db_cell_int(&s->db, 6);
	n->polls = (uint32_t)db_cell_int(&s->db, 7);
	n->approved = flags & NODE_APPROVED;
	n->delayed = flags & NODE_DELAYED;
	n->asked = flags & NODE_ASKED;
	n->lost = flags & NODE_WAS_LOST;
	n->passed = flags & NODE_PASSED;
	n->older = flags & NODE_OLDER;
	n->begun = flags & NODE_BEGUN;
	n->hold = flags & NODE_HOLD;
	n->stopping = flags & NODE_STOPPING;
	n->since = db_cell_int(&s->db, 9);
	n->wake = db_cell_int(&s->db, 10);
	n->first = db_cell_int(&s->db, 11);
	n->why = own(s, 12);
	n->ticket = db_cell_int(&s->db, 13);
	n->ticket_lane = db_cell_int(&s->db, 14);
}

static int
load_nodes(struct flow_store *s, struct run *r, struct err *e)
{
	const struct db_value v = db_int(r->id);
	int more;

	run_nodes_make(r);
	if (db_ask(&s->db,
		"SELECT place, state, waits, part, generation, attempts, "
		"failures, polls, flags, since, wake, first, why, ticket, lane "
		"FROM "
		"node "
		"WHERE run = $1",
		&v, 1, e))
		return -1;
	while ((more = db_next(&s->db, e)) > 0) {
		size_t at = (size_t)db_cell_int(&s->db, 0);

		if (at >= r->plan->flow.n_nodes)
			return broken(s, r->id, e);
		take_node(s, &r->nodes[at]);
	}
	return more;
}

static void
add_output(struct flow_store *s, struct run_node *n)
{
	n->outs = mem_resize(n->outs, (n->n_outs + 1) * sizeof *n->outs);
	n->outs[n->n_outs++] =
	    (struct run_out){ .name = own(s, 1), .value = own(s, 2) };
}

static int
load_outputs(struct flow_store *s, struct run *r, struct err *e)
{
	const struct db_value v = db_int(r->id);
	int more;

	if (db_ask(&s->db,
		"SELECT node, name, value FROM output WHERE run = $1 "
		"ORDER BY run, node, place",
		&v, 1, e))
		return -1;
	while ((more = db_next(&s->db, e)) > 0) {
		size_t at = (size_t)db_cell_int(&s->db, 0);

		if (at >= r->plan->flow.n_nodes)
			return broken(s, r->id, e);
		add_output(s, &r->nodes[at]);
	}
	return more;
}

static int
load(struct flow_store *s, struct run *r, struct err *e)
{
	if (take_row(s, r, e))
		return -1;
	db_done(&s->db);
	if (load_nodes(s, r, e) || load_outputs(s, r, e))
		return -1;
	run_count(r);
	return 1;
}

int
flow_store_run_load(struct flow_store *s, struct run *r, int64_t id,
    struct plan *plan, struct err *e)
{
	const struct db_value v = db_int(id);
	int there = db_ask_one(&s->db,
	    "SELECT r.state, r.flags, r.made, r.began, r.ended, r.who, "
	    "r.schedule, r.due, r.parent, r.parent_node, r.generation, "
	    "r.item, r.line, l.class, t.digest, r.params, r.version, r.flow, "
	    "r.shown FROM run r "
	    "LEFT JOIN lane l ON l.id = r.lane "
	    "LEFT JOIN flow_text t ON t.id = r.texts WHERE r.id = $1",
	    &v, 1, e);

	if (there <= 0)
		return there;
	r->id = id;
	r->plan = plan;
	if (load(s, r, e) > 0)
		return 1;
	run_free(r);
	*r = (struct run){ 0 };
	return -1;
}
