#include "flow/store/flow_shared.h"
#include "flow/store/store_inside.h"
#include "flow/store/store_rows.h"

int
flow_store_attempt_add(
    struct flow_store *s, struct flow_store_attempt *a, struct err *e)
{
	int64_t lane = 0, id = 0;

	if (store_lane(s, a->class, a->lane, &lane, e) ||
	    store_id_of_attempt(s, &id, e))
		return -1;
	const struct db_value v[] = { db_int(a->run), db_int((int64_t)a->node),
		db_int(a->number), db_int(id), db_int(a->generation),
		db_int(a->part), db_int(a->is_event), db_int(lane),
		db_int(a->began), db_int(s->worker) };

	if (db_later(&s->db,
		"INSERT INTO attempt (run, node, number, id, generation, part, "
		"is_event, lane, began, status, worker, stopping) "
		"VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, $10, 0)",
		v, 10, e))
		return -1;
	a->id = id;
	return 0;
}

int
flow_store_attempt_end(
    struct flow_store *s, const struct flow_store_attempt *a, struct err *e)
{
	const struct db_value v[] = { db_int(a->run), db_int((int64_t)a->node),
		db_int(a->number), db_int(a->ended), store_text(a->end),
		db_int(a->status), store_text(a->why) };

	return db_later(&s->db,
		   "UPDATE attempt SET ended = $4, ending = $5, status = $6, "
		   "why = $7 WHERE run = $1 AND node = $2 AND number = $3",
		   v, 7, e) ||
		store_rate_add(s, a, e)
	    ? -1
	    : 0;
}

#define COLUMNS \
	"SELECT a.id, a.run, a.node, a.generation, a.number, a.part, " \
	"a.is_event, l.class, l.name, a.began, a.ended, a.ending, a.status, " \
	"a.why, a.worker FROM attempt a JOIN lane l ON l.id = a.lane "

static struct flow_store_attempt
take(const struct store_rows *rows, size_t i)
{
	return (struct flow_store_attempt){
		.id = store_rows_int(rows, i, 0),
		.run = store_rows_int(rows, i, 1),
		.node = (size_t)store_rows_int(rows, i, 2),
		.generation = (uint32_t)store_rows_int(rows, i, 3),
		.number = (uint32_t)store_rows_int(rows, i, 4),
		.part = (int)store_rows_int(rows, i, 5),
		.is_event = store_rows_int(rows, i, 6) != 0,
		.class = store_rows_text(rows, i, 7),
		.lane = store_rows_text(rows, i, 8),
		.began = store_rows_int(rows, i, 9),
		.ended = store_rows_int(rows, i, 10),
		.end = store_rows_text(rows, i, 11),
		.status = (int)store_rows_int(rows, i, 12),
		.why = store_rows_text(rows, i, 13),
		.worker = store_rows_int(rows, i, 14),
	};
}

static int
each(struct flow_store *s, const char *sql, const struct db_value *v, size_t n,
    flow_store_attempt_do *call, void *arg, struct err *e)
{
	struct store_rows rows = { 0 };
	int r = store_rows_read(&rows, s, sql, v, n, 15, e);

	for (size_t i = 0; r == 0 && i < store_rows_count(&rows); i++) {
		struct flow_store_attempt a = take(&rows, i);

		r = call(arg, &a, e);
	}
	store_rows_free(&rows);
	return r;
}

int
flow_store_attempts_open(
    struct flow_store *s, flow_store_attempt_do *call, void *arg, struct err *e)
{
	return each(s, COLUMNS "WHERE a.ended IS NULL ORDER BY a.id", NULL, 0,
	    call, arg, e);
}

int
flow_attempts_of_worker(struct flow_store *s, int64_t worker,
    flow_store_attempt_do *call, void *arg, struct err *e)
{
	const struct db_value v = db_int(worker);

	return each(s,
	    COLUMNS "WHERE a.ended IS NULL AND a.worker = $1 ORDER BY a.id", &v,
	    1, call, arg, e);
}

int
flow_attempts_lost(struct flow_store *s, int64_t since, size_t max,
    flow_store_attempt_do *call, void *arg, struct err *e)
{
	const struct db_value v[] = { db_int(s->worker), db_int(since),
		db_int(max < INT64_MAX ? (int64_t)max : INT64_MAX) };

	return each(s,
	    COLUMNS "WHERE a.ending = 'lost' AND a.late IS NULL AND "
		    "a.worker = $1 AND a.ended >= $2 "
		    "ORDER BY a.ended, a.id LIMIT $3",
	    v, 3, call, arg, e);
}

int
flow_store_attempts(struct flow_store *s, int64_t run, size_t node,
    flow_store_attempt_do *call, void *arg, struct err *e)
{
	const struct db_value v[] = { db_int(run), db_int((int64_t)node) };

	if (node == FLOW_NOWHERE)
		return each(s,
		    COLUMNS "WHERE a.run = $1 ORDER BY a.run, a.node, a.number",
		    v, 1, call, arg, e);
	return each(s,
	    COLUMNS "WHERE a.run = $1 AND a.node = $2 ORDER BY a.number", v, 2,
	    call, arg, e);
}

int
flow_store_class_failures(struct flow_store *s, const char *class,
    int64_t since, size_t *n, struct err *e)
{
	const struct db_value v[] = { db_str(class), db_int(since) };
	int64_t count = 0;

	if (store_ask_int(s,
		"SELECT count(*) FROM lane l CROSS JOIN attempt a "
		"WHERE l.class = $1 AND a.lane = l.id AND "
		"a.ending IN ('failed', 'timeout') AND a.ended >= $2",
		v, 2, &count, e) < 0)
		return -1;
	*n = (size_t)count;
	return 0;
}
