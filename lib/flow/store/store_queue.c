/* What is to be done: wakes, ready nodes, runs that wait for a place. */
#include "flow/store/store_inside.h"
#include "flow/store/store_rows.h"

int
flow_store_woken(struct flow_store *s, int64_t now, size_t max,
    struct flow_store_places *to, struct err *e)
{
	const struct db_value v[] = { db_int(now), db_int((int64_t)max) };

	return store_ask_places(s, to,
	    "SELECT run, place FROM node WHERE wake IS NOT NULL AND "
	    "parked = 0 AND wake <= $1 ORDER BY wake, run, place LIMIT $2",
	    v, 2, true, e);
}

int
flow_store_next_wake(struct flow_store *s, int64_t *wake, struct err *e)
{
	int64_t next = INT64_MAX;
	int r = store_ask_int(s,
	    "SELECT wake FROM node WHERE wake IS NOT NULL AND parked = 0 "
	    "ORDER BY wake LIMIT 1",
	    NULL, 0, &next, e);

	if (r < 0)
		return -1;
	*wake = next;
	return 0;
}

int
flow_store_move_wakes(struct flow_store *s, int64_t by, struct err *e)
{
	static const char *const moves[] = {
		"UPDATE node SET wake = wake + $1 WHERE wake IS NOT NULL",
		"UPDATE node SET first = first + $1 "
		"WHERE first IS NOT NULL AND state < 4",
		"UPDATE alarm SET next = next + $1 "
		"WHERE count > told_count AND next > 0",
		"UPDATE class SET open_until = open_until + $1 "
		"WHERE open_until > 0",
	};
	const struct db_value v = db_int(by);

	for (size_t i = 0; i < sizeof moves / sizeof *moves; i++)
		if (db_later(&s->db, moves[i], &v, 1, e))
			return -1;
	return 0;
}

/* The lane behind that number that has ready nodes: 1, 0, -1. Each is found by
 * a step into the index, however many nodes wait in those before. */
static int
next_lane(struct flow_store *s, int64_t *lane, struct err *e)
{
	const struct db_value v = db_int(*lane);

	return store_ask_int(s,
	    "SELECT lane FROM node WHERE lane IS NOT NULL AND parked = 0 AND "
	    "ticket IS NULL AND lane > $1 ORDER BY lane LIMIT 1",
	    &v, 1, lane, e);
}

/* Reads class, name and how many wait, behind the rows that are there. */
static int
read_lane(
    struct flow_store *s, int64_t lane, struct store_rows *rows, struct err *e)
{
	const struct db_value v[] = { db_int(lane),
		db_int(FLOW_STORE_COUNTED) };

	return store_rows_read(rows, s,
	    "SELECT l.class, l.name, (SELECT count(*) FROM (SELECT 1 "
	    "FROM node WHERE lane IS NOT NULL AND parked = 0 AND "
	    "ticket IS NULL AND lane = $1 "
	    "LIMIT $2) AS counted) FROM lane l WHERE l.id = $1",
	    v, 2, 3, e);
}

static int
each_lane(const struct store_rows *rows, flow_store_lane *call, void *arg,
    struct err *e)
{
	for (size_t i = 0; i < store_rows_count(rows); i++)
		if (call(arg, store_rows_text(rows, i, 0),
			store_rows_text(rows, i, 1),
			(size_t)store_rows_int(rows, i, 2), e))
			return -1;
	return 0;
}

int
flow_store_lanes(
    struct flow_store *s, flow_store_lane *call, void *arg, struct err *e)
{
	struct store_rows rows = { 0 };
	int64_t lane = 0;
	int r;

	while ((r = next_lane(s, &lane, e)) > 0)
		if (read_lane(s, lane, &rows, e)) {
			r = -1;
			break;
		}
	if (r == 0)
		r = each_lane(&rows, call, arg, e);
	store_rows_free(&rows);
	return r;
}

int
flow_store_ready(struct flow_store *s, const char *class, const char *lane,
    size_t max, struct flow_store_places *to, struct err *e)
{
	const struct db_value v[] = { db_str(class), db_str(lane),
		db_int((int64_t)max) };

	return store_ask_places(s, to,
	    "SELECT run, place FROM node WHERE lane IS NOT NULL AND "
	    "parked = 0 AND ticket IS NULL AND lane = "
	    "(SELECT id FROM lane WHERE class = $1 AND "
	    "name = $2) ORDER BY since, run, place LIMIT $3",
	    v, 3, true, e);
}

int
flow_store_waiting_runs(struct flow_store *s, const char *class, size_t max,
    struct flow_store_places *to, struct err *e)
{
	const struct db_value v[] = { db_str(class), db_int((int64_t)max) };

	return store_ask_places(s, to,
	    "SELECT id FROM run WHERE lane IS NOT NULL AND state < 3 AND "
	    "state = 0 AND lane = (SELECT id FROM lane WHERE class = $1 AND "
	    "name = '') ORDER BY id LIMIT $2",
	    v, 2, false, e);
}

int
flow_store_going_runs(
    struct flow_store *s, flow_store_lane *call, void *arg, struct err *e)
{
	struct store_rows rows = { 0 };
	int r = store_rows_read(&rows, s,
	    "SELECT l.class, r.lane_state, r.n FROM (SELECT lane, "
	    "CASE state WHEN 0 THEN 'waiting' ELSE 'going' END AS lane_state, "
	    "count(*) AS n FROM run WHERE lane IS NOT NULL AND state < 3 "
	    "AND (state = 0 OR began IS NOT NULL) GROUP BY 1, 2) AS r JOIN "
	    "lane l ON l.id = r.lane "
	    "ORDER BY l.class, r.lane_state",
	    NULL, 0, 3, e);

	if (r == 0)
		r = each_lane(&rows, call, arg, e);
	store_rows_free(&rows);
	return r;
}

int
flow_store_children_held(struct flow_store *s, int64_t parent, size_t node,
    uint32_t generation, struct flow_store_children *to, struct err *e)
{
	const struct db_value v[] = { db_int(parent), db_int((int64_t)node),
		db_int(generation), db_int(RUN_HELD) };
	int64_t n = 0;

	if (store_ask_int(s,
		"SELECT count(*) FROM run WHERE parent IS NOT NULL AND "
		"state < 3 AND parent = $1 AND parent_node = $2 AND "
		"generation = $3 AND shown = $4",
		v, 4, &n, e) < 0)
		return -1;
	to->held = (size_t)n;
	return 0;
}

int
flow_store_children_open(struct flow_store *s, int64_t parent, size_t node,
    uint32_t generation, size_t max, struct flow_store_places *to,
    struct err *e)
{
	const struct db_value v[] = { db_int(parent), db_int((int64_t)node),
		db_int(generation), db_int((int64_t)max) };

	return store_ask_places(s, to,
	    "SELECT id FROM run WHERE parent IS NOT NULL AND state < 3 AND "
	    "parent = $1 AND parent_node = $2 AND generation = $3 "
	    "ORDER BY id LIMIT $4",
	    v, 4, false, e);
}

int
flow_store_children_done(struct flow_store *s, int64_t parent, size_t node,
    flow_store_item *call, void *arg, struct err *e)
{
	const struct db_value v[] = { db_int(parent), db_int((int64_t)node) };
	struct store_rows rows = { 0 };
	int r = store_rows_read(&rows, s,
	    "SELECT DISTINCT item FROM run WHERE parent IS NOT NULL AND "
	    "parent = $1 AND parent_node = $2 AND state = 3 ORDER BY item",
	    v, 2, 1, e);

	for (size_t i = 0; r == 0 && i < rows.n; i++)
		r = call(arg, rows.cells[i], e);
	store_rows_free(&rows);
	return r;
}
