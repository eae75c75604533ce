/* Answers to orders, so that none is done twice. */
#include "flow/store/store_inside.h"

enum { DAY_MS = 86400000 };

/* Who wrote the order may be away for days. */
static const int64_t kept_ms = 30 * (int64_t)DAY_MS;

int
flow_store_order_done(struct flow_store *s, const char *id, enum status *status,
    struct buf *text, struct err *e)
{
	const struct db_value v = db_str(id);
	int r = db_ask_one(
	    &s->db, "SELECT status, text FROM answer WHERE id = $1", &v, 1, e);

	if (r <= 0)
		return r;
	*status = (enum status)db_cell_int(&s->db, 0);
	buf_add(text, db_cell(&s->db, 1));
	db_done(&s->db);
	return 1;
}

int
flow_store_order_keep(struct flow_store *s, const char *id, enum status status,
    struct span text, int64_t at, struct err *e)
{
	const struct db_value old = db_int(at - kept_ms);
	const struct db_value v[] = { db_str(id), db_int(status),
		db_text(text.p ? text : SPAN("")), db_int(at) };

	if (db_later(&s->db, "DELETE FROM answer WHERE at < $1", &old, 1, e))
		return -1;
	return db_later(&s->db,
	    "INSERT INTO answer (id, status, text, at) "
	    "VALUES ($1, $2, $3, $4) ON CONFLICT (id) DO UPDATE SET "
	    "status = excluded.status, text = excluded.text, at = excluded.at",
	    v, 4, e);
}
