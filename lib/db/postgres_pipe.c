/*
 * Statements on their way to a server. They are queued in libpq's pipeline, and
 * go out with what is asked next; whoever asks waits for all of them. Where one
 * fails the server does nothing of those behind it, up to the end of the batch.
 */
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "db/postgres_inside.h"
#include "text/utf8.h"

/* So much is answered at the latest before more is queued. */
enum { SENT_MAX = 512, SENT_BYTES = 1 << 18 };

void
postgres_forget(struct postgres *p)
{
	kept_free(&p->texts);
	p->drops_n = 0;
	p->next = p->sent_n = 0;
	p->bytes = 0;
}

void
postgres_done(struct db *d)
{
	struct postgres *p = d->at;
	PGresult *r;

	PQclear(p->result);
	p->result = NULL;
	postgres_load_stop(p);
	while (p->large && (r = PQgetResult(p->conn)) != NULL)
		PQclear(r);
	if (p->large) /* else libpq has the next one row by row, too */
		PQclear(PQexec(p->conn, ""));
	p->large = false;
}

/* -- what is queued -------------------------------------------------------- */

int
postgres_sent(struct db *d, int taken, struct postgres_sent s, struct err *e)
{
	struct postgres *p = d->at;

	if (!taken)
		return postgres_fail(d, NULL, e);
	p->sent =
	    mem_grow(p->sent, &p->sent_cap, p->sent_n + 1, sizeof *p->sent);
	p->sent[p->sent_n++] = s;
	return 0;
}

static int
enter(struct db *d, struct err *e)
{
	struct postgres *p = d->at;

	if (PQpipelineStatus(p->conn) == PQ_PIPELINE_ON)
		return 0;
	return PQenterPipelineMode(p->conn) && !PQsetnonblocking(p->conn, 1)
	    ? 0
	    : postgres_fail(d, NULL, e);
}

/* With U+FFFD for each byte that a server would not take. */
static void
add_mended(struct buf *b, struct span s)
{
	while (s.len) {
		bool cut;
		size_t n = utf8_valid(s, &cut);
		const char *nul = n ? memchr(s.p, '\0', n) : NULL;

		if (nul)
			n = (size_t)(nul - s.p);
		buf_add(b, (struct span){ s.p, n });
		if (n == s.len)
			break;
		buf_str(b, "\xef\xbf\xbd");
		s = (struct span){ s.p + n + 1, s.len - n - 1 };
	}
}

int
postgres_texts(struct db *d, const struct db_value *v, size_t n,
    const char *texts[POSTGRES_VALUES], struct err *e)
{
	struct postgres *p = d->at;
	struct buf *b = &p->values;
	size_t at[POSTGRES_VALUES];

	if (n > POSTGRES_VALUES)
		return err_set(
		    e, ST_BROKEN, "%s: a statement of %zu values", d->name, n);
	buf_clear(b);
	for (size_t i = 0; i < n; i++) {
		at[i] = b->len;
		if (v[i].is == DB_INT)
			buf_printf(b, "%lld", (long long)v[i].n);
		else if (v[i].is == DB_TEXT && p->mends_text)
			add_mended(b, v[i].text);
		else if (v[i].is == DB_TEXT)
			buf_add(b, v[i].text);
		buf_byte(b, '\0');
	}
	for (size_t i = 0; i < n; i++)
		texts[i] = v[i].is == DB_NULL ? NULL : b->p + at[i];
	return 0;
}

int
postgres_queue_once(struct db *d, const char *sql, const char *const *texts,
    size_t n, struct err *e)
{
	struct postgres *p = d->at;

	return enter(d, e) ||
		postgres_sent(d,
		    PQsendQueryParams(
			p->conn, sql, (int)n, NULL, texts, NULL, NULL, 0),
		    (struct postgres_sent){ .is = SENT_STATEMENT }, e)
	    ? -1
	    : 0;
}

int
postgres_queue(struct db *d, const char *sql, const struct db_value *v,
    size_t n, struct err *e)
{
	struct postgres *p = d->at;
	const char *texts[POSTGRES_VALUES];
	struct postgres_sent s;
	char name[24];

	if (postgres_texts(d, v, n, texts, e))
		return -1;
	postgres_done(d);
	if ((p->sent_n >= SENT_MAX || p->bytes >= SENT_BYTES) &&
	    postgres_settle(d, e))
		return -1;
	if (enter(d, e))
		return -1;
	p->bytes += p->values.len;
	/* then a server takes what ends the transaction, and prepares nothing */
	if (!p->sent_n && PQtransactionStatus(p->conn) == PQTRANS_INERROR)
		return postgres_queue_once(d, sql, texts, n, e);
	if (postgres_prepare(d, sql, &s, e))
		return -1;
	snprintf(name, sizeof name, "r%u", s.number);
	return postgres_sent(d,
	    PQsendQueryPrepared(p->conn, name, (int)n, texts, NULL, NULL, 0), s,
	    e);
}

/* -- what comes back ------------------------------------------------------- */

/* Writes while it reads: with both buffers full neither side would go on. What
 * fails is told by what is read. */
static void
flush(PGconn *conn)
{
	while (PQflush(conn) > 0) {
		struct pollfd f = { PQsocket(conn), POLLIN | POLLOUT, 0 };

		if (poll(&f, 1, -1) < 0 && errno != EINTR)
			return;
		if (f.revents & ~POLLOUT && !PQconsumeInput(conn))
			return;
	}
}

static bool
is_good(const PGresult *r)
{
	ExecStatusType is = PQresultStatus(r);

	return is == PGRES_COMMAND_OK || is == PGRES_TUPLES_OK ||
	    is == PGRES_EMPTY_QUERY;
}

/* That of one statement, which is followed by NULL. */
static PGresult *
take_result(PGconn *conn)
{
	PGresult *got = PQgetResult(conn), *r;

	while (got && (r = PQgetResult(conn)) != NULL)
		PQclear(r);
	return got;
}

/* Was it prepared before its tables became others? */
static bool
is_outdated(const struct postgres_sent *s, const PGresult *r)
{
	const char *state = PQresultErrorField(r, PG_DIAG_SQLSTATE);

	return s->is_old && state && !strcmp(state, "0A000");
}

/* The end of a batch, of which something has failed or nothing. */
static int
take_sync(struct db *d, int ended, struct err *e)
{
	struct postgres *p = d->at;
	PGresult *r = PQgetResult(p->conn);

	if (PQresultStatus(r) == PGRES_PIPELINE_SYNC) {
		PQclear(r);
		return ended;
	}
	if (ended == 0)
		return postgres_fail(d, r, e);
	PQclear(r); /* the server has said why, and went */
	postgres_forget(p);
	e->status = ST_AGAIN;
	d->conflict = false;
	return -1;
}

static int
read_batch(struct db *d, PGresult **got, struct err *e)
{
	struct postgres *p = d->at;
	bool anew = false;
	int ended = 0;

	while (p->next < p->sent_n) {
		const struct postgres_sent s = p->sent[p->next++];
		PGresult *r;

		if (s.is == SENT_SYNC) {
			ended = take_sync(d, ended, e);
			break;
		}
		r = take_result(p->conn);
		if (is_good(r) && s.is == SENT_STATEMENT) {
			PQclear(*got);
			*got = r;
			continue;
		}
		if (!is_good(r))
			postgres_not_done(p, &s);
		if (is_good(r) || ended < 0) {
			PQclear(r);
			continue;
		}
		anew = is_outdated(&s, r);
		ended = postgres_fail(d, r, e);
	}
	if (anew) {
		postgres_prepare_anew(p);
		e->status = ST_AGAIN;
		d->conflict = true;
	}
	return ended;
}

int
postgres_sync(struct db *d, PGresult **got, struct err *e)
{
	struct postgres *p = d->at;
	int ended;

	*got = NULL;
	if (postgres_sent(d, PQpipelineSync(p->conn),
		(struct postgres_sent){ .is = SENT_SYNC }, e))
		return -1;
	flush(p->conn);
	ended = read_batch(d, got, e);
	p->next = p->sent_n = 0;
	p->bytes = 0;
	if (ended < 0) {
		PQclear(*got);
		*got = NULL;
	}
	return ended;
}

int
postgres_settle(struct db *d, struct err *e)
{
	PGresult *r;
	int ended = postgres_sync(d, &r, e);

	PQclear(r);
	return ended;
}

int
postgres_plain(struct db *d, struct err *e)
{
	struct postgres *p = d->at;

	postgres_done(d);
	if (PQpipelineStatus(p->conn) == PQ_PIPELINE_OFF)
		return 0;
	if (p->sent_n && postgres_settle(d, e))
		return -1;
	return !PQsetnonblocking(p->conn, 0) && PQexitPipelineMode(p->conn)
	    ? 0
	    : postgres_fail(d, NULL, e);
}
