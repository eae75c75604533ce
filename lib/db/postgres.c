/*
 * The one module that knows libpq.
 */
#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/mem.h"
#include "db/copy_row.h"
#include "db/db.h"
#include "db/db_driver.h"
#include "db/sql_state.h"
#include "sys/file/trusted_file.h"

enum {
	VALUES_MAX = 32,      /* of one statement */
	COPY_BYTES = 1 << 17, /* handed over at once */
};

/* What a session is set to: the same text whatever the server's settings, and
 * each commit on the disk. */
static const char settings[] =
    "SET client_min_messages = warning; SET DateStyle = 'ISO'; "
    "SET TimeZone = 'UTC'; SET standard_conforming_strings = on; "
    "SET synchronous_commit = on";

struct postgres {
	PGconn *conn;     /* owned */
	PGresult *row;    /* owned: the row asked for, or NULL */
	bool asking;      /* not all rows were taken */
	struct buf lines; /* rows to load that were not handed over */
	size_t columns;   /* of each */
};

static int
fail_text(
    const struct db *d, enum status status, const char *text, struct err *e)
{
	int len = (int)strcspn(text, "\n");

	return err_set(e, status, "%s: %.*s", d->name, len, text);
}

/* Of a result, or of the connection where it is NULL; clears it. */
static int
fail(struct db *d, PGresult *r, struct err *e)
{
	const struct postgres *p = d->at;
	const char *state = r ? PQresultErrorField(r, PG_DIAG_SQLSTATE) : NULL;
	const char *text =
	    r ? PQresultErrorField(r, PG_DIAG_MESSAGE_PRIMARY) : NULL;
	enum status status;

	status = PQstatus(p->conn) == CONNECTION_OK && state
	    ? sql_state_status(state)
	    : ST_AGAIN;
	d->conflict = state && sql_state_is_conflict(state);
	fail_text(d, status, text ? text : PQerrorMessage(p->conn), e);
	PQclear(r);
	return -1;
}

static void
ignore(void *arg, const char *message)
{
	(void)arg, (void)message;
}

static void
close_db(struct db *d)
{
	struct postgres *p = d->at;

	PQclear(p->row);
	PQfinish(p->conn);
	buf_free(&p->lines);
	free(p);
}

static int
run(struct db *d, const char *sql, struct err *e)
{
	struct postgres *p = d->at;
	PGresult *r = PQexec(p->conn, sql);
	ExecStatusType is = PQresultStatus(r);

	if (is != PGRES_COMMAND_OK && is != PGRES_TUPLES_OK)
		return fail(d, r, e);
	/* a COMMIT of what has failed takes it back, and is no error to it */
	if (!strcmp(sql, "COMMIT") && strcmp(PQcmdStatus(r), "COMMIT")) {
		PQclear(r);
		return err_set(e, ST_FAIL,
		    "%s: the transaction was taken back: something in it has "
		    "failed", d->name);
	}
	PQclear(r);
	return 0;
}

/* -1, told, where there is a file and it cannot be used. */
static int
read_password(const char *path, struct buf *b, struct err *e)
{
	if (!path)
		return 0;
	if (trusted_file_read(path, TRUST_READ, b, e))
		return -1;
	buf_byte(b, '\0');
	return 0;
}

static int
open_db(struct db *d, const struct db_wish *w, struct err *e)
{
	static const char *const names[] = { "dbname",
		"fallback_application_name", "client_encoding", "password",
		NULL };
	const char *values[] = { w->url, NULL, "UTF8", NULL, NULL };
	struct buf password = { 0 };
	struct postgres *p;

	if (read_password(w->password_file, &password, e)) {
		buf_free(&password);
		return -1;
	}
	values[1] = w->who ? w->who : "recon";
	values[3] = password.p;
	d->at = p = mem_zeroed(1, sizeof *p);
	p->conn = PQconnectdbParams(names, values, 1);
	if (PQstatus(p->conn) != CONNECTION_OK) {
		/* one that takes connections will not take this one later */
		bool is_up = PQpingParams(names, values, 1) == PQPING_OK;

		buf_free(&password);
		return fail_text(
		    d, is_up ? ST_FAIL : ST_AGAIN, PQerrorMessage(p->conn), e);
	}
	buf_free(&password);
	PQsetNoticeProcessor(p->conn, ignore, NULL);
	return run(d, settings, e);
}

static void
done(struct db *d)
{
	struct postgres *p = d->at;
	PGresult *r;

	PQclear(p->row);
	p->row = NULL;
	while (p->asking && (r = PQgetResult(p->conn)) != NULL)
		PQclear(r);
	p->asking = false;
}

static int
rollback(struct db *d, struct err *e)
{
	done(d);
	return run(d, "ROLLBACK", e);
}

static int
ask(struct db *d, const char *sql, const struct db_value *v, size_t n,
    struct err *e)
{
	struct postgres *p = d->at;
	char *texts[VALUES_MAX] = { 0 }, number[32];
	int sent;

	for (size_t i = 0; i < n && i < VALUES_MAX; i++) {
		if (v[i].is == DB_NULL)
			continue;
		snprintf(number, sizeof number, "%lld", (long long)v[i].n);
		texts[i] =
		    mem_dup(v[i].is == DB_INT ? span_str(number) : v[i].text);
	}
	sent = PQsendQueryParams(p->conn, sql, (int)n, NULL,
	    (const char *const *)texts, NULL, NULL, 0);
	for (size_t i = 0; i < n && i < VALUES_MAX; i++)
		free(texts[i]);
	if (!sent)
		return fail(d, NULL, e);
	p->asking = true;
	PQsetSingleRowMode(p->conn);
	return 0;
}

static int
next(struct db *d, struct err *e)
{
	struct postgres *p = d->at;
	ExecStatusType is;

	PQclear(p->row);
	p->row = PQgetResult(p->conn);
	is = PQresultStatus(p->row);
	if (is == PGRES_SINGLE_TUPLE)
		return 1;
	if (is == PGRES_TUPLES_OK || is == PGRES_COMMAND_OK) {
		done(d);
		return 0;
	}
	fail(d, p->row, e);
	p->row = NULL;
	done(d);
	return -1;
}

static struct span
cell(const struct db *d, int column)
{
	const struct postgres *p = d->at;

	if (PQgetisnull(p->row, 0, column))
		return (struct span){ 0 };
	return (struct span){ PQgetvalue(p->row, 0, column),
		(size_t)PQgetlength(p->row, 0, column) };
}

/* Asked with a lock, waits so long; with none, not at all. */
static int
take_lock(struct db *d, const struct db_value *name, struct err *e)
{
	bool got;

	if (d->wait_s)
		return db_do(d,
		    "SELECT pg_advisory_xact_lock(19101, hashtext($1))", name,
		    1, e);
	if (db_ask(d, "SELECT pg_try_advisory_xact_lock(19101, hashtext($1))",
		name, 1, e) ||
	    db_next(d, e) < 0)
		return -1;
	got = *db_cell(d, 0).p == 't';
	done(d);
	return got ? 0
		   : err_set(e, ST_AGAIN,
			 "%s: another process is at work in it", d->name);
}

/* Behind the lock only readers are waited for, as sqlite.c does. */
static int
begin(struct db *d, const char *lock, struct err *e)
{
	const struct db_value name = db_str(lock);
	char set[80];

	snprintf(set, sizeof set, "BEGIN; SET LOCAL lock_timeout = '%us'",
	    d->wait_s);
	return run(d, set, e) || take_lock(d, &name, e) ||
		run(d, "SET LOCAL lock_timeout = '30s'", e)
	    ? -1
	    : 0;
}

static int
begin_read(struct db *d, struct err *e)
{
	return run(d, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", e);
}

static int64_t
cell_int(const struct db *d, int column)
{
	struct span s = cell(d, column);

	return s.p ? strtoll(s.p, NULL, 10) : 0;
}

static int
begin_many(struct db *d, int64_t *now, struct err *e)
{
	char set[160];

	snprintf(set, sizeof set,
	    "BEGIN; SET LOCAL lock_timeout = '%us'; "
	    "SET LOCAL idle_in_transaction_session_timeout = '%ds'",
	    d->wait_s ? d->wait_s : 1, DB_IDLE_S);
	if (run(d, set, e) ||
	    db_ask(d,
		"SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint",
		NULL, 0, e) ||
	    db_next(d, e) < 0)
		return -1;
	*now = cell_int(d, 0);
	done(d);
	return 0;
}

static int
try_lock(struct db *d, const char *lock, struct err *e)
{
	const struct db_value name = db_str(lock);
	bool got;

	if (db_ask(d, "SELECT pg_try_advisory_xact_lock(19101, hashtext($1))",
		&name, 1, e) ||
	    db_next(d, e) < 0)
		return -1;
	got = *db_cell(d, 0).p == 't';
	done(d);
	return got;
}

/* A channel is one word of ours. */
static int
say(struct db *d, const char *verb, const char *channel, struct err *e)
{
	char sql[80];

	snprintf(sql, sizeof sql, "%s %s", verb, channel);
	return run(d, sql, e);
}

static int
listen_to(struct db *d, const char *channel, struct err *e)
{
	return say(d, "LISTEN", channel, e);
}

static int
notify(struct db *d, const char *channel, struct err *e)
{
	return say(d, "NOTIFY", channel, e);
}

static int
heard(struct db *d, bool *is, struct err *e)
{
	struct postgres *p = d->at;
	PGnotify *n;

	*is = false;
	if (!PQconsumeInput(p->conn))
		return fail(d, NULL, e);
	while ((n = PQnotifies(p->conn))) {
		*is = true;
		PQfreemem(n);
	}
	return 0;
}

static int
descriptor(const struct db *d)
{
	const struct postgres *p = d->at;

	return PQsocket(p->conn);
}

static int
load_begin(struct db *d, const char *table, const char *columns, size_t n,
    struct err *e)
{
	struct postgres *p = d->at;
	struct buf sql = { 0 };
	PGresult *r;

	buf_printf(&sql, "COPY %s (%s) FROM STDIN", table, columns);
	buf_byte(&sql, '\0');
	r = PQexec(p->conn, sql.p);
	buf_free(&sql);
	if (PQresultStatus(r) != PGRES_COPY_IN)
		return fail(d, r, e);
	PQclear(r);
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
	return fail(d, r, e);
}

static int
hand_over(struct db *d, struct err *e)
{
	struct postgres *p = d->at;
	int sent = PQputCopyData(p->conn, p->lines.p, (int)p->lines.len);

	buf_clear(&p->lines);
	return sent == 1 ? 0 : fail_copy(d, e);
}

static int
load_row(struct db *d, const struct db_value *v, struct err *e)
{
	struct postgres *p = d->at;

	copy_row_put(&p->lines, v, p->columns);
	return p->lines.len < COPY_BYTES ? 0 : hand_over(d, e);
}

static int
load_end(struct db *d, struct err *e)
{
	struct postgres *p = d->at;
	PGresult *r;

	if (p->lines.len && hand_over(d, e))
		return -1;
	if (PQputCopyEnd(p->conn, NULL) != 1)
		return fail_copy(d, e);
	r = PQgetResult(p->conn);
	if (PQresultStatus(r) != PGRES_COMMAND_OK)
		return fail(d, r, e);
	PQclear(r);
	while ((r = PQgetResult(p->conn)) != NULL)
		PQclear(r);
	return 0;
}

const struct db_driver db_postgres = { open_db, close_db, begin, begin_read,
	begin_many, try_lock, db_do, listen_to, notify, heard, descriptor, rollback, run, ask, next, done, cell, cell_int, load_begin, load_row,
	load_end };
