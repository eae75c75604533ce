#include "db/db.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/mem.h"
#include "db/db_driver.h"

static bool
is_postgres(const char *url)
{
	struct span s = span_str(url);

	return span_begins(s, SPAN("postgresql://")) ||
	    span_begins(s, SPAN("postgres://"));
}

enum db_kind
db_kind_of(const char *url)
{
	return is_postgres(url) ? DB_POSTGRES : DB_SQLITE;
}

bool
db_is_there(const char *url)
{
	const char *path = url;

	if (db_kind_of(url) != DB_SQLITE)
		return true;
	if (span_begins(span_str(url), SPAN("sqlite:")))
		path += 7;
	return access(path, F_OK) == 0 || errno != ENOENT;
}

/* USER:PASSWORD@ before the first "/", or password= behind a "?". */
static bool
has_password(const char *url)
{
	const char *host = strstr(url, "://"), *end, *at, *colon;

	if (!host)
		return false;
	host += 3;
	end = host + strcspn(host, "/?");
	at = memchr(host, '@', (size_t)(end - host));
	colon = at ? memchr(host, ':', (size_t)(at - host)) : NULL;
	return colon || strstr(url, "password=");
}

int
db_open(struct db *d, const struct db_wish *w, struct err *e)
{
	*d = (struct db){ .wait_s = w->wait_s };
	d->kind = w->use == DB_MEMORY ? DB_SQLITE : db_kind_of(w->url);
	if (d->kind == DB_POSTGRES && has_password(w->url))
		return err_set(e, ST_FAIL,
		    "the URL has a password in it, which every user of this "
		    "machine can see: --password-file takes it, or libpq's "
		    "~/.pgpass");
	if (d->kind == DB_SQLITE && w->password_file)
		return err_set(
		    e, ST_FAIL, "a password is for a server of PostgreSQL");
	d->driver = d->kind == DB_POSTGRES ? &db_postgres : &db_sqlite;
	d->name = mem_dup(span_str(w->url));
	if (d->driver->open(d, w, e) == 0)
		return 0;
	db_close(d);
	return -1;
}

void
db_close(struct db *d)
{
	if (d->at)
		d->driver->close(d);
	free(d->name);
	*d = (struct db){ 0 };
}

int
db_again(struct db *d, struct err *e)
{
	return d->driver->again(d, e);
}

int
db_begin(struct db *d, const char *lock, struct err *e)
{
	return d->driver->begin(d, lock, e);
}

int
db_begin_read(struct db *d, struct err *e)
{
	return d->driver->begin_read(d, e);
}

int
db_begin_many(struct db *d, int64_t *now, struct err *e)
{
	return d->driver->begin_many(d, now, e);
}

int
db_try_lock(struct db *d, const char *lock, struct err *e)
{
	return d->driver->try_lock(d, lock, e);
}

int
db_later(struct db *d, const char *sql, const struct db_value *v, size_t n,
    struct err *e)
{
	return d->driver->later(d, sql, v, n, e);
}

bool
db_was_conflict(const struct db *d)
{
	return d->conflict;
}

int
db_listen(struct db *d, const char *channel, struct err *e)
{
	return d->driver->listen(d, channel, e);
}

int
db_notify(struct db *d, const char *channel, struct err *e)
{
	return d->driver->notify(d, channel, e);
}

int
db_heard(struct db *d, bool *heard, struct err *e)
{
	return d->driver->heard(d, heard, e);
}

int
db_descriptor(const struct db *d)
{
	return d->driver->descriptor(d);
}

int
db_commit(struct db *d, struct err *e)
{
	return d->driver->commit(d, e);
}

int
db_rollback(struct db *d, struct err *e)
{
	return d->driver->rollback(d, e);
}

int
db_run(struct db *d, const char *sql, struct err *e)
{
	return d->driver->run(d, sql, e);
}

int
db_do(struct db *d, const char *sql, const struct db_value *v, size_t n,
    struct err *e)
{
	int r;

	if (db_ask(d, sql, v, n, e))
		return -1;
	while ((r = db_next(d, e)) > 0)
		;
	return r;
}

int
db_ask(struct db *d, const char *sql, const struct db_value *v, size_t n,
    struct err *e)
{
	return d->driver->ask(d, sql, v, n, e);
}

int
db_ask_one(struct db *d, const char *sql, const struct db_value *v, size_t n,
    struct err *e)
{
	return db_ask(d, sql, v, n, e) ? -1 : db_next(d, e);
}

int
db_ask_large(struct db *d, const char *sql, const struct db_value *v, size_t n,
    struct err *e)
{
	return d->driver->ask_large(d, sql, v, n, e);
}

int
db_next(struct db *d, struct err *e)
{
	return d->driver->next(d, e);
}

void
db_done(struct db *d)
{
	d->driver->done(d);
}

struct span
db_cell(const struct db *d, int column)
{
	return d->driver->cell(d, column);
}

int64_t
db_cell_int(const struct db *d, int column)
{
	return d->driver->cell_int(d, column);
}

int
db_load_begin(struct db *d, const char *table, const char *columns, size_t n,
    struct err *e)
{
	return d->driver->load_begin(d, table, columns, n, e);
}

int
db_load_row(struct db *d, const struct db_value *v, struct err *e)
{
	return d->driver->load_row(d, v, e);
}

int
db_load_end(struct db *d, struct err *e)
{
	return d->driver->load_end(d, e);
}
