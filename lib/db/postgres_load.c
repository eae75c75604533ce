/* Rows loaded into a server by COPY. */
#include "db/copy_row.h"
#include "db/postgres_inside.h"

enum { COPY_BYTES = 1 << 17 }; /* handed over at once */

int
postgres_load_begin(struct db *d, const char *table, const char *columns,
    size_t n, struct err *e)
{
	struct postgres *p = d->at;
	struct buf sql = { 0 };
	PGresult *r;

	if (postgres_plain(d, e))
		return -1;
	buf_printf(&sql, "COPY %s (%s) FROM STDIN", table, columns);
	buf_byte(&sql, '\0');
	r = PQexec(p->conn, sql.p);
	buf_free(&sql);
	if (PQresultStatus(r) != PGRES_COPY_IN)
		return postgres_fail(d, r, e);
	PQclear(r);
	p->loading = true;
	p->columns = n;
	buf_clear(&p->lines);
	return 0;
}

/* What the server says of a COPY that it did not take. */
static int
fail_copy(struct db *d, struct err *e)
{
	struct postgres *p = d->at;
	PGresult *r = PQgetResult(p->conn);

	if (PQresultStatus(r) == PGRES_COPY_IN) { /* it has not said so yet */
		PQclear(r);
		PQputCopyEnd(p->conn, NULL);
		r = PQgetResult(p->conn);
	}
	return postgres_fail(d, r, e);
}

static int
hand_over(struct db *d, struct err *e)
{
	struct postgres *p = d->at;
	int sent = PQputCopyData(p->conn, p->lines.p, (int)p->lines.len);

	buf_clear(&p->lines);
	return sent == 1 ? 0 : fail_copy(d, e);
}

int
postgres_load_row(struct db *d, const struct db_value *v, struct err *e)
{
	struct postgres *p = d->at;

	copy_row_put(&p->lines, v, p->columns);
	return p->lines.len < COPY_BYTES ? 0 : hand_over(d, e);
}

int
postgres_load_end(struct db *d, struct err *e)
{
	struct postgres *p = d->at;
	PGresult *r;

	if (p->lines.len && hand_over(d, e))
		return -1;
	if (PQputCopyEnd(p->conn, NULL) != 1)
		return fail_copy(d, e);
	r = PQgetResult(p->conn);
	if (PQresultStatus(r) != PGRES_COMMAND_OK)
		return postgres_fail(d, r, e);
	PQclear(r);
	while ((r = PQgetResult(p->conn)) != NULL)
		PQclear(r);
	p->loading = false;
	return 0;
}

void
postgres_load_stop(struct postgres *p)
{
	PGresult *r;

	if (!p->loading)
		return;
	p->loading = false;
	PQputCopyEnd(p->conn, "taken back"); /* no error where it has failed */
	while ((r = PQgetResult(p->conn)) != NULL)
		PQclear(r);
}
