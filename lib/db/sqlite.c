/*
 * SQLite. A rollback journal, unless one process alone changes the file:
 * versions before 3.51.3 can corrupt a WAL that two connections write and
 * checkpoint at once.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/mem.h"
#include "db/db.h"
#include "db/db_driver.h"
#include "db/sqlite_kept.h"
#include "sys/file/path_beside.h"

enum {
	BUSY_MS = 30000,  /* a reader may take to let a transaction end */
	CACHE_KB = 65536, /* of pages, before changed ones go to the file */
};

/* What a database is set to: the journal, and each commit on the disk with the
 * directory that the journal went from. */
static const char settings[] = "PRAGMA journal_mode = DELETE;"
			       "PRAGMA synchronous = EXTRA;"
			       "PRAGMA trusted_schema = OFF;"
			       "PRAGMA temp_store = FILE";

/* The same with a WAL, which holds some 16 MB before they go to the file, and
 * is cut down again where a long reader has let it grow. */
static const char wal_settings[] = "PRAGMA journal_mode = WAL;"
				   "PRAGMA synchronous = FULL;"
				   "PRAGMA wal_autocheckpoint = 4000;"
				   "PRAGMA journal_size_limit = 67108864;"
				   "PRAGMA trusted_schema = OFF;"
				   "PRAGMA temp_store = FILE";

static const char wal_read_settings[] = "PRAGMA wal_autocheckpoint = 0;"
					"PRAGMA query_only = ON;"
					"PRAGMA trusted_schema = OFF;"
					"PRAGMA temp_store = FILE";

struct sqlite {
	sqlite3 *db; /* owned */
	struct sqlite_kept kept;
	sqlite3_stmt *asked;  /* one that is kept, or NULL */
	sqlite3_stmt *loaded; /* owned, or NULL */
	size_t columns;       /* of loaded */
};

static int
fail(struct db *d, int code, struct err *e)
{
	const struct sqlite *s = d->at;
	enum status status = ST_FAIL;

	d->conflict = false;

	switch (code & 0xff) {
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		d->conflict = true;
		return err_set(e, ST_AGAIN,
		    "%s: another process is at work in it", d->name);
	case SQLITE_CORRUPT:
		return err_set(e, ST_DATA,
		    "%s: is damaged (%s): keep it aside, and put a backup in "
		    "its place",
		    d->name, sqlite3_errmsg(s->db));
	case SQLITE_NOTADB:
	case SQLITE_TOOBIG:
		status = ST_DATA;
		break;
	case SQLITE_CONSTRAINT:
	case SQLITE_MISMATCH:
		status = ST_BROKEN;
		break;
	case SQLITE_CANTOPEN:
		errno = sqlite3_system_errno(s->db);
		if (errno)
			return err_sys(e, status, "%s", d->name);
		break;
	default:
		break;
	}
	return err_set(e, status, "%s: %s", d->name, sqlite3_errmsg(s->db));
}

static void
close_db(struct db *d)
{
	struct sqlite *s = d->at;

	sqlite_kept_free(&s->kept);
	sqlite3_finalize(s->loaded);
	sqlite3_close(s->db);
	free(s);
}

static void
done(struct db *d)
{
	struct sqlite *s = d->at;

	if (!s->asked)
		return;
	sqlite3_reset(s->asked);
	sqlite3_clear_bindings(s->asked); /* what they borrow goes */
	s->asked = NULL;
}

static int
run(struct db *d, const char *sql, struct err *e)
{
	struct sqlite *s = d->at;
	int code = sqlite3_exec(s->db, sql, NULL, NULL, NULL);

	return code == SQLITE_OK ? 0 : fail(d, code, e);
}

static void
set_cache(struct sqlite *s, unsigned kb)
{
	char sql[64];

	snprintf(
	    sql, sizeof sql, "PRAGMA cache_size = -%u", kb ? kb : CACHE_KB);
	sqlite3_exec(s->db, sql, NULL, NULL, NULL);
}

static int
set(struct db *d, const struct db_wish *w, struct err *e)
{
	struct sqlite *s = d->at;
	int persist = 1;

	sqlite3_extended_result_codes(s->db, 1);
	sqlite3_busy_timeout(s->db, (int)w->wait_s * 1000);
	if (w->cache_kb || w->use != DB_READ)
		set_cache(s, w->cache_kb);
	if (w->wal) {
		sqlite3_file_control(
		    s->db, NULL, SQLITE_FCNTL_PERSIST_WAL, &persist);
		if (w->use == DB_READ)
			sqlite3_db_config(
			    s->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
		return run(
		    d, w->use == DB_READ ? wal_read_settings : wal_settings, e);
	}
	return w->use == DB_READ ? 0 : run(d, settings, e);
}

/* SQLite opens what it can not write to read it, and tells how that failed: of
 * a file that can not be made, that there is none. */
static int
fail_to_open(
    struct db *d, const struct db_wish *w, const char *path, struct err *e)
{
	const struct sqlite *s = d->at;
	struct buf dir = { 0 };
	int r;

	if (w->use != DB_CREATE || sqlite3_system_errno(s->db) != ENOENT)
		return fail(d, SQLITE_CANTOPEN, e);
	path_beside(path, ".", &dir);
	r = access(dir.p, W_OK | X_OK) ? err_sys(e, ST_FAIL, "%s", d->name)
				       : fail(d, SQLITE_CANTOPEN, e);
	buf_free(&dir);
	return r;
}

static int
open_db(struct db *d, const struct db_wish *w, struct err *e)
{
	const char *path = w->url;
	struct sqlite *s;
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, code;

	if (span_begins(span_str(path), SPAN("sqlite:")))
		path += 7;
	if (w->use == DB_MEMORY)
		path = ":memory:";
	else if (!*path || *path == ':') /* it would go with the process */
		return err_set(e, ST_FAIL, "\"%s\" names no file", w->url);
	else if (w->use == DB_CREATE)
		flags |= SQLITE_OPEN_CREATE;
	else if (access(path, R_OK))
		return err_sys(e, ST_FAIL, "%s", d->name);
	d->at = s = mem_zeroed(1, sizeof *s);
	code = sqlite3_open_v2(path, &s->db, flags, NULL);
	if (code == SQLITE_OK)
		return set(d, w, e);
	return code == SQLITE_CANTOPEN ? fail_to_open(d, w, path, e)
				       : fail(d, code, e);
}

static int
begin(struct db *d, const char *lock, struct err *e)
{
	struct sqlite *s = d->at;
	int r;

	(void)lock;
	sqlite3_busy_timeout(s->db, (int)d->wait_s * 1000);
	r = run(d, "BEGIN IMMEDIATE", e);
	sqlite3_busy_timeout(s->db, BUSY_MS);
	return r;
}

static int
begin_read(struct db *d, struct err *e)
{
	return run(d, "BEGIN", e);
}

static int
begin_many(struct db *d, int64_t *now, struct err *e)
{
	*now = 0;
	return begin(d, NULL, e);
}

/* Whoever changes it has the one lock of all. */
static int
try_lock(struct db *d, const char *lock, struct err *e)
{
	(void)d, (void)lock, (void)e;
	return 1;
}

static int
signs(struct db *d, const char *channel, struct err *e)
{
	(void)d, (void)channel, (void)e;
	return 0;
}

static int
heard(struct db *d, bool *is, struct err *e)
{
	(void)d, (void)e;
	*is = false;
	return 0;
}

static int
descriptor(const struct db *d)
{
	(void)d;
	return -1;
}

static int
again(struct db *d, struct err *e)
{
	(void)d, (void)e;
	return 0;
}

static int
commit(struct db *d, struct err *e)
{
	return run(d, "COMMIT", e);
}

/* It may have been taken back already, which is no error. */
static int
rollback(struct db *d, struct err *e)
{
	struct sqlite *s = d->at;

	done(d);
	return sqlite3_get_autocommit(s->db) ? 0 : run(d, "ROLLBACK", e);
}

static int
bind(sqlite3_stmt *st, int at, const struct db_value *v)
{
	switch (v->is) {
	case DB_INT:
		return sqlite3_bind_int64(st, at, v->n);
	case DB_TEXT:
		return sqlite3_bind_text64(
		    st, at, v->text.p, v->text.len, SQLITE_STATIC, SQLITE_UTF8);
	default:
		return sqlite3_bind_null(st, at);
	}
}

static int
ask(struct db *d, const char *sql, const struct db_value *v, size_t n,
    struct err *e)
{
	struct sqlite *s = d->at;
	struct sqlite_statement *st;
	int code;

	done(d);
	code = sqlite_kept_find(&s->kept, s->db, sql, &st);
	if (code != SQLITE_OK)
		return fail(d, code, e);
	s->asked = st->st;
	for (size_t i = 0; i < n && i < SQLITE_KEPT_VALUES; i++) {
		if (st->places[i]) /* what one kind needs, not the other */
			code = bind(s->asked, st->places[i], &v[i]);
		if (code != SQLITE_OK) {
			fail(d, code, e);
			done(d);
			return -1;
		}
	}
	return 0;
}

static int
next(struct db *d, struct err *e)
{
	struct sqlite *s = d->at;
	int code = sqlite3_step(s->asked);

	if (code == SQLITE_ROW)
		return 1;
	if (code != SQLITE_DONE)
		fail(d, code, e);
	done(d);
	return code == SQLITE_DONE ? 0 : -1;
}

static struct span
cell(const struct db *d, int column)
{
	const struct sqlite *s = d->at;
	const unsigned char *p = sqlite3_column_text(s->asked, column);

	if (!p)
		return (struct span){ 0 };
	return (struct span){ (const char *)p,
		(size_t)sqlite3_column_bytes(s->asked, column) };
}

static int64_t
cell_int(const struct db *d, int column)
{
	const struct sqlite *s = d->at;

	return sqlite3_column_int64(s->asked, column);
}

static int
load_begin(struct db *d, const char *table, const char *columns, size_t n,
    struct err *e)
{
	struct sqlite *s = d->at;
	struct buf sql = { 0 };
	int code;

	buf_printf(&sql, "INSERT INTO %s (%s) VALUES (", table, columns);
	for (size_t i = 0; i < n; i++)
		buf_str(&sql, i ? ", ?" : "?");
	buf_add(&sql, SPAN(")\0"));
	code = sqlite3_prepare_v2(s->db, sql.p, -1, &s->loaded, NULL);
	buf_free(&sql);
	s->columns = n;
	return code == SQLITE_OK ? 0 : fail(d, code, e);
}

static int
load_row(struct db *d, const struct db_value *v, struct err *e)
{
	struct sqlite *s = d->at;
	int code = SQLITE_OK;

	for (size_t i = 0; i < s->columns && code == SQLITE_OK; i++)
		code = bind(s->loaded, (int)i + 1, &v[i]);
	if (code == SQLITE_OK)
		code = sqlite3_step(s->loaded);
	if (code != SQLITE_DONE)
		return fail(d, code, e);
	sqlite3_reset(s->loaded);
	return 0;
}

static int
load_end(struct db *d, struct err *e)
{
	struct sqlite *s = d->at;

	(void)e;
	sqlite3_finalize(s->loaded);
	s->loaded = NULL;
	return 0;
}

const struct db_driver db_sqlite = {
	.open = open_db,
	.close = close_db,
	.again = again,
	.begin = begin,
	.begin_read = begin_read,
	.begin_many = begin_many,
	.commit = commit,
	.rollback = rollback,
	.try_lock = try_lock,
	.listen = signs,
	.notify = signs,
	.heard = heard,
	.descriptor = descriptor,
	.run = run,
	.later = db_do,
	.ask = ask,
	.ask_large = ask,
	.next = next,
	.done = done,
	.cell = cell,
	.cell_int = cell_int,
	.load_begin = load_begin,
	.load_row = load_row,
	.load_end = load_end,
};
