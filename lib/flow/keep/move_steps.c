#include "flow/keep/move_inside.h"
#include "flow/keep/move_rows.h"
#include "flow/keep/move_server.h"
#include "flow/store/store_inside.h"
#include "flow/store/store_mark.h"
#include "flow/store/tables.h"

int
move_is_there(struct flow_store *s, const char *name, struct err *e)
{
	struct buf b = { 0 };
	int r = flow_store_note(s, name, &b, e);

	buf_free(&b);
	return r;
}

int
move_forget(struct flow_store *s, const char *name, struct err *e)
{
	const struct db_value v = db_str(name);

	return db_do(&s->db, "DELETE FROM note WHERE name = $1", &v, 1, e);
}

static int
ask(struct flow_store *s, const char *sql, int64_t *n, struct err *e)
{
	return store_ask_int(s, sql, NULL, 0, n, e) < 0 ? -1 : 0;
}

static int
count(struct move *m, struct err *e)
{
	return ask(&m->old, "SELECT count(*) FROM run", &m->out->runs, e) ||
		ask(&m->old, "SELECT count(*) FROM run WHERE state < 3",
		    &m->out->going, e) ||
		ask(&m->old, "SELECT count(*) FROM attempt WHERE ended IS NULL",
		    &m->out->open, e)
	    ? -1
	    : 0;
}

int
move_copy(struct move *m, struct flow_store *new, struct flow_worker *here,
    struct err *e)
{
	struct move_rows rows = { .ends = { .from = &m->old.db,
				      .to = &new->db,
				      .worker = m->worker } };

	if (move_rows_copy(&rows, "worker", e))
		return -1;
	if (here) {
		if (move_server_worker(new, here, e))
			return -1;
		rows.ends.worker = here->id;
	}
	if (move_rows_copy_all(&rows, e) ||
	    tables_make(&new->db, TABLES_REST, e) || count(m, e))
		return -1;
	m->out->rows = rows.n;
	return flow_store_note_put(new, "arriving", span_str(m->from), e);
}

int
move_leave(struct move *m, struct err *e)
{
	if (flow_store_note_put(&m->old, "moved", span_str(m->to), e))
		return -1;
	if (m->old.db.kind == DB_POSTGRES && move_server_refuse(&m->old, e))
		return -1;
	return db_commit(&m->old.db, e);
}

int
move_may_replace(struct move *m, struct flow_store *new, struct err *e)
{
	int moved = move_is_there(new, "moved", e),
	    arriving = moved < 0 ? -1 : move_is_there(new, "arriving", e);

	if (arriving < 0)
		return -1;
	if ((moved || arriving) && !strcmp(new->id, m->old.id))
		return 0;
	return err_set(e, ST_FAIL,
	    "%s: has a store already, and one that comes needs a place of its "
	    "own",
	    new->db.name);
}

int
move_is_done(struct move *m, struct flow_store *new, struct err *e)
{
	struct buf to = { 0 };
	int r = flow_store_note(&m->old, "moved", &to, e);
	bool here = r > 0 && new && !strcmp(new->id, m->old.id) &&
	    span_eq(buf_span(&to), span_str(m->to));

	buf_free(&to);
	if (here)
		r = move_is_there(new, "arriving", e);
	if (r > 0 && here)
		return 1;
	return r < 0 ? -1 : store_stays(&m->old, FLOW_STORE_RUN, e);
}
