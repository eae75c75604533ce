/* Attempts that another worker has, or that are no longer ours; signs between
 * workers. */
#include "flow/store/flow_shared.h"
#include "flow/store/store_inside.h"
#include "flow/store/store_rows.h"

int
flow_attempt_stop(struct flow_store *s, int64_t run, size_t node, struct err *e)
{
	const struct db_value v[] = { db_int(run), db_int((int64_t)node) };

	return db_later(&s->db,
	    "UPDATE attempt SET stopping = 1 "
	    "WHERE run = $1 AND node = $2 AND ended IS NULL",
	    v, 2, e);
}

int
flow_attempts_to_stop(
    struct flow_store *s, flow_id_do *call, void *arg, struct err *e)
{
	const struct db_value v = db_int(s->worker);
	struct store_rows rows = { 0 };
	int r = store_rows_read(&rows, s,
	    "SELECT id FROM attempt WHERE worker = $1 AND ended IS NULL AND "
	    "stopping = 1 ORDER BY id",
	    &v, 1, 1, e);

	for (size_t i = 0; r == 0 && i < store_rows_count(&rows); i++)
		r = call(arg, store_rows_int(&rows, i, 0), e);
	store_rows_free(&rows);
	return r;
}

int
flow_attempt_late(struct flow_store *s, int64_t run, size_t node,
    uint32_t number, const char *text, struct err *e)
{
	const struct db_value v[] = { db_int(run), db_int((int64_t)node),
		db_int(number), db_str(text) };

	return db_later(&s->db,
	    "UPDATE attempt SET late = $4 "
	    "WHERE run = $1 AND node = $2 AND number = $3",
	    v, 4, e);
}

int
flow_attempt_is_ours(struct flow_store *s, int64_t attempt, struct err *e)
{
	const struct db_value v = db_int(attempt);
	int64_t worker = 0;
	int r = store_ask_int(s,
	    "SELECT worker FROM attempt WHERE id = $1 AND ended IS NULL", &v, 1,
	    &worker, e);

	return r > 0 ? worker == s->worker : r;
}

/* One word for all stores of a server: each database has its own signs. */
#define CHANNEL "recon_flow"

int
store_listen(struct flow_store *s, struct err *e)
{
	return s->shared ? db_listen(&s->db, CHANNEL, e) : 0;
}

int
flow_store_tell(struct flow_store *s, struct err *e)
{
	return s->shared ? db_notify(&s->db, CHANNEL, e) : 0;
}

int
flow_store_heard(struct flow_store *s, bool *heard, struct err *e)
{
	return db_heard(&s->db, heard, e);
}
