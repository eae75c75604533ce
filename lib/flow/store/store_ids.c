/*
 * Numbers of runs and attempts. Who has a store alone counts on from what the
 * database has, and writes it once a transaction. Where several share one, each
 * takes some at a time.
 */
#include "flow/store/store_file.h"
#include "flow/store/store_inside.h"

enum {
	RUNS = 50, /* of a worker; who is none adds one or two */
	ATTEMPTS = 1000,
};

int
store_ids_read(struct flow_store *s, struct err *e)
{
	int r =
	    store_ask_one(s, "SELECT run, attempt FROM counter", NULL, 0, e);

	if (r < 0)
		return -1;
	if (r == 0)
		return err_set(e, ST_DATA,
		    "%s: is damaged: it has no counter: " STORE_FILE_HINT,
		    s->db.name);
	s->next_run = s->kept_run = db_cell_int(&s->db, 0);
	s->next_attempt = s->kept_attempt = db_cell_int(&s->db, 1);
	db_done(&s->db);
	return 0;
}

/* Those from *next on, and before *end. */
static int
take(struct flow_store *s, const char *sql, int n, int64_t *next, int64_t *end,
    struct err *e)
{
	const struct db_value v = db_int(n);
	int64_t behind = 0;

	if (store_ask_int(s, sql, &v, 1, &behind, e) <= 0)
		return -1;
	*next = behind - n;
	*end = behind;
	return 0;
}

int
store_id_of_run(struct flow_store *s, int64_t *id, struct err *e)
{
	if (s->shared && s->next_run >= s->kept_run &&
	    take(s, "UPDATE counter SET run = run + $1 RETURNING run",
		s->worker ? RUNS : 1, &s->next_run, &s->kept_run, e))
		return -1;
	*id = s->next_run++;
	return 0;
}

int
store_id_of_attempt(struct flow_store *s, int64_t *id, struct err *e)
{
	if (s->shared && s->next_attempt >= s->kept_attempt &&
	    take(s,
		"UPDATE counter SET attempt = attempt + $1 RETURNING attempt",
		ATTEMPTS, &s->next_attempt, &s->kept_attempt, e))
		return -1;
	*id = s->next_attempt++;
	return 0;
}

int
store_ids_keep(struct flow_store *s, struct err *e)
{
	const struct db_value v[] = { db_int(s->next_run),
		db_int(s->next_attempt) };

	if (s->shared ||
	    (s->next_run == s->kept_run && s->next_attempt == s->kept_attempt))
		return 0;
	if (db_do(&s->db, "UPDATE counter SET run = $1, attempt = $2", v, 2, e))
		return -1;
	s->kept_run = s->next_run;
	s->kept_attempt = s->next_attempt;
	return 0;
}

/* Alone: what was kept is taken back, it is written again. Shared: so are those
 * that were taken. */
void
store_ids_rollback(struct flow_store *s)
{
	s->kept_run = s->kept_attempt = 0;
}
