/*
 * PostgreSQL. postgres*.c are what knows libpq.
 */
#include <stdio.h>
#include <stdlib.h>

#include "db/db_driver.h"
#include "db/postgres_inside.h"

/* -- questions ------------------------------------------------------------- */

static int
ask(struct db *d, const char *sql, const struct db_value *v, size_t n,
    struct err *e)
{
	struct postgres *p = d->at;

	p->row = -1;
	return postgres_queue(d, sql, v, n, e) ||
		postgres_sync(d, &p->result, e)
	    ? -1
	    : 0;
}

/* It is planned for these values. */
static int
ask_large(struct db *d, const char *sql, const struct db_value *v, size_t n,
    struct err *e)
{
	struct postgres *p = d->at;
	const char *texts[POSTGRES_VALUES];

	if (postgres_texts(d, v, n, texts, e) || postgres_plain(d, e))
		return -1;
	if (!PQsendQueryParams(
		p->conn, sql, (int)n, NULL, texts, NULL, NULL, 0))
		return postgres_fail(d, NULL, e);
	p->large = true;
	p->row = 0;
	PQsetSingleRowMode(p->conn);
	return 0;
}

static int
next_large(struct db *d, struct err *e)
{
	struct postgres *p = d->at;
	ExecStatusType is;

	PQclear(p->result);
	p->result = PQgetResult(p->conn);
	is = PQresultStatus(p->result);
	if (is == PGRES_SINGLE_TUPLE)
		return 1;
	if (is == PGRES_TUPLES_OK || is == PGRES_COMMAND_OK) {
		postgres_done(d);
		return 0;
	}
	postgres_fail(d, p->result, e);
	p->result = NULL;
	postgres_done(d);
	return -1;
}

static int
next(struct db *d, struct err *e)
{
	struct postgres *p = d->at;

	if (p->large)
		return next_large(d, e);
	if (++p->row < PQntuples(p->result))
		return 1;
	postgres_done(d);
	return 0;
}

static struct span
cell(const struct db *d, int column)
{
	const struct postgres *p = d->at;

	if (PQgetisnull(p->result, p->row, column))
		return (struct span){ 0 };
	return (struct span){ PQgetvalue(p->result, p->row, column),
		(size_t)PQgetlength(p->result, p->row, column) };
}

static int64_t
cell_int(const struct db *d, int column)
{
	struct span s = cell(d, column);

	return s.p ? strtoll(s.p, NULL, 10) : 0;
}

/* Within a transaction; else there is nothing that it could go with. */
static int
later(struct db *d, const char *sql, const struct db_value *v, size_t n,
    struct err *e)
{
	const struct postgres *p = d->at;

	postgres_done(d);
	return p->sent_n || PQtransactionStatus(p->conn) != PQTRANS_IDLE
	    ? postgres_queue(d, sql, v, n, e)
	    : db_do(d, sql, v, n, e);
}

/* -- transactions ---------------------------------------------------------- */

static int
rollback(struct db *d, struct err *e)
{
	struct postgres *p = d->at;
	bool conflict = d->conflict;
	struct err ignored;

	postgres_done(d);
	if (p->sent_n)
		postgres_settle(d, &ignored);
	if (PQtransactionStatus(p->conn) != PQTRANS_IDLE &&
	    (postgres_queue_once(d, "ROLLBACK", NULL, 0, e) ||
		postgres_settle(d, e)))
		return -1;
	d->conflict = conflict;
	return 0;
}

static int
commit(struct db *d, struct err *e)
{
	PGresult *r;
	bool is_done;

	if (postgres_queue(d, "COMMIT", NULL, 0, e) || postgres_sync(d, &r, e))
		return -1;
	/* of what has failed it takes it back, and is no error to it */
	is_done = !strcmp(PQcmdStatus(r), "COMMIT");
	PQclear(r);
	if (is_done)
		return 0;
	d->conflict = false;
	return err_set(e, ST_FAIL,
	    "%s: the transaction was taken back: something in it has failed",
	    d->name);
}

/* One that could not begin has not begun. */
static int
begun(struct db *d, int r)
{
	bool conflict = d->conflict;
	struct err ignored;

	if (r == 0)
		return 0;
	rollback(d, &ignored);
	d->conflict = conflict;
	return -1;
}

/* Up to the end of the transaction. */
static int
wait_for_locks(struct db *d, unsigned seconds, struct err *e)
{
	struct db_value v;
	char text[24];

	snprintf(text, sizeof text, "%us", seconds);
	v = db_str(text);
	return postgres_queue(
	    d, "SELECT set_config('lock_timeout', $1, true)", &v, 1, e);
}

static int
try_lock(struct db *d, const char *lock, struct err *e)
{
	const struct db_value name = db_str(lock);
	bool got;

	if (ask(d, "SELECT pg_try_advisory_xact_lock(19101, hashtext($1))",
		&name, 1, e) ||
	    next(d, e) < 0)
		return -1;
	got = *cell(d, 0).p == 't';
	postgres_done(d);
	return got;
}

/* Asked with a lock, waits so long; with none, not at all. */
static int
take_lock(struct db *d, const char *lock, struct err *e)
{
	const struct db_value name = db_str(lock);
	int got;

	if (d->wait_s)
		return wait_for_locks(d, d->wait_s, e) ||
			postgres_queue(d,
			    "SELECT pg_advisory_xact_lock(19101, hashtext($1))",
			    &name, 1, e)
		    ? -1
		    : 0;
	got = try_lock(d, lock, e);
	if (got)
		return got < 0 ? -1 : 0;
	err_set(e, ST_AGAIN, "%s: another process is at work in it", d->name);
	d->conflict = true;
	return -1;
}

static const char begin_text[] = "BEGIN ISOLATION LEVEL READ COMMITTED";

/* Behind the lock only readers are waited for, as sqlite.c does. */
static int
begin(struct db *d, const char *lock, struct err *e)
{
	return begun(d,
	    postgres_queue(d, begin_text, NULL, 0, e) ||
		take_lock(d, lock, e) || wait_for_locks(d, 30, e) ||
		postgres_settle(d, e));
}

static int
begin_read(struct db *d, struct err *e)
{
	return begun(d,
	    postgres_queue(d, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
		NULL, 0, e) ||
		postgres_settle(d, e));
}

static int
begin_many(struct db *d, int64_t *now, struct err *e)
{
	struct db_value v[2];
	char waits[24], idle[24];

	snprintf(waits, sizeof waits, "%us", d->wait_s ? d->wait_s : 1);
	snprintf(idle, sizeof idle, "%us", (unsigned)DB_IDLE_S);
	v[0] = db_str(waits);
	v[1] = db_str(idle);
	if (begun(d,
		postgres_queue(d, begin_text, NULL, 0, e) ||
		    ask(d,
			"SELECT (extract(epoch FROM clock_timestamp()) * "
			"1000)::bigint, set_config('lock_timeout', $1, true), "
			"set_config('idle_in_transaction_session_timeout', $2, "
			"true)",
			v, 2, e)))
		return -1;
	next(d, e);
	*now = cell_int(d, 0);
	postgres_done(d);
	return 0;
}

/* A channel is one word of ours. */
static int
notify(struct db *d, const char *channel, struct err *e)
{
	char sql[80];

	snprintf(sql, sizeof sql, "NOTIFY %s", channel);
	return later(d, sql, NULL, 0, e);
}

static int
descriptor(const struct db *d)
{
	const struct postgres *p = d->at;

	return PQsocket(p->conn);
}

const struct db_driver db_postgres = {
	.open = postgres_open,
	.close = postgres_close,
	.again = postgres_again,
	.begin = begin,
	.begin_read = begin_read,
	.begin_many = begin_many,
	.commit = commit,
	.rollback = rollback,
	.try_lock = try_lock,
	.listen = postgres_listen,
	.notify = notify,
	.heard = postgres_heard,
	.descriptor = descriptor,
	.run = postgres_run,
	.later = later,
	.ask = ask,
	.ask_large = ask_large,
	.next = next,
	.done = postgres_done,
	.cell = cell,
	.cell_int = cell_int,
	.load_begin = postgres_load_begin,
	.load_row = postgres_load_row,
	.load_end = postgres_load_end,
};
