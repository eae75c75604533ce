/*
 * A file becomes a store: made, or looked at.
 */
#include "flow/store/store_file.h"
#include "flow/store/store_inside.h"
#include "flow/store/store_mark.h"
#include "flow/store/tables.h"
#include "sys/file/network_fs.h"
#include "sys/file/trusted_file.h"

enum {
	WAIT_S = 10,      /* for somebody who changes it by hand */
	CACHE_KB = 16384, /* of pages */
};

/* 1: it is a store of ours; 0: it is empty; -1, told. */
static int
look(struct flow_store *s, enum flow_store_use use, struct err *e)
{
	int64_t application = 0, version = 0, tables = 0;

	if (store_ask_int(
		s, "PRAGMA application_id", NULL, 0, &application, e) < 0 ||
	    store_ask_int(s, "PRAGMA user_version", NULL, 0, &version, e) < 0 ||
	    store_ask_int(s, "SELECT count(*) FROM sqlite_master", NULL, 0,
		&tables, e) < 0)
		return -1;
	if (application != TABLES_APPLICATION)
		return tables == 0 ? 0
				   : err_set(e, ST_DATA,
					 "%s: is a database, and no store of "
					 "flows",
					 s->db.name);
	return store_version(s, version, use, e);
}

/* Is it a copy? */
static int
is_copy(struct flow_store *s, const char *mark, bool *copy, struct err *e)
{
	struct buf was = { 0 };
	int backup = flow_store_note(s, "backup", &was, e), r;

	buf_clear(&was);
	r = backup < 0 ? -1 : flow_store_note(s, "file", &was, e);
	*copy =
	    backup > 0 || (r > 0 && !span_eq(buf_span(&was), span_str(mark)));
	buf_free(&was);
	return r < 0 ? -1 : 0;
}

/* Within a transaction: makes it where it is empty, or takes it as it is. */
static int
prepare(struct flow_store *s, const char *mark, enum flow_store_use use,
    struct err *e)
{
	int is_ours = look(s, use, e);
	bool copy = false;

	if (is_ours < 0)
		return -1;
	if (is_ours == 0) {
		if (use == FLOW_STORE_MOVE)
			return store_is_empty(s, e);
		if (tables_make(&s->db, TABLES_ALL, e) || store_id_make(s, e))
			return -1;
	} else if (store_stays(s, use, e) || store_id_read(s, e) ||
	    is_copy(s, mark, &copy, e) || (copy && store_id_renew(s, e))) {
		return -1;
	}
	return flow_store_note_put(s, "file", span_str(mark), e);
}

static int
prepare_to_change(struct flow_store *s, const char *mark,
    enum flow_store_use use, struct err *e)
{
	struct err ignored;

	if (db_begin(&s->db, "flow", e))
		return -1;
	if (prepare(s, mark, use, e) == 0 && db_commit(&s->db, e) == 0)
		return 0;
	db_rollback(&s->db, &ignored);
	return -1;
}

static int
prepare_to_read(struct flow_store *s, struct err *e)
{
	int is_ours = look(s, FLOW_STORE_READ, e);

	return is_ours > 0 ? 0 : is_ours < 0 ? -1 : store_is_empty(s, e);
}

/* Behind an error of a file that is no database, where it does not say so
 * yet. */
static int
hint(struct err *e)
{
	struct err was = *e;

	if (e->status != ST_DATA || strstr(e->text, STORE_FILE_HINT))
		return -1;
	return err_set(e, ST_DATA, "%.900s: " STORE_FILE_HINT, was.text);
}

static int
check_size(struct flow_store *s, const char *path, struct err *e)
{
	int64_t pages = 0, bytes = 0;

	if (store_ask_int(s, "PRAGMA page_count", NULL, 0, &pages, e) < 0 ||
	    store_ask_int(s, "PRAGMA page_size", NULL, 0, &bytes, e) < 0)
		return -1;
	return store_file_check_size(path, pages * bytes, e);
}

static int
open_file(struct flow_store *s, const char *path, enum flow_store_use use,
    struct err *e)
{
	const struct db_wish wish = { .url = path,
		.wait_s = WAIT_S,
		.use = use == FLOW_STORE_READ ? DB_READ : DB_CHANGE,
		.wal = true,
		.cache_kb = CACHE_KB };
	struct buf mark = { 0 };
	int r;

	if (db_open(&s->db, &wish, e) || check_size(s, path, e))
		return hint(e);
	if (use == FLOW_STORE_READ)
		return prepare_to_read(s, e) || store_open_take(s, e) ? -1 : 0;
	r = store_file_mark(path, &mark, e);
	buf_byte(&mark, '\0');
	r = r || prepare_to_change(s, mark.p, use, e) || store_open_take(s, e);
	buf_free(&mark);
	return r ? -1 : 0;
}

int
flow_store_open(struct flow_store *s, const char *dir, enum flow_store_use use,
    struct err *e)
{
	struct buf path = { 0 };
	int r;

	*s = (struct flow_store){ 0 };
	buf_printf(&path, "%s/flow.db", dir);
	buf_byte(&path, '\0');
	r = network_fs_refuse(dir, e) ||
	    (use != FLOW_STORE_READ && store_file_check_dir(dir, e)) ||
	    (use == FLOW_STORE_RUN && store_file_make(path.p, e)) ||
	    (use != FLOW_STORE_READ &&
		trusted_file_look(path.p, TRUST_WRITE, e)) ||
	    open_file(s, path.p, use, e);
	buf_free(&path);
	if (r == 0)
		return 0;
	flow_store_close(s);
	return -1;
}

int
flow_store_open_memory(struct flow_store *s, struct err *e)
{
	const struct db_wish wish = {
		.url = "memory", .use = DB_MEMORY, .cache_kb = CACHE_KB
	};

	*s = (struct flow_store){ 0 };
	if (db_open(&s->db, &wish, e) == 0 &&
	    prepare_to_change(s, "memory", FLOW_STORE_RUN, e) == 0 &&
	    store_open_take(s, e) == 0)
		return 0;
	flow_store_close(s);
	return -1;
}

/* Nobody outlives the process, so nothing of it need be on the disk. */
static const char shared_settings[] = "PRAGMA journal_mode = MEMORY;"
				      "PRAGMA synchronous = OFF";

int
flow_store_open_shared_file(
    struct flow_store *s, const char *path, struct err *e)
{
	const struct db_wish wish = {
		.url = path, .use = DB_CREATE, .cache_kb = CACHE_KB
	};

	*s = (struct flow_store){ .shared = true };
	if (db_open(&s->db, &wish, e) == 0 &&
	    db_run(&s->db, shared_settings, e) == 0 &&
	    prepare_to_change(s, "shared", FLOW_STORE_RUN, e) == 0 &&
	    store_open_take(s, e) == 0)
		return 0;
	flow_store_close(s);
	return -1;
}
