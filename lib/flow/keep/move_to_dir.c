/* A store comes into a directory, or a newer one takes the place of it. */
#include <sys/stat.h>

#include "flow/keep/move_file.h"
#include "flow/keep/move_inside.h"
#include "flow/keep/move_server.h"
#include "flow/place/flow_place.h"
#include "flow/store/store_inside.h"
#include "flow/store/store_mark.h"
#include "flow/store/tables.h"

/* What is there now: 1, it has come already; 0, it may be replaced, or there is
 * none; -1. */
static int
look_at_dir(struct move *m, struct err *e)
{
	struct flow_store there = { 0 };
	struct buf path = { 0 };
	struct stat st;
	int r = 0;

	buf_printf(&path, "%s/flow.db%c", m->dir, '\0');
	if (stat(path.p, &st) || st.st_size == 0) {
		r = move_is_done(m, NULL, e);
	} else {
		r = flow_store_open(&there, m->dir, FLOW_STORE_MOVE, e);
		r = r ? -1 : move_is_done(m, &there, e);
		if (r == 0)
			r = move_may_replace(m, &there, e);
	}
	flow_store_close(&there);
	buf_free(&path);
	return r;
}

/* A file with all rows, which takes its name. */
static int
make_file(struct move *m, struct err *e)
{
	struct move_file f = { 0 };
	int r = move_file_begin(&f, m->dir, e) ||
	    tables_make(&f.store.db, TABLES_BARE, e) ||
	    move_copy(m, &f.store, NULL, e) || move_file_end(&f, e) ||
	    move_file_appear(&f, NULL, e);

	move_file_close(&f);
	return r ? -1 : 0;
}

static int
arrive(struct move *m, struct err *e)
{
	struct flow_store s;
	int r = flow_store_open(&s, m->dir, FLOW_STORE_MOVE, e);

	r = r || move_forget(&s, "arriving", e);
	flow_store_close(&s);
	return r ? -1 : flow_place_leave(m->dir, e);
}

static int
check_place(struct move *m, struct err *e)
{
	char store[FLOW_PLACE_ID_CAP];
	int r = flow_place_store(m->dir, store, e);

	if (r <= 0 || !strcmp(store, m->old.id))
		return r < 0 ? -1 : 0;
	return err_set(
	    e, ST_FAIL, "%s: has attempts of another store, %s", m->dir, store);
}

int
move_to_dir(struct move *m, struct err *e)
{
	int done = look_at_dir(m, e);

	m->out->was_done = done > 0;
	if (done == 0 &&
	    (check_place(m, e) ||
		move_server_lock(&m->old, m->dir, &m->worker, e) ||
		make_file(m, e) || move_leave(m, e)))
		return -1;
	return done < 0 ? -1 : arrive(m, e);
}

/* The file gives way to one of this version, and keeps another name. */
static int
replace_file(struct move *m, struct err *e)
{
	struct move_file f = { 0 };
	int r = move_file_begin(&f, m->dir, e) ||
	    tables_make(&f.store.db, TABLES_BARE, e) ||
	    move_copy(m, &f.store, NULL, e) ||
	    move_forget(&f.store, "arriving", e) || move_file_end(&f, e) ||
	    db_commit(&m->old.db, e);

	if (r == 0) {
		flow_store_close(&m->old);
		r = move_file_appear(&f, "version-1", e);
	}
	move_file_close(&f);
	return r ? -1 : 0;
}

int
move_renew(struct move *m, struct err *e)
{
	int64_t version = 0;

	if (store_ask_int(
		&m->old, "PRAGMA user_version", NULL, 0, &version, e) < 0 ||
	    store_stays(&m->old, FLOW_STORE_RUN, e))
		return -1;
	if (version == FLOW_STORE_VERSION)
		return err_set(e, ST_FAIL,
		    "%s: is a store of version %d already", m->old.db.name,
		    FLOW_STORE_VERSION);
	return replace_file(m, e);
}

_Static_assert(FLOW_STORE_VERSION == 2, "what the old file is called");
