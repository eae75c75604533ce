/* Who works on a store that is shared. */
#include <stdio.h>

#include "flow/store/flow_shared.h"
#include "flow/store/store_inside.h"
#include "flow/store/store_rows.h"

#define COLUMNS \
	"SELECT w.id, w.machine, w.dir, w.host, w.boot, w.pid, w.began, " \
	"w.seen, w.until, w.state, w.who, w.why, " \
	"(SELECT count(*) FROM attempt a " \
	"WHERE a.worker = w.id AND a.ended IS NULL) FROM worker w "

static struct flow_worker
worker_of(const struct store_rows *rows, size_t i)
{
	return (struct flow_worker){
		.id = store_rows_int(rows, i, 0),
		.machine = store_rows_text(rows, i, 1),
		.dir = store_rows_text(rows, i, 2),
		.host = store_rows_text(rows, i, 3),
		.boot = store_rows_text(rows, i, 4),
		.pid = store_rows_int(rows, i, 5),
		.began = store_rows_int(rows, i, 6),
		.seen = store_rows_int(rows, i, 7),
		.until = store_rows_int(rows, i, 8),
		.state = store_rows_text(rows, i, 9),
		.who = store_rows_text(rows, i, 10),
		.why = store_rows_text(rows, i, 11),
		.attempts = (size_t)store_rows_int(rows, i, 12),
	};
}

/* Two forms of a question, the second where rows are locked. *n: how many there
 * were, or NULL. */
static int
each(struct flow_store *s, const char *const sql[2], const struct db_value *v,
    size_t n_values, flow_worker_do *call, void *arg, size_t *n, struct err *e)
{
	struct store_rows rows = { 0 };
	int r = store_rows_read(
	    &rows, s, sql[store_locks_rows(s)], v, n_values, 13, e);

	for (size_t i = 0; r == 0 && i < store_rows_count(&rows); i++) {
		const struct flow_worker w = worker_of(&rows, i);

		r = call(arg, &w, e);
	}
	if (n)
		*n = store_rows_count(&rows);
	store_rows_free(&rows);
	return r;
}

const char *
flow_worker_stands(const struct flow_worker *w, int64_t now)
{
	return !strcmp(w->state, "working") && w->until < now ? "unreachable"
							      : w->state;
}

int
flow_workers(
    struct flow_store *s, flow_worker_do *call, void *arg, struct err *e)
{
	static const char *const sql[] = { COLUMNS "ORDER BY w.id",
		COLUMNS "ORDER BY w.id" };

	return each(s, sql, NULL, 0, call, arg, NULL, e);
}

int
flow_worker_take(struct flow_store *s, int64_t id, flow_worker_do *call,
    void *arg, struct err *e)
{
	static const char *const sql[] = { COLUMNS "WHERE w.id = $1",
		COLUMNS "WHERE w.id = $1 FOR UPDATE OF w" };
	const struct db_value v = db_int(id);
	size_t n;

	return each(s, sql, &v, 1, call, arg, &n, e) ? -1 : n > 0;
}

int
flow_worker_gone(struct flow_store *s, int64_t id, const char *who,
    const char *why, struct err *e)
{
	const struct db_value v[] = { db_int(id), db_str(who), db_str(why) };

	return db_do(&s->db,
	    "UPDATE worker SET state = 'gone', who = $2, why = $3 "
	    "WHERE id = $1",
	    v, 3, e);
}

/* Becomes unreachable, and the caller is called. */
struct silent {
	struct flow_store *store;
	flow_worker_do *call;
	void *arg;
};

static int
lose(void *arg, const struct flow_worker *w, struct err *e)
{
	struct silent *silent = arg;
	const struct db_value v = db_int(w->id);
	struct flow_worker is = *w;

	is.state = "unreachable";
	return db_do(&silent->store->db,
		   "UPDATE worker SET state = 'unreachable' WHERE id = $1", &v,
		   1, e)
	    ? -1
	    : silent->call(silent->arg, &is, e);
}

int
flow_workers_silent(
    struct flow_store *s, flow_worker_do *call, void *arg, struct err *e)
{
#define SILENT \
	COLUMNS "WHERE w.until < $1 AND w.id <> $2 AND (w.state = 'working' " \
		"OR w.state = 'ended' AND EXISTS (SELECT 1 FROM attempt a " \
		"WHERE a.worker = w.id AND a.ended IS NULL)) ORDER BY w.id"
	static const char *const sql[] = { SILENT,
		SILENT " FOR UPDATE OF w SKIP LOCKED" };
	const struct db_value v[] = { db_int(s->now), db_int(s->worker) };
	struct silent silent = { s, call, arg };

	return each(s, sql, v, 2, lose, &silent, NULL, e);
}
