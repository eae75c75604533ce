#include "flow/keep/move_server.h"

#include <stdio.h>

#include "flow/place/flow_place.h"
#include "flow/store/tables.h"

/* Runs a statement for each table, with its name in the place of "%s". */
static int
each_table(struct flow_store *s, const char *sql, struct err *e)
{
	char text[256];

	for (size_t i = 0; i < tables_count; i++) {
		struct span name = tables_name(tables_text[i]);
		char table[64];

		if (!name.p)
			continue;
		snprintf(table, sizeof table, "%.*s", (int)name.len, name.p);
		snprintf(text, sizeof text, sql, table);
		if (db_run(&s->db, text, e))
			return -1;
	}
	return 0;
}

struct workers {
	struct flow_store *store;
	const char *dir;
	int64_t here, now;
};

/* ST_AGAIN: it works; ST_FAIL: what it began goes on elsewhere. */
static int
look(void *arg, const struct flow_worker *w, struct err *e)
{
	struct workers *all = arg;

	/* the lock of the directory is ours: nobody works there */
	if (!strcmp(w->dir, all->dir) &&
	    flow_place_is_here(all->dir, w->machine)) {
		all->here = w->id;
		return 0;
	}
	if (!strcmp(w->state, "working") && w->until > all->now)
		return err_set(e, ST_AGAIN,
		    "%s: worker %lld, pid %lld on %s, works on it: end it "
		    "first",
		    all->store->db.name, (long long)w->id, (long long)w->pid,
		    w->host);
	if (w->attempts == 0)
		return 0;
	return err_set(e, ST_FAIL,
	    "%s: %zu attempts of worker %lld go on in %s on %s: let them end, "
	    "or \"recon-flow gone %lld\" says that they will not",
	    all->store->db.name, w->attempts, (long long)w->id, w->dir, w->host,
	    (long long)w->id);
}

static int
read_clock(struct flow_store *s, int64_t *now, struct err *e)
{
	if (db_ask(&s->db,
		"SELECT CAST(extract(epoch FROM clock_timestamp()) * 1000 AS "
		"bigint)",
		NULL, 0, e) ||
	    db_next(&s->db, e) < 0)
		return -1;
	*now = db_cell_int(&s->db, 0);
	db_done(&s->db);
	return 0;
}

int
move_server_lock(
    struct flow_store *s, const char *dir, int64_t *worker, struct err *e)
{
	struct workers all = { s, dir, 0, 0 };

	if (each_table(s, "LOCK TABLE %s IN SHARE ROW EXCLUSIVE MODE", e) ||
	    read_clock(s, &all.now, e) || flow_workers(s, look, &all, e))
		return -1;
	*worker = all.here;
	return 0;
}

int
move_server_refuse(struct flow_store *s, struct err *e)
{
	if (db_run(&s->db,
		"CREATE OR REPLACE FUNCTION recon_flow_moved() RETURNS trigger "
		"LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'the store was "
		"moved to %, which is the store now', (SELECT value FROM note "
		"WHERE name = 'moved'); END $$",
		e))
		return -1;
	return each_table(s,
	    "CREATE TRIGGER moved BEFORE INSERT OR UPDATE OR DELETE ON %s "
	    "FOR EACH STATEMENT EXECUTE FUNCTION recon_flow_moved()",
	    e);
}

int
move_server_drop(struct flow_store *s, struct err *e)
{
	if (each_table(s, "DROP TABLE IF EXISTS %s CASCADE", e))
		return -1;
	return db_run(&s->db,
	    "DROP SEQUENCE run_id; DROP SEQUENCE attempt_id; "
	    "DROP FUNCTION IF EXISTS recon_flow_moved()",
	    e);
}

int
move_server_worker(struct flow_store *s, struct flow_worker *w, struct err *e)
{
	int64_t now;

	if (read_clock(s, &now, e))
		return -1;
	const struct db_value v[] = { db_str(w->machine), db_str(w->dir),
		db_str(w->host), db_str(w->boot), db_int(now) };

	if (db_ask(&s->db,
		"INSERT INTO worker (machine, dir, host, boot, pid, began, "
		"seen, until, state) VALUES ($1, $2, $3, $4, 0, $5, $5, $5, "
		"'ended') ON CONFLICT (machine, dir) DO UPDATE SET "
		"host = excluded.host, boot = excluded.boot, "
		"began = excluded.began, seen = excluded.seen, "
		"until = excluded.until, state = excluded.state, who = NULL, "
		"why = NULL RETURNING id",
		v, 5, e) ||
	    db_next(&s->db, e) < 0)
		return -1;
	w->id = db_cell_int(&s->db, 0);
	db_done(&s->db);
	return 0;
}
