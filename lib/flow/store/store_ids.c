/*
 * Numbers of runs and attempts. Who has a store alone counts on from what the
 * database has, and writes it once a transaction. Where several share one, each
 * takes some at a time: those from next on, and before kept. A server's
 * sequences give each once, whatever becomes of the transaction.
 */
#include "flow/store/store_file.h"
#include "flow/store/store_inside.h"

enum {
	RUNS =
	    50, /* of a worker at most, who takes twice as many each time; who
	            * is none adds one or two */
	ATTEMPTS = 1000, /* as the sequence has it */
};

int
store_ids_read(struct flow_store *s, struct err *e)
{
	int r;

	if (s->db.kind == DB_POSTGRES)
		return 0;
	r = db_ask_one(&s->db, "SELECT run, attempt FROM counter", NULL, 0, e);
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

/* n of them, of a counter. */
static int
take_counted(struct flow_store *s, const char *sql, int n, int64_t *next,
    int64_t *end, struct err *e)
{
	const struct db_value v = db_int(n);
	int64_t behind = 0;

	if (store_ask_int(s, sql, &v, 1, &behind, e) <= 0)
		return -1;
	*next = behind - n;
	*end = behind;
	return 0;
}

/* n runs, or as many as come one behind the other: between them others may have
 * taken some. */
static int
take_runs(struct flow_store *s, int n, struct err *e)
{
	const struct db_value v = db_int(n);
	int64_t first = 0, behind = 0;
	int more;

	if (db_ask(&s->db,
		"SELECT nextval('run_id') FROM "
		"generate_series(1, CAST($1 AS BIGINT))",
		&v, 1, e))
		return -1;
	while ((more = db_next(&s->db, e)) > 0) {
		int64_t id = db_cell_int(&s->db, 0);

		if (!first)
			first = behind = id;
		behind += id == behind;
	}
	if (more < 0)
		return -1;
	s->next_run = first;
	s->kept_run = behind;
	return 0;
}

static int
take_attempts(struct flow_store *s, struct err *e)
{
	int64_t first = 0;

	if (store_ask_int(
		s, "SELECT nextval('attempt_id')", NULL, 0, &first, e) <= 0)
		return -1;
	s->next_attempt = first;
	s->kept_attempt = first + ATTEMPTS;
	return 0;
}

static int
take_more_runs(struct flow_store *s, struct err *e)
{
	int n = s->worker && s->runs_more ? s->runs_more : 1;

	if (s->db.kind == DB_POSTGRES
		? take_runs(s, n, e)
		: take_counted(s,
		      "UPDATE counter SET run = run + $1 RETURNING run", n,
		      &s->next_run, &s->kept_run, e))
		return -1;
	s->runs_more = n < RUNS / 2 ? 2 * n : RUNS;
	return 0;
}

int
store_id_of_run(struct flow_store *s, int64_t *id, struct err *e)
{
	if (s->shared && s->next_run >= s->kept_run && take_more_runs(s, e))
		return -1;
	*id = s->next_run++;
	return 0;
}

void
store_id_of_run_back(struct flow_store *s, int64_t id)
{
	if (s->next_run == id + 1)
		s->next_run = id;
}

int
store_id_of_attempt(struct flow_store *s, int64_t *id, struct err *e)
{
	if (s->shared && s->next_attempt >= s->kept_attempt &&
	    (s->db.kind == DB_POSTGRES
		    ? take_attempts(s, e)
		    : take_counted(s,
			  "UPDATE counter SET attempt = attempt + $1 "
			  "RETURNING attempt",
			  ATTEMPTS, &s->next_attempt, &s->kept_attempt, e)))
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
	if (db_later(
		&s->db, "UPDATE counter SET run = $1, attempt = $2", v, 2, e))
		return -1;
	s->kept_run = s->next_run;
	s->kept_attempt = s->next_attempt;
	return 0;
}

/* What was written of the counter is taken back: it is written, or taken,
 * again. */
void
store_ids_rollback(struct flow_store *s)
{
	if (s->db.kind == DB_SQLITE)
		s->kept_run = s->kept_attempt = 0;
}
