/* Due starts and schedules. */
#include "flow/store/store_inside.h"
#include "flow/store/store_rows.h"

/* A row is open until its run has ended, or nothing is to be begun for it. */
static int
is_open(struct flow_store *s, const struct flow_store_due *d, struct err *e)
{
	const struct db_value run = db_int(d->run);
	int64_t state = RUN_DONE;

	if (!strcmp(d->state, "due") || !strcmp(d->state, "waiting"))
		return 1;
	if (strcmp(d->state, "started"))
		return 0;
	if (store_ask_int(s, "SELECT state FROM run WHERE id = $1", &run, 1,
		&state, e) < 0)
		return -1;
	return !run_has_ended((enum run_state)state);
}

int
flow_store_due_add(
    struct flow_store *s, const struct flow_store_due *d, struct err *e)
{
	int open = is_open(s, d, e);
	int64_t id;
	const struct db_value v[] = { db_str(d->flow), db_str(d->schedule),
		db_str(d->due), db_int(d->at), db_int(d->found),
		db_str(d->state), store_int(d->run), db_int(d->late_told),
		db_int(d->done_by_told), db_int(d->done_by), db_int(open) };

	if (open < 0)
		return -1;
	return store_ask_int(s,
	    "INSERT INTO due (flow, schedule, due, at, found, state, run, "
	    "late_told, done_by_told, done_by, open) VALUES ($1, $2, $3, $4, "
	    "$5, $6, $7, $8, $9, $10, $11) "
	    "ON CONFLICT (flow, schedule, due) DO NOTHING RETURNING id",
	    v, 11, &id, e);
}

int
flow_store_due_put(
    struct flow_store *s, const struct flow_store_due *d, struct err *e)
{
	int open = is_open(s, d, e);
	const struct db_value v[] = { db_str(d->flow), db_str(d->schedule),
		db_str(d->due), db_int(d->at), db_str(d->state),
		store_int(d->run), db_int(d->late_told),
		db_int(d->done_by_told), db_int(d->done_by), db_int(open) };

	if (open < 0)
		return -1;
	return db_later(&s->db,
	    "UPDATE due SET at = $4, state = $5, run = $6, late_told = $7, "
	    "done_by_told = $8, done_by = $9, open = $10 "
	    "WHERE flow = $1 AND schedule = $2 AND due = $3",
	    v, 10, e);
}

int
flow_store_due_drop(struct flow_store *s, const char *flow,
    const char *schedule, const char *due, struct err *e)
{
	const struct db_value v[] = { db_str(flow), db_str(schedule),
		db_str(due) };

	return db_later(&s->db,
	    "DELETE FROM due WHERE flow = $1 AND schedule = $2 AND due = $3", v,
	    3, e);
}

int
flow_store_dues_back(struct flow_store *s, const char *flow,
    const char *schedule, int64_t now, struct err *e)
{
	const struct db_value v[] = { db_str(flow), db_str(schedule),
		db_int(now) };

	return db_later(&s->db,
	    "DELETE FROM due WHERE flow = $1 AND schedule = $2 AND at > $3 AND "
	    "run IS NULL",
	    v, 3, e);
}

#define COLUMNS \
	"SELECT id, flow, schedule, due, at, found, state, run, late_told, " \
	"done_by_told, done_by FROM due "

static struct flow_store_due
take(const struct store_rows *rows, size_t i)
{
	return (struct flow_store_due){
		.id = store_rows_int(rows, i, 0),
		.flow = store_rows_text(rows, i, 1),
		.schedule = store_rows_text(rows, i, 2),
		.due = store_rows_text(rows, i, 3),
		.at = store_rows_int(rows, i, 4),
		.found = store_rows_int(rows, i, 5),
		.state = store_rows_text(rows, i, 6),
		.run = store_rows_int(rows, i, 7),
		.late_told = store_rows_int(rows, i, 8) != 0,
		.done_by_told = store_rows_int(rows, i, 9) != 0,
		.done_by = store_rows_int(rows, i, 10),
	};
}

/* How many rows there were, or -1. */
static int
each(struct flow_store *s, const char *sql, const struct db_value *v, size_t n,
    flow_store_due_do *call, void *arg, struct err *e)
{
	struct store_rows rows = { 0 };
	int r = store_rows_read(&rows, s, sql, v, n, 11, e);
	bool any = rows.n > 0;

	for (size_t i = 0; r == 0 && i < store_rows_count(&rows); i++) {
		struct flow_store_due d = take(&rows, i);

		r = call(arg, &d, e);
	}
	store_rows_free(&rows);
	return r ? -1 : any;
}

int
flow_store_due_by_id(struct flow_store *s, int64_t id, flow_store_due_do *call,
    void *arg, struct err *e)
{
	const struct db_value v = db_int(id);

	return each(s, COLUMNS "WHERE id = $1", &v, 1, call, arg, e);
}

int
flow_store_dues_open(struct flow_store *s, const char *flow,
    const char *schedule, flow_store_due_do *call, void *arg, struct err *e)
{
	const struct db_value v[] = { store_text(flow), store_text(schedule) };
	static const char *const sql[] = {
		COLUMNS "WHERE open = 1 ORDER BY at, flow, schedule, due",
		COLUMNS "WHERE open = 1 AND flow = $1 "
			"ORDER BY at, schedule, due",
		COLUMNS "WHERE open = 1 AND flow = $1 AND schedule = $2 "
			"ORDER BY at, due",
	};
	size_t n = !flow ? 0 : !schedule ? 1 : 2;

	return each(s, sql[n], v, n, call, arg, e) < 0 ? -1 : 0;
}

int
flow_store_dues(struct flow_store *s, const char *state, size_t max,
    flow_store_due_do *call, void *arg, struct err *e)
{
	const struct db_value v[] = { db_int((int64_t)max), db_str(state) };
	bool late = strcmp(state, "late") == 0;
	const char *sql = late
	    ? COLUMNS "WHERE open = 1 AND late_told + done_by_told > 0 "
		      "ORDER BY at DESC, id DESC LIMIT $1"
	    : COLUMNS "WHERE state = $2 ORDER BY at DESC, id DESC LIMIT $1";

	return each(s, sql, v, late ? 1 : 2, call, arg, e) < 0 ? -1 : 0;
}

int
flow_store_schedules(struct flow_store *s, flow_store_schedule_do *call,
    void *arg, struct err *e)
{
	struct store_rows rows = { 0 };
	int r = store_rows_read(&rows, s,
	    "SELECT flow, schedule, since, looked, retired FROM schedule "
	    "ORDER BY flow, schedule",
	    NULL, 0, 5, e);

	for (size_t i = 0; r == 0 && i < store_rows_count(&rows); i++) {
		const struct flow_store_schedule c = {
			.flow = store_rows_text(&rows, i, 0),
			.schedule = store_rows_text(&rows, i, 1),
			.since = store_rows_int(&rows, i, 2),
			.looked = store_rows_int(&rows, i, 3),
			.retired = store_rows_int(&rows, i, 4) != 0,
		};

		r = call(arg, &c, e);
	}
	store_rows_free(&rows);
	return r;
}

int
flow_store_schedule_put(
    struct flow_store *s, const struct flow_store_schedule *c, struct err *e)
{
	const struct db_value v[] = { db_str(c->flow), db_str(c->schedule),
		db_int(c->since), db_int(c->looked), db_int(c->retired) };

	return db_later(&s->db,
	    "INSERT INTO schedule (flow, schedule, since, looked, retired) "
	    "VALUES ($1, $2, $3, $4, $5) ON CONFLICT (flow, schedule) "
	    "DO UPDATE SET since = excluded.since, looked = excluded.looked, "
	    "retired = excluded.retired",
	    v, 5, e);
}
