/* The connection to a server: made, made again, its errors and signs. */
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "db/postgres_inside.h"
#include "db/sql_state.h"
#include "sys/file/trusted_file.h"

/* What a session is set to: the same text whatever the server's settings, and
 * each commit on the disk. */
static const char settings[] =
    "SET client_min_messages = warning; SET DateStyle = 'ISO'; "
    "SET TimeZone = 'UTC'; SET standard_conforming_strings = on; "
    "SET synchronous_commit = on";

static int
fail_text(struct db *d, enum status status, const char *text, struct err *e)
{
	int len = (int)strcspn(text, "\n");

	d->conflict = false;
	return len ? err_set(e, status, "%s: %.*s", d->name, len, text)
		   : err_set(e, status, "%s: the connection is lost", d->name);
}

int
postgres_fail(struct db *d, PGresult *r, struct err *e)
{
	struct postgres *p = d->at;
	const char *state = r ? PQresultErrorField(r, PG_DIAG_SQLSTATE) : NULL;
	const char *text =
	    r ? PQresultErrorField(r, PG_DIAG_MESSAGE_PRIMARY) : NULL;
	bool is_there = PQstatus(p->conn) == CONNECTION_OK;
	enum status status = state ? sql_state_status(state) : ST_FAIL;

	if (!text)
		text = p->conn ? PQerrorMessage(p->conn) : "";
	fail_text(d, is_there ? status : ST_AGAIN, text, e);
	d->conflict = is_there && state && sql_state_is_conflict(state);
	if (!is_there)
		postgres_forget(p);
	PQclear(r);
	return -1;
}

static void
ignore(void *arg, const char *message)
{
	(void)arg, (void)message;
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

/* One that takes connections will not take this one later, unless it has too many
 * of them; of a connection that was refused libpq has no state. */
static enum status
status_of_refusal(const char *text, bool is_up)
{
	return is_up && !strstr(text, "too many") &&
		!strstr(text, "connection slots")
	    ? ST_FAIL
	    : ST_AGAIN;
}

/* A server that is dead is noticed within half a minute. What stands before
 * the URL it may set otherwise. */
static int
connect_to(struct db *d, const char *password, struct err *e)
{
	static const char *const names[] = { "connect_timeout",
		"keepalives_idle", "keepalives_interval", "keepalives_count",
		"tcp_user_timeout", "dbname", "fallback_application_name",
		"client_encoding", "password", NULL };
	struct postgres *p = d->at;
	const char *values[] = { "10", "10", "5", "4", "30000", d->name, p->who,
		"UTF8", password, NULL };
	const char *text;
	bool is_up;

	p->conn = PQconnectdbParams(names, values, 1);
	if (PQstatus(p->conn) == CONNECTION_OK) {
		PQsetNoticeProcessor(p->conn, ignore, NULL);
		return postgres_run(d, settings, e) ||
			(p->settings && postgres_run(d, p->settings, e))
		    ? -1
		    : 0;
	}
	text = PQerrorMessage(p->conn);
	values[0] = "2"; /* seconds: it has had its time */
	is_up = PQpingParams(names, values, 1) == PQPING_OK;
	return fail_text(d, status_of_refusal(text, is_up), text, e);
}

static int
open_conn(struct db *d, struct err *e)
{
	const struct postgres *p = d->at;
	struct buf password = { 0 };
	int r = read_password(p->password_file, &password, e);

	if (r == 0)
		r = connect_to(d, password.p, e);
	buf_free(&password);
	return r;
}

int
postgres_open(struct db *d, const struct db_wish *w, struct err *e)
{
	struct postgres *p = d->at = mem_zeroed(1, sizeof *p);

	p->who = mem_dup(span_str(w->who ? w->who : "recon"));
	if (w->password_file)
		p->password_file = mem_dup(span_str(w->password_file));
	p->mends_text = w->mends_text;
	if (w->settings)
		p->settings = mem_dup(span_str(w->settings));
	return open_conn(d, e);
}

static void
disconnect(struct db *d)
{
	struct postgres *p = d->at;

	postgres_done(d);
	PQfinish(p->conn);
	p->conn = NULL;
	postgres_forget(p);
}

void
postgres_close(struct db *d)
{
	struct postgres *p = d->at;

	disconnect(d);
	free(p->password_file);
	free(p->who);
	free(p->settings);
	free(p->drops);
	free(p->sent);
	buf_free(&p->listens);
	buf_free(&p->values);
	buf_free(&p->lines);
	free(p);
}

/* As far as can be known without asking: behind a server's last words is the
 * end. */
static bool
is_there(PGconn *conn)
{
	struct pollfd f = { PQsocket(conn), POLLIN, 0 };

	while (PQstatus(conn) == CONNECTION_OK && poll(&f, 1, 0) == 1)
		if (!PQconsumeInput(conn))
			break;
	return PQstatus(conn) == CONNECTION_OK;
}

/* Once there was a connection: whatever is in the way now may pass. */
int
postgres_again(struct db *d, struct err *e)
{
	struct postgres *p = d->at;

	if (is_there(p->conn))
		return 0;
	disconnect(d);
	p->missed = p->listens.len > 0;
	if (open_conn(d, e) == 0 &&
	    (!p->listens.len || postgres_run(d, p->listens.p, e) == 0))
		return 0;
	disconnect(d);
	e->status = ST_AGAIN;
	return -1;
}

int
postgres_run(struct db *d, const char *sql, struct err *e)
{
	struct postgres *p = d->at;
	ExecStatusType is;
	PGresult *r;

	if (postgres_plain(d, e))
		return -1;
	r = PQexec(p->conn, sql);
	is = PQresultStatus(r);
	if (is != PGRES_COMMAND_OK && is != PGRES_TUPLES_OK)
		return postgres_fail(d, r, e);
	PQclear(r);
	return 0;
}

/* A channel is one word of ours. */
int
postgres_listen(struct db *d, const char *channel, struct err *e)
{
	struct postgres *p = d->at;
	struct buf *b = &p->listens;
	char sql[80];

	snprintf(sql, sizeof sql, "LISTEN %s;", channel);
	if (postgres_run(d, sql, e))
		return -1;
	if (b->len && strstr(b->p, sql))
		return 0;
	if (b->len)
		b->len--; /* the NUL */
	buf_str(b, sql);
	buf_byte(b, '\0');
	return 0;
}

int
postgres_heard(struct db *d, bool *is, struct err *e)
{
	struct postgres *p = d->at;
	PGnotify *n;

	*is = p->missed;
	if (!PQconsumeInput(p->conn))
		return postgres_fail(d, NULL, e);
	p->missed = false;
	while ((n = PQnotifies(p->conn))) {
		*is = true;
		PQfreemem(n);
	}
	return 0;
}
