#include "flow/keep/move_inside.h"
#include "flow/keep/move_server.h"
#include "flow/place/flow_place.h"
#include "flow/store/store_mark.h"
#include "flow/store/tables.h"

static int
open_new_server(struct move *m, struct flow_store *new, struct err *e)
{
	const struct db_wish wish = { .url = m->wish->to,
		.password_file = m->wish->password_file,
		.wait_s = m->wish->wait,
		.use = DB_CHANGE,
		.who = "recon-flow" };

	return db_open(&new->db, &wish, e) ||
		db_begin(&new->db, STORE_SERVER_LOCK, e)
	    ? -1
	    : 0;
}

/* 1: it is there already; 0: there are tables, with nothing in them; -1. */
static int
clear_server(struct move *m, struct flow_store *new, struct err *e)
{
	int there = store_server_look(new, FLOW_STORE_RUN, e), done;

	if (there < 0 || (there && store_id_read(new, e)))
		return -1;
	done = move_is_done(m, there ? new : NULL, e);
	if (done)
		return done;
	if (there && (move_may_replace(m, new, e) || move_server_drop(new, e)))
		return -1;
	return tables_make(&new->db, TABLES_BARE, e);
}

int
move_to_server(struct move *m, struct err *e)
{
	struct flow_store new = { .shared = true };
	struct buf machine = { 0 };
	struct flow_worker here = {
		.dir = m->dir, .host = m->wish->host, .boot = m->wish->boot
	};
	int r = open_new_server(m, &new, e) ? -1 : clear_server(m, &new, e);

	m->out->was_done = r > 0;
	if (r == 0) {
		r = flow_place_give(m->dir, m->old.id, &machine, e);
		here.machine = machine.p;
		r = r || move_copy(m, &new, &here, e) ||
		    db_commit(&new.db, e) || move_leave(m, e);
	} else if (r > 0) {
		r = db_commit(&new.db, e);
	}
	if (r == 0)
		r = move_forget(&new, "arriving", e);
	buf_free(&machine);
	flow_store_close(&new);
	return r ? -1 : 0;
}
