/* The life of a worker of its own: begun, signed again and again, ended. */
#include <stdio.h>

#include "flow/store/flow_shared.h"
#include "flow/store/store_inside.h"

/* Who has the row of a machine and directory. */
struct holder {
	const struct flow_worker *wish;
	int64_t id, began;
};

/* Another machine that bears the same name? A lock that we hold says that who
 * had it on this one is dead. */
static int
look(struct flow_store *s, struct holder *h, struct err *e)
{
	static const char *const sql[] = {
		"SELECT id, began, boot, host, pid, state, until FROM worker "
		"WHERE machine = $1 AND dir = $2",
		"SELECT id, began, boot, host, pid, state, until FROM worker "
		"WHERE machine = $1 AND dir = $2 FOR UPDATE",
	};
	const struct flow_worker *w = h->wish;
	const struct db_value v[] = { db_str(w->machine), db_str(w->dir) };
	struct span host;
	int r = db_ask_one(&s->db, sql[store_locks_rows(s)], v, 2, e);

	if (r <= 0)
		return r;
	h->id = db_cell_int(&s->db, 0);
	h->began = db_cell_int(&s->db, 1);
	host = db_cell(&s->db, 3);
	if (span_eq(db_cell(&s->db, 5), SPAN("working")) &&
	    db_cell_int(&s->db, 6) > s->now &&
	    !(span_eq(db_cell(&s->db, 2), span_str(w->boot)) &&
		span_eq(host, span_str(w->host))))
		r = err_set(e, ST_AGAIN,
		    "%s: worker %lld, pid %lld on %.*s, works with this "
		    "directory: has that machine been started again just now, "
		    "or is this one a copy of it?",
		    w->dir, (long long)h->id, (long long)db_cell_int(&s->db, 4),
		    (int)host.len, host.p);
	db_done(&s->db);
	return r < 0 ? -1 : 0;
}

static int
put(struct flow_store *s, struct holder *h, struct err *e)
{
	const struct flow_worker *w = h->wish;
	int64_t began = s->now > h->began ? s->now : h->began + 1;
	const struct db_value v[] = { db_str(w->machine), db_str(w->dir),
		db_str(w->host), db_str(w->boot), db_int(w->pid), db_int(began),
		db_int(s->now), db_int(s->now + FLOW_LEASE_MS) };

	h->began = began;
	return store_ask_int(s,
		   "INSERT INTO worker (machine, dir, host, boot, pid, began, "
		   "seen, until, state) VALUES ($1, $2, $3, $4, $5, $6, $7, "
		   "$8, "
		   "'working') ON CONFLICT (machine, dir) DO UPDATE SET "
		   "host = excluded.host, boot = excluded.boot, "
		   "pid = excluded.pid, began = excluded.began, "
		   "seen = excluded.seen, until = excluded.until, "
		   "state = excluded.state, who = NULL, why = NULL "
		   "RETURNING id",
		   v, 8, &h->id, e) > 0
	    ? 0
	    : -1;
}

/* In a transaction of its own, which is taken back where it fails. */
static int
alone(struct flow_store *s,
    int (*what)(struct flow_store *, void *, struct err *), void *arg,
    struct err *e)
{
	struct err ignored;

	if (flow_store_begin(s, e))
		return -1;
	if (what(s, arg, e) == 0 && flow_store_commit(s, e) == 0)
		return 0;
	flow_store_rollback(s, &ignored);
	return -1;
}

static int
begin(struct flow_store *s, void *arg, struct err *e)
{
	return look(s, arg, e) || put(s, arg, e) ? -1 : 0;
}

int
flow_worker_begin(
    struct flow_store *s, const struct flow_worker *w, struct err *e)
{
	struct holder h = { .wish = w };

	if (store_listen(s, e) || alone(s, begin, &h, e))
		return -1;
	s->worker = h.id;
	s->worker_began = h.began;
	return 0;
}

/* The state of our row in this life of ours; "gone" where it has none. */
static int
read_state(struct flow_store *s, char state[16], struct err *e)
{
	static const char *const sql[] = {
		"SELECT state FROM worker WHERE id = $1 AND began = $2",
		"SELECT state FROM worker WHERE id = $1 AND began = $2 "
		"FOR UPDATE",
	};
	const struct db_value v[] = { db_int(s->worker),
		db_int(s->worker_began) };
	int r = db_ask_one(&s->db, sql[store_locks_rows(s)], v, 2, e);

	if (r < 0)
		return -1;
	snprintf(state, 16, "%s", r > 0 ? db_cell(&s->db, 0).p : "gone");
	db_done(&s->db);
	return 0;
}

static int
sign_as(struct flow_store *s, const char *state, struct err *e)
{
	const struct db_value v[] = { db_int(s->worker), db_int(s->now),
		db_int(s->now + FLOW_LEASE_MS), db_str(state) };

	return db_do(&s->db,
	    "UPDATE worker SET seen = $2, until = $3, state = $4 "
	    "WHERE id = $1",
	    v, 4, e);
}

int
flow_worker_sign(struct flow_store *s, char was[16], struct err *e)
{
	if (read_state(s, was, e))
		return -1;
	return strcmp(was, "gone") ? sign_as(s, "working", e) : 0;
}

static int
end(struct flow_store *s, void *arg, struct err *e)
{
	char was[16];

	(void)arg;
	if (read_state(s, was, e))
		return -1;
	return strcmp(was, "gone") ? sign_as(s, "ended", e) : 0;
}

int
flow_worker_end(struct flow_store *s, struct err *e)
{
	if (alone(s, end, NULL, e))
		return -1;
	s->worker = s->worker_began = 0;
	return 0;
}
