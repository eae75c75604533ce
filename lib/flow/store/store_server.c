/*
 * A database of a server becomes a store: made, or looked at. Its tables are in
 * the schema that a session has first, where nothing else may be.
 */
#include "flow/store/store_inside.h"
#include "flow/store/store_mark.h"
#include "flow/store/tables.h"

enum { WAIT_S = 10 }; /* for a row, or for who makes the tables */

/* Is the table that marks a store there, and anything else? */
static int
count(struct flow_store *s, int64_t *marks, int64_t *all, struct err *e)
{
	if (db_ask_one(&s->db,
		"SELECT (SELECT count(*) FROM pg_attribute WHERE attrelid = "
		"to_regclass('note') AND attname IN ('name', 'value')), "
		"(SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid "
		"= c.relnamespace WHERE n.nspname = current_schema())",
		NULL, 0, e) < 0)
		return -1;
	*marks = db_cell_int(&s->db, 0);
	*all = db_cell_int(&s->db, 1);
	db_done(&s->db);
	return 0;
}

/* 0 where there is none. */
static int
note_number(struct flow_store *s, const char *name, int64_t *n, struct err *e)
{
	const struct db_value v = db_str(name);

	*n = 0;
	return store_ask_int(
		   s, "SELECT value FROM note WHERE name = $1", &v, 1, n, e) < 0
	    ? -1
	    : 0;
}

int
store_server_look(struct flow_store *s, enum flow_store_use use, struct err *e)
{
	int64_t marks, all, application = 0, version = 0;

	if (count(s, &marks, &all, e))
		return -1;
	if (all == 0)
		return 0;
	if (marks == 2 &&
	    (note_number(s, "application", &application, e) ||
		note_number(s, "version", &version, e)))
		return -1;
	if (application != TABLES_APPLICATION)
		return err_set(e, ST_DATA,
		    "%s: is a database with something else in it, and no store "
		    "of flows: give it one of its own, or a schema",
		    s->db.name);
	return store_version(s, version, use, e);
}

/* Of several that find it empty one makes the tables. */
static int
make(struct flow_store *s, struct err *e)
{
	struct err ignored;
	int is_ours;

	if (db_begin(&s->db, STORE_SERVER_LOCK, e))
		return -1;
	is_ours = store_server_look(s, FLOW_STORE_RUN, e);
	if (is_ours == 0 && tables_make(&s->db, TABLES_ALL, e) == 0 &&
	    store_id_make(s, e) == 0)
		is_ours = 1;
	if (is_ours > 0 && db_commit(&s->db, e) == 0)
		return 0;
	db_rollback(&s->db, &ignored);
	return -1;
}

static int
prepare(struct flow_store *s, enum flow_store_use use, struct err *e)
{
	int is_ours = store_server_look(s, use, e);

	if (is_ours)
		return is_ours < 0 ? -1 : 0;
	return use == FLOW_STORE_RUN ? make(s, e) : store_is_empty(s, e);
}

/* Statements go by indexes however many rows there are, and need no new plan each
 * time; a plan that was made while tables were empty is good, too. */
static const char of_workers[] =
    "SET plan_cache_mode = force_generic_plan; SET jit = off";
static const char of_readers[] = "SET default_transaction_read_only = on";

int
flow_store_open_server(struct flow_store *s, const char *url,
    const char *password_file, enum flow_store_use use, struct err *e)
{
	const struct db_wish wish = { .url = url,
		.password_file = password_file,
		.wait_s = WAIT_S,
		.use = use == FLOW_STORE_READ ? DB_READ : DB_CHANGE,
		.who = "recon-flow",
		.mends_text = true, /* values are UTF-8, words of people and
		                     * commands may not be */
		.settings = use == FLOW_STORE_READ ? of_readers : of_workers };

	*s = (struct flow_store){ .shared = true };
	if (db_open(&s->db, &wish, e) == 0 && prepare(s, use, e) == 0 &&
	    store_stays(s, use, e) == 0 && store_open_take(s, e) == 0)
		return 0;
	flow_store_close(s);
	return -1;
}
