/* Which move it is, and the old place. */
#include <stdlib.h>
#include <unistd.h>

#include "flow/keep/move_inside.h"
#include "flow/store/store_mark.h"

static int
open_old(struct move *m, struct err *e)
{
	const struct flow_move_wish *w = m->wish;

	if (db_kind_of(w->from) == DB_SQLITE)
		return flow_store_open(&m->old, w->from, FLOW_STORE_MOVE, e) ||
			db_begin(&m->old.db, "flow", e)
		    ? -1
		    : 0;
	return flow_store_open_server(
		   &m->old, w->from, w->password_file, FLOW_STORE_MOVE, e) ||
		db_begin(&m->old.db, STORE_SERVER_LOCK, e)
	    ? -1
	    : 0;
}

static int
check_names(const struct flow_move_wish *w, struct err *e)
{
	bool from = db_kind_of(w->from) == DB_POSTGRES,
	     to = db_kind_of(w->to) == DB_POSTGRES;
	char *real_from, *real_to;
	bool same;

	if (from && to)
		return err_set(e, ST_FAIL,
		    "both are on servers: pg_dump(1) takes a store from one to "
		    "another");
	if (from || to)
		return 0;
	real_from = realpath(w->from, NULL);
	real_to = realpath(w->to, NULL);
	same = real_from && real_to && !strcmp(real_from, real_to);
	free(real_from);
	free(real_to);
	if (same)
		return 0;
	return err_set(e, ST_FAIL,
	    "both are directories: mv(1) takes a store elsewhere on a file "
	    "system, where nobody runs it; the same directory twice makes one "
	    "of the version before one of this");
}

static int
take_dir(struct move *m, const char *dir, struct err *e)
{
	m->lock = flow_store_lock(dir, m->wish->wait, e);
	if (m->lock < 0)
		return -1;
	m->dir = realpath(dir, NULL);
	return m->dir ? 0 : err_sys(e, ST_FAIL, "%s", dir);
}

int
flow_move(const struct flow_move_wish *w, struct flow_moved *out, struct err *e)
{
	struct move m = { .wish = w, .out = out, .lock = -1 };
	bool from_server = db_kind_of(w->from) == DB_POSTGRES,
	     is_to_server = db_kind_of(w->to) == DB_POSTGRES;
	int r;

	*out = (struct flow_moved){ 0 };
	if (check_names(w, e))
		return -1;
	r = take_dir(&m, from_server ? w->to : w->from, e);
	m.from = from_server ? w->from : m.dir;
	m.to = is_to_server ? w->to : m.dir;
	r = r || open_old(&m, e);
	if (r == 0) {
		memcpy(out->id, m.old.id, sizeof out->id);
		r = is_to_server  ? move_to_server(&m, e)
		    : from_server ? move_to_dir(&m, e)
				  : move_renew(&m, e);
	}
	flow_store_close(&m.old);
	free(m.dir);
	if (m.lock >= 0)
		close(m.lock);
	return r ? -1 : 0;
}
