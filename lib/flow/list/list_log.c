/* Who did what, and figures. */
#include "flow/list/flow_list.h"
#include "flow/store/store_inside.h"
#include "flow/store/store_rows.h"

#define COLUMNS \
	"SELECT id, at, coalesce(run, 0), coalesce(node, ''), what, " \
	"coalesce(who, ''), coalesce(text, '') FROM log "

int
flow_log_rows(struct flow_store *s, int64_t run, int64_t behind, size_t max,
    flow_log_do *call, void *arg, struct err *e)
{
	const struct db_value v[] = { db_int(behind), db_int((int64_t)max),
		db_int(run) };
	struct store_rows rows = { 0 };
	int r = store_rows_read(&rows, s,
	    run ? COLUMNS "WHERE run = $3 AND id > $1 ORDER BY id LIMIT $2"
		: COLUMNS "WHERE id > $1 ORDER BY id LIMIT $2",
	    v, run ? 3 : 2, 7, e);

	for (size_t i = 0; r == 0 && i < store_rows_count(&rows); i++) {
		const struct flow_log_row row = {
			.id = store_rows_int(&rows, i, 0),
			.at = store_rows_int(&rows, i, 1),
			.run = store_rows_int(&rows, i, 2),
			.node = store_rows_text(&rows, i, 3),
			.what = store_rows_text(&rows, i, 4),
			.who = store_rows_text(&rows, i, 5),
			.text = store_rows_text(&rows, i, 6),
		};

		r = call(arg, &row, e);
	}
	store_rows_free(&rows);
	return r;
}

/* Text, or NULL for none. */
static struct db_value
some(const char *s)
{
	return store_text(s && *s ? s : NULL);
}

int
flow_log_add(
    struct flow_store *s, const struct flow_log_row *row, struct err *e)
{
	const struct db_value v[] = { db_int(row->at), store_int(row->run),
		some(row->node), db_str(row->what), some(row->who),
		some(row->text) };

	return db_later(&s->db,
	    "INSERT INTO log (at, run, node, what, who, text) "
	    "VALUES ($1, $2, $3, $4, $5, $6)",
	    v, 6, e);
}

static int
each(struct flow_store *s, const char *what, const char *sql,
    flow_stats_do *call, void *arg, struct err *e)
{
	struct store_rows rows = { 0 };
	int r = store_rows_read(&rows, s, sql, NULL, 0, 3, e);

	for (size_t i = 0; r == 0 && i < store_rows_count(&rows); i++)
		r = call(arg, what, store_rows_text(&rows, i, 0),
		    store_rows_text(&rows, i, 1), store_rows_int(&rows, i, 2),
		    e);
	store_rows_free(&rows);
	return r;
}

#define RUNS(figure, where) \
	"SELECT f.name, CASE c.shown WHEN 0 THEN 'waiting' WHEN 1 THEN " \
	"'going' WHEN 2 THEN 'held' WHEN 3 THEN 'done' WHEN 4 THEN 'failed' " \
	"ELSE 'cancelled' END, sum(c." figure ") FROM run_count c " \
	"JOIN flow f ON f.id = c.flow" where " GROUP BY f.name, c.shown " \
	"HAVING sum(c.n) > 0 ORDER BY f.name, c.shown"

int
flow_list_has_work(struct flow_store *s, struct err *e)
{
	int64_t there = 0;
	int r = store_ask_int(s,
	    "SELECT CASE WHEN EXISTS (SELECT 1 FROM run_count WHERE shown < 2 "
	    "GROUP BY flow, shown HAVING sum(n) > 0) OR EXISTS (SELECT 1 FROM "
	    "attempt WHERE ended IS NULL) THEN 1 ELSE 0 END",
	    NULL, 0, &there, e);

	return r < 0 ? -1 : there != 0;
}

int
flow_stats(struct flow_store *s, flow_stats_do *call, void *arg, struct err *e)
{
	static const struct {
		const char *what, *sql;
	} figures[] = {
		{ "runs", RUNS("n", "") },
		{ "run-ms", RUNS("ms", " WHERE c.shown > 2") },
		{ "ready",
		    "SELECT l.class, l.name, n.n FROM (SELECT lane, count(*) "
		    "AS n FROM node WHERE lane IS NOT NULL AND parked = 0 "
		    "GROUP BY lane) AS n JOIN lane l ON l.id = n.lane "
		    "ORDER BY 1, 2" },
		{ "running",
		    "SELECT l.class, l.name, count(*) FROM attempt a "
		    "JOIN lane l ON l.id = a.lane WHERE a.ended IS NULL "
		    "GROUP BY l.class, l.name ORDER BY 1, 2" },
		{ "alarms",
		    "SELECT '', 'owed', count(*) FROM alarm "
		    "WHERE count > told_count AND told IS NULL" },
	};

	for (size_t i = 0; i < sizeof figures / sizeof *figures; i++)
		if (each(s, figures[i].what, figures[i].sql, call, arg, e))
			return -1;
	return 0;
}
