/* Places in classes, as all workers have them: attempts that go on, and ready
 * nodes with a ticket. */
#include <stdio.h>

#include "flow/store/flow_shared.h"
#include "flow/store/store_inside.h"
#include "flow/store/store_rows.h"

#define CLASS \
	"SELECT name, coalesce(most, -1), who, why, at, open_until " \
	"FROM class WHERE name = $1"

static enum flow_taken
as_taken(int r)
{
	return r > 0 ? FLOW_TAKEN : r < 0 ? FLOW_ERROR : FLOW_NONE;
}

/* FLOW_NONE: it has no row, or another has it locked. */
static enum flow_taken
take(struct flow_store *s, const char *class, bool wait,
    flow_store_class_do *call, void *arg, struct err *e)
{
	static const char *const sql[] = { CLASS " FOR UPDATE SKIP LOCKED",
		CLASS " FOR UPDATE", CLASS };
	const struct db_value v = db_str(class);
	struct store_rows rows = { 0 };
	int r = store_rows_read(
	    &rows, s, sql[store_locks_rows(s) ? wait : 2], &v, 1, 6, e);

	if (r == 0 && store_rows_count(&rows)) {
		const struct flow_store_class c = {
			.name = store_rows_text(&rows, 0, 0),
			.limit = store_rows_int(&rows, 0, 1),
			.who = store_rows_text(&rows, 0, 2),
			.why = store_rows_text(&rows, 0, 3),
			.at = store_rows_int(&rows, 0, 4),
			.open_until = store_rows_int(&rows, 0, 5),
		};

		r = call(arg, &c, e) ? -1 : 1;
	}
	store_rows_free(&rows);
	return as_taken(r);
}

/* Two that insert one row wait for each other: only who has the lock of that
 * name inserts. */
static enum flow_taken
make(struct flow_store *s, const char *class, struct err *e)
{
	const struct db_value v = db_str(class);
	char lock[80];
	int r;

	snprintf(lock, sizeof lock, "flow class %.60s", class);
	r = db_try_lock(&s->db, lock, e);
	if (r > 0)
		r = db_do(&s->db,
			"INSERT INTO class (name, at, open_until) "
			"VALUES ($1, 0, 0) ON CONFLICT (name) DO NOTHING",
			&v, 1, e)
		    ? -1
		    : 1;
	return as_taken(r);
}

static enum flow_taken
refuse(struct flow_store *s, const char *class, struct err *e)
{
	s->db.conflict = true;
	err_set(e, ST_AGAIN, "%s: another makes class %s", s->db.name, class);
	return FLOW_ERROR;
}

enum flow_taken
flow_class_take(struct flow_store *s, const char *class, bool wait,
    flow_store_class_do *call, void *arg, struct err *e)
{
	const struct db_value v = db_str(class);
	enum flow_taken taken = take(s, class, wait, call, arg, e);
	int64_t one;
	int r = 0;

	if (taken != FLOW_NONE)
		return taken;
	if (store_locks_rows(s) && !wait)
		r = store_ask_int(
		    s, "SELECT 1 FROM class WHERE name = $1", &v, 1, &one, e);
	if (r)
		return r < 0 ? FLOW_ERROR : FLOW_BUSY;
	taken = make(s, class, e);
	if (taken == FLOW_TAKEN)
		taken = take(s, class, wait, call, arg, e);
	if (taken == FLOW_NONE)
		return wait ? refuse(s, class, e) : FLOW_BUSY;
	return taken;
}

/* Counted lane by lane, by their indexes, whatever a server knows of how many
 * rows there are. */
int
flow_class_under_way(struct flow_store *s, const char *class,
    flow_store_lane *call, void *arg, struct err *e)
{
	const struct db_value v = db_str(class);
	struct store_rows rows = { 0 };
	int r = store_rows_read(&rows, s,
	    "SELECT l.name, (SELECT count(*) FROM attempt a "
	    "WHERE a.lane = l.id AND a.ended IS NULL) + "
	    "(SELECT count(*) FROM node n "
	    "WHERE n.lane = l.id AND n.ticket IS NOT NULL), "
	    "(SELECT count(*) FROM run r WHERE r.lane = l.id AND "
	    "r.lane IS NOT NULL AND r.state < 3 AND r.state > 0 AND "
	    "r.began IS NOT NULL) FROM lane l WHERE l.class = $1 "
	    "ORDER BY l.name",
	    &v, 1, 3, e);

	for (size_t i = 0; r == 0 && i < store_rows_count(&rows); i++) {
		int64_t n = store_rows_int(&rows, i, 1),
			runs = store_rows_int(&rows, i, 2);

		if (n > 0)
			r = call(arg, class, store_rows_text(&rows, i, 0),
			    (size_t)n, e);
		if (r == 0 && runs > 0)
			r = call(arg, class, "runs", (size_t)runs, e);
	}
	store_rows_free(&rows);
	return r;
}
