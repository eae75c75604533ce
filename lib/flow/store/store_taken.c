/* Runs that are locked: the one that is asked for, and those of places where
 * something is to be done. */
#include <stdlib.h>

#include "base/mem.h"
#include "flow/store/flow_shared.h"
#include "flow/store/store_inside.h"

enum flow_taken
flow_run_take(struct flow_store *s, int64_t run, bool wait, int64_t *version,
    struct err *e)
{
	static const char plain[] = "SELECT version FROM run WHERE id = $1";
	static const char *const locked[] = {
		"SELECT version FROM run WHERE id = $1 FOR UPDATE SKIP LOCKED",
		"SELECT version FROM run WHERE id = $1 FOR UPDATE",
	};
	const struct db_value v = db_int(run);
	int64_t other;
	int r;

	if (!s->shared)
		return FLOW_TAKEN;
	r = store_ask_int(
	    s, store_locks_rows(s) ? locked[wait] : plain, &v, 1, version, e);
	if (r == 0 && store_locks_rows(s) && !wait) {
		r = store_ask_int(s, plain, &v, 1, &other, e);
		return r > 0 ? FLOW_BUSY : r < 0 ? FLOW_ERROR : FLOW_NONE;
	}
	return r > 0 ? FLOW_TAKEN : r < 0 ? FLOW_ERROR : FLOW_NONE;
}

static int
ask_places(struct flow_store *s, struct flow_taken_places *to, const char *sql,
    const struct db_value *v, size_t n, struct err *e)
{
	int r;

	to->n = 0;
	if (db_ask(&s->db, sql, v, n, e))
		return -1;
	while ((r = db_next(&s->db, e)) > 0) {
		to->list =
		    mem_grow(to->list, &to->cap, to->n + 1, sizeof *to->list);
		to->list[to->n++] =
		    (struct flow_taken_place){ .run = db_cell_int(&s->db, 0),
			    .node = (size_t)db_cell_int(&s->db, 1),
			    .version = db_cell_int(&s->db, 2) };
	}
	return r;
}

/* As an array of PostgreSQL. */
static void
add_ids(struct buf *b, const int64_t *ids, size_t n)
{
	for (size_t i = 0; i < n; i++)
		buf_printf(b, "%c%jd", i ? ',' : '{', (intmax_t)ids[i]);
	buf_byte(b, '}');
}

int
flow_runs_take(struct flow_store *s, const int64_t *runs, size_t n,
    struct flow_taken_places *to, struct err *e)
{
	struct buf ids = { 0 };
	struct db_value v;
	int r;

	to->n = 0;
	if (n == 0 || !store_locks_rows(s))
		return 0;
	add_ids(&ids, runs, n);
	v = db_text(buf_span(&ids));
	r = ask_places(s, to,
	    "SELECT id, 0, version FROM run WHERE id = ANY($1::bigint[]) "
	    "FOR UPDATE SKIP LOCKED",
	    &v, 1, e);
	buf_free(&ids);
	return r;
}

/* A question for places of nodes: alone, of many, and where rows are locked,
 * all of them in the order of an index that has the partial condition. */
#define NODES(where) \
	{ \
		"SELECT n.run, n.place, 0 FROM node n WHERE " where, \
		    "SELECT n.run, n.place, r.version FROM node n " \
		    "JOIN run r ON r.id = n.run WHERE " where, \
		    "SELECT n.run, n.place, r.version FROM node n " \
		    "JOIN run r ON r.id = n.run WHERE " where \
		    " FOR UPDATE OF r SKIP LOCKED" \
	}

static const char *
form(const struct flow_store *s, const char *const forms[3])
{
	return forms[!s->shared ? 0 : store_locks_rows(s) ? 2 : 1];
}

int
flow_take_woken(struct flow_store *s, int64_t now, size_t max,
    struct flow_taken_places *to, struct err *e)
{
	static const char *const sql[] =
	    NODES("n.wake IS NOT NULL AND n.parked = 0 AND n.wake <= $1 "
		  "ORDER BY n.wake, n.run, n.place LIMIT $2");
	const struct db_value v[] = { db_int(now), db_int((int64_t)max) };

	return ask_places(s, to, form(s, sql), v, 2, e);
}

int
flow_take_ready(struct flow_store *s, const char *class, const char *lane,
    size_t max, struct flow_taken_places *to, struct err *e)
{
	static const char *const sql[] =
	    NODES("n.lane IS NOT NULL AND n.parked = 0 AND "
		  "n.ticket IS NULL AND n.lane = "
		  "(SELECT id FROM lane WHERE class = $1 AND name = $2) "
		  "ORDER BY n.since, n.run, n.place LIMIT $3");
	const struct db_value v[] = { db_str(class), db_str(lane),
		db_int((int64_t)max) };

	return ask_places(s, to, form(s, sql), v, 3, e);
}

int
flow_tickets_lost(struct flow_store *s, int64_t before, size_t max,
    struct flow_taken_places *to, struct err *e)
{
	static const char *const sql[] =
	    NODES("n.ticket IS NOT NULL AND n.ticket < $1 "
		  "ORDER BY n.ticket, n.run, n.place LIMIT $2");
	const struct db_value v[] = { db_int(before), db_int((int64_t)max) };

	return ask_places(s, to, form(s, sql), v, 2, e);
}

int
flow_take_waiting_runs(struct flow_store *s, const char *class, size_t max,
    struct flow_taken_places *to, struct err *e)
{
#define RUNS \
	" FROM run WHERE lane IS NOT NULL AND state < 3 AND state = 0 AND " \
	"lane = (SELECT id FROM lane WHERE class = $1 AND name = '') " \
	"ORDER BY id LIMIT $2"
	static const char *const sql[] = { "SELECT id, 0, 0" RUNS,
		"SELECT id, 0, version" RUNS,
		"SELECT id, 0, version" RUNS " FOR UPDATE SKIP LOCKED" };
	const struct db_value v[] = { db_str(class), db_int((int64_t)max) };

	return ask_places(s, to, form(s, sql), v, 2, e);
}
