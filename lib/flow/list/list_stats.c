/* Figures of runs, of lanes of classes, of workers. */
#include "flow/list/flow_list.h"
#include "flow/store/store_inside.h"
#include "flow/store/store_rows.h"

enum { MINUTE_MS = 60000 };

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

#define RUNS(figure, where) \
	"SELECT f.name, CASE c.shown WHEN 0 THEN 'waiting' WHEN 1 THEN " \
	"'going' WHEN 2 THEN 'held' WHEN 3 THEN 'done' WHEN 4 THEN 'failed' " \
	"ELSE 'cancelled' END, sum(c." figure ") FROM run_count c " \
	"JOIN flow f ON f.id = c.flow" where " GROUP BY f.name, c.shown " \
	"HAVING sum(c.n) > 0 ORDER BY f.name, c.shown"

#define OF_LANES(figure, table, where) \
	"SELECT l.class, l.name, " figure " FROM " table " t " \
	"JOIN lane l ON l.id = t.lane WHERE " where \
	" GROUP BY l.class, l.name ORDER BY l.class, l.name"

#define WAITS "t.lane IS NOT NULL AND t.parked = 0 AND t.ticket IS NULL"
#define HOUR "t.minute >= $1 - 60 AND t.minute < $1"

/* at: what $1 is. */
static const struct figure {
	const char *what;
	enum { NOTHING, MINUTE, NOW } at;
	const char *sql;
} figures[] = {
	{ "runs", NOTHING, RUNS("n", "") },
	{ "run-ms", NOTHING, RUNS("ms", " WHERE c.shown > 2") },
	{ "ready", NOTHING, OF_LANES("count(*)", "node", WAITS) },
	{ "oldest", NOTHING, OF_LANES("min(t.since)", "node", WAITS) },
	{ "tickets", NOTHING,
	    OF_LANES("count(*)", "node", "t.ticket IS NOT NULL") },
	{ "running", NOTHING,
	    OF_LANES("count(*)", "attempt", "t.ended IS NULL") },
	{ "minute", MINUTE, OF_LANES("sum(t.n)", "rate", "t.minute = $1 - 1") },
	{ "hour", MINUTE, OF_LANES("sum(t.n)", "rate", HOUR) },
	{ "hour-ms", MINUTE, OF_LANES("sum(t.ms)", "rate", HOUR) },
	{ "breaker", NOW,
	    "SELECT name, CASE WHEN open_until > $1 THEN 'open' ELSE "
	    "'half-open' END, open_until FROM class WHERE open_until > 0 "
	    "ORDER BY name" },
	{ "workers", NOW,
	    "SELECT '', w.stands, count(*) FROM (SELECT CASE WHEN state = "
	    "'working' AND until < $1 THEN 'unreachable' ELSE state END AS "
	    "stands FROM worker) AS w GROUP BY w.stands ORDER BY w.stands" },
	{ "alarms", NOTHING,
	    "SELECT '', 'owed', count(*) FROM alarm "
	    "WHERE count > told_count AND told IS NULL" },
};

static int
each(struct flow_store *s, const struct figure *f, int64_t now,
    flow_stats_do *call, void *arg, struct err *e)
{
	const struct db_value at =
	    db_int(f->at == MINUTE ? now / MINUTE_MS : now);
	struct store_rows rows = { 0 };
	int r = store_rows_read(
	    &rows, s, f->sql, &at, f->at == NOTHING ? 0 : 1, 3, e);

	for (size_t i = 0; r == 0 && i < store_rows_count(&rows); i++)
		r = call(arg, f->what, store_rows_text(&rows, i, 0),
		    store_rows_text(&rows, i, 1), store_rows_int(&rows, i, 2),
		    e);
	store_rows_free(&rows);
	return r;
}

int
flow_stats(struct flow_store *s, int64_t now, flow_stats_do *call, void *arg,
    struct err *e)
{
	for (size_t i = 0; i < sizeof figures / sizeof *figures; i++)
		if (each(s, &figures[i], now, call, arg, e))
			return -1;
	return 0;
}
