/*
 * Workers at one store at once, on a server: who has what, who passes over it,
 * who waits. Each store here is a connection of its own.
 */
#include <poll.h>
#include <sys/wait.h>

#include "flow/store/flow_shared.h"
#include "shared_store.h"
#include "store_flow.h"

static const char both[] = "[node a]\nrun = true\nclass = c\n"
			   "[node b]\nrun = true\nclass = c\n"
			   "[node c]\nafter = a\nafter = b\nrun = true\n"
			   "[node d]\ndelay = 10s\nrun = true\n";

static struct flow_store a, b;
static struct plan p;

/* Skips where there is no server. */
static bool
begin(void)
{
	if (!test_store_is_served()) {
		test_skip("RECON_TEST_STORE names no server");
		return false;
	}
	OK(test_store_open(&a, &e));
	OK(test_store_open_again(&b, &e));
	plan_of(&p, "/f/both.flow", both);
	return true;
}

static void
begin_both(void)
{
	OK(flow_store_begin(&a, &e));
	OK(flow_store_begin(&b, &e));
}

static void
end(void)
{
	flow_store_close(&a);
	flow_store_close(&b);
	plan_free(&p);
}

static void
set_lanes(struct run *r)
{
	for (int i = 0; i < 3; i++) {
		r->nodes[i].class = "c";
		r->nodes[i].lane = i < 2 ? "fast" : "last";
	}
}

static int64_t
add(void)
{
	struct run r;
	int64_t id;

	run_of(&r, &p, NULL, NULL, 1000);
	set_lanes(&r);
	OK(flow_store_run_add(&a, &r, &e));
	id = r.id;
	run_free(&r);
	return id;
}

static void
add_many(size_t n)
{
	OK(flow_store_begin(&a, &e));
	while (n--)
		add();
	OK(flow_store_commit(&a, &e));
}

/* It is counted in the row of a run that is saved. */
static void
count_version(struct flow_store *s, int64_t run)
{
	const struct db_value v = db_int(run);

	OK(db_do(&s->db, "UPDATE run SET version = version + 1 WHERE id = $1",
	    &v, 1, &e));
}

static void
one_run(void)
{
	int64_t id, version = 0;

	if (!begin())
		return;
	id = add();
	begin_both();
	EXPECT(flow_run_take(&a, id, false, &version, &e) == FLOW_TAKEN);
	EXPECT(version == 1);
	EXPECT(flow_run_take(&a, id, false, &version, &e) == FLOW_TAKEN);
	EXPECT(flow_run_take(&b, id, false, &version, &e) == FLOW_BUSY);
	EXPECT(flow_run_take(&b, id + 1, false, &version, &e) == FLOW_NONE);
	count_version(&a, id);
	OK(flow_store_commit(&a, &e));
	EXPECT(flow_run_take(&b, id, false, &version, &e) == FLOW_TAKEN);
	EXPECT(version == 2);
	OK(flow_store_commit(&b, &e));
	end();
}

/* In a child, which has the run of the parent, changes it and commits a little
 * later. */
static void
keep_a_little(int64_t id, int told)
{
	int64_t version;

	if (test_store_open_again(&a, &e) || flow_store_begin(&a, &e) ||
	    flow_run_take(&a, id, false, &version, &e) != FLOW_TAKEN ||
	    write(told, "", 1) != 1)
		_exit(1);
	poll(NULL, 0, 300);
	count_version(&a, id);
	_exit(flow_store_commit(&a, &e) ? 1 : 0);
}

static pid_t
fork_holder(int64_t id)
{
	int fds[2];
	char byte;
	pid_t pid;

	test_store_pid = getpid();
	if (pipe(fds))
		scratch_die("pipe");
	pid = fork();
	if (pid == 0)
		keep_a_little(id, fds[1]);
	EXPECT(read(fds[0], &byte, 1) == 1);
	close(fds[0]);
	close(fds[1]);
	return pid;
}

/* Of many in one question those that nobody else has, once each. */
static void
many_runs(void)
{
	struct flow_taken_places got = { 0 };
	int64_t ids[4], version;

	if (!begin())
		return;
	for (int i = 0; i < 3; i++)
		ids[i] = add();
	ids[3] = ids[1];
	begin_both();
	EXPECT(flow_run_take(&b, ids[0], false, &version, &e) == FLOW_TAKEN);
	OK(flow_runs_take(&a, ids, 4, &got, &e));
	EXPECT(got.n == 2);
	EXPECT(got.list[0].run + got.list[1].run == ids[1] + ids[2]);
	EXPECT(got.list[0].version == 1 && got.list[1].version == 1);
	EXPECT(flow_run_take(&b, ids[1], false, &version, &e) == FLOW_BUSY);
	OK(flow_store_commit(&b, &e));
	OK(flow_runs_take(&a, ids, 1, &got, &e));
	EXPECT(got.n == 1 && got.list[0].run == ids[0]);
	OK(flow_runs_take(&a, ids, 0, &got, &e));
	EXPECT(got.n == 0);
	OK(flow_store_commit(&a, &e));
	free(got.list);
	end();
}

static void
waits(void)
{
	int64_t id, version = 0;
	int status;
	pid_t holder;

	if (!begin())
		return;
	id = add();
	holder = fork_holder(id);
	OK(flow_store_begin(&b, &e));
	EXPECT(flow_run_take(&b, id, false, &version, &e) == FLOW_BUSY);
	EXPECT(flow_run_take(&b, id, true, &version, &e) == FLOW_TAKEN);
	EXPECT(version == 2);
	OK(flow_store_commit(&b, &e));
	EXPECT(waitpid(holder, &status, 0) == holder && status == 0);
	end();
}

/* All runs of the second are none of the first. */
static void
expect_apart(
    const struct flow_taken_places *x, const struct flow_taken_places *y)
{
	for (size_t i = 0; i < x->n; i++)
		for (size_t j = 0; j < y->n; j++)
			EXPECT(x->list[i].run != y->list[j].run);
}

typedef int take_do(
    struct flow_store *, size_t max, struct flow_taken_places *);

static int
take_ready(struct flow_store *s, size_t max, struct flow_taken_places *to)
{
	return flow_take_ready(s, "c", "fast", max, to, &e);
}

static int
take_woken(struct flow_store *s, size_t max, struct flow_taken_places *to)
{
	return flow_take_woken(s, 11000, max, to, &e);
}

static int
take_waiting(struct flow_store *s, size_t max, struct flow_taken_places *to)
{
	return flow_take_waiting_runs(s, "c", max, to, &e);
}

static int
take_lost(struct flow_store *s, size_t max, struct flow_taken_places *to)
{
	return flow_tickets_lost(s, 5000, max, to, &e);
}

/* The first has so many places, the second finds all others. */
static void
pass_over(take_do *take, size_t max, size_t others)
{
	struct flow_taken_places x = { 0 }, y = { 0 };

	begin_both();
	OK(take(&a, max, &x));
	EXPECT(x.n == max);
	OK(take(&b, 100, &y));
	EXPECT(y.n == others);
	expect_apart(&x, &y);
	OK(take(&a, 100, &x));
	EXPECT(x.n == max); /* its own again, none of the other's */
	OK(flow_store_rollback(&b, &e));
	OK(take(&a, 100, &x));
	EXPECT(x.n == max + others);
	OK(flow_store_commit(&a, &e));
	free(x.list);
	free(y.list);
}

static void
passed_over(void)
{
	if (!begin())
		return;
	add_many(5);
	pass_over(take_ready, 4, 6); /* two nodes of each run */
	pass_over(take_woken, 2, 3);
	OK(db_run(&a.db, "UPDATE node SET ticket = 4000 WHERE place = 0", &e));
	pass_over(take_lost, 2, 3);
	OK(db_run(&a.db,
	    "INSERT INTO lane (class, name) VALUES ('c', ''); "
	    "UPDATE run SET state = 0, lane = (SELECT id FROM lane "
	    "WHERE class = 'c' AND name = '')",
	    &e));
	pass_over(take_waiting, 2, 3);
	end();
}

/* -- workers that claim what they find, in processes of their own ---------- */

enum { RUNS = 60, WORKERS = 3 };

/* The node begins, unless another has begun it since it was seen; who did is
 * told. */
static int
claim(const struct flow_taken_place *place, int told)
{
	struct run r = { 0 };
	int64_t id = place->run * 10 + (int64_t)place->node;

	if (flow_store_run_load(&b, &r, place->run, &p, &e) != 1)
		return -1;
	if (r.nodes[place->node].state == NODE_READY) {
		run_attempt(&r, place->node, 2000);
		set_lanes(&r);
		if (flow_store_run_save(&b, &r, 2000, &e) ||
		    write(told, &id, sizeof id) != sizeof id)
			return -1;
	}
	run_free(&r);
	return 0;
}

static int
claim_some(int told, size_t *n)
{
	struct flow_taken_places at = { 0 };
	int r = flow_store_begin(&b, &e);

	if (r == 0)
		r = flow_take_ready(&b, "c", "fast", 3, &at, &e);
	for (size_t i = 0; r == 0 && i < at.n; i++)
		r = claim(&at.list[i], told);
	*n = at.n;
	free(at.list);
	return r || flow_store_commit(&b, &e) ? -1 : 0;
}

static void
claim_all(int told)
{
	size_t n = 1, empty = 0;

	if (test_store_open_again(&b, &e))
		_exit(1);
	while (empty < 3) { /* others may have what is left */
		if (claim_some(told, &n))
			_exit(2);
		empty = n ? 0 : empty + 1;
		if (n == 0)
			poll(NULL, 0, 20);
	}
	_exit(0);
}

static void
expect_all_once(int from)
{
	static int seen[RUNS * 2];
	int64_t id;
	size_t n = 0;

	memset(seen, 0, sizeof seen);
	for (; read(from, &id, sizeof id) == sizeof id; n++) {
		size_t at = (size_t)(id / 10 - 1) * 2 + (size_t)(id % 10);

		EXPECT(at < RUNS * 2 && seen[at]++ == 0);
	}
	EXPECT(n == RUNS * 2);
}

static void
at_once(void)
{
	int fds[2], status;

	if (!begin())
		return;
	test_store_pid = getpid();
	add_many(RUNS);
	if (pipe(fds))
		scratch_die("pipe");
	for (int i = 0; i < WORKERS; i++)
		if (fork() == 0)
			claim_all(fds[1]);
	close(fds[1]);
	expect_all_once(fds[0]);
	close(fds[0]);
	for (int i = 0; i < WORKERS; i++)
		EXPECT(wait(&status) > 0 && status == 0);
	end();
}

/* -- two workers end the two nodes that a third waits for ------------------ */

static void
begin_parents(int64_t id)
{
	struct run r = { 0 };

	EXPECT(flow_store_run_load(&a, &r, id, &p, &e) == 1);
	run_attempt(&r, 0, 2000);
	run_attempt(&r, 1, 2000);
	set_lanes(&r);
	OK(flow_store_run_save(&a, &r, 2000, &e));
	run_free(&r);
}

static void
end_parent(struct flow_store *s, struct run *r, size_t node)
{
	const struct run_outcome done = { .kind = END_EXITED };

	run_attempt_ended(r, node, &done, 3000);
	set_lanes(r);
	OK(flow_store_run_save(s, r, 3000, &e));
	run_free(r);
	*r = (struct run){ 0 };
}

static enum node_state
state_of_child(int64_t id)
{
	struct run r = { 0 };
	enum node_state state;

	EXPECT(flow_store_run_load(&a, &r, id, &p, &e) == 1);
	EXPECT(r.nodes[0].state == NODE_DONE && r.nodes[1].state == NODE_DONE);
	state = r.nodes[2].state;
	run_free(&r);
	return state;
}

static void
woken_once(void)
{
	struct run x = { 0 }, y = { 0 };
	int64_t id, version = 0, was;

	if (!begin())
		return;
	id = add();
	begin_parents(id);
	begin_both();
	EXPECT(flow_run_take(&a, id, false, &was, &e) == FLOW_TAKEN);
	EXPECT(flow_store_run_load(&a, &x, id, &p, &e) == 1);
	EXPECT(flow_run_take(&b, id, false, &version, &e) == FLOW_BUSY);
	end_parent(&a, &x, 0);
	count_version(&a, id);
	OK(flow_store_commit(&a, &e));
	EXPECT(flow_run_take(&b, id, false, &version, &e) == FLOW_TAKEN);
	EXPECT(version > was);
	EXPECT(flow_store_run_load(&b, &y, id, &p, &e) == 1);
	EXPECT(y.nodes[2].state == NODE_WAITING);
	end_parent(&b, &y, 1);
	OK(flow_store_commit(&b, &e));
	EXPECT(state_of_child(id) == NODE_READY);
	end();
}

/* Without the lock each sees the other's node running: what the lock is for. */
static void
lost(void)
{
	struct run x = { 0 }, y = { 0 };
	int64_t id;

	if (!begin())
		return;
	id = add();
	begin_parents(id);
	begin_both();
	EXPECT(flow_store_run_load(&a, &x, id, &p, &e) == 1);
	EXPECT(flow_store_run_load(&b, &y, id, &p, &e) == 1);
	end_parent(&a, &x, 0);
	OK(flow_store_commit(&a, &e));
	end_parent(&b, &y, 1);
	OK(flow_store_commit(&b, &e));
	EXPECT(state_of_child(id) == NODE_WAITING);
	end();
}

/* -- classes, signs, workers ----------------------------------------------- */

static int
put_limit(void *arg, const struct flow_store_class *c, struct err *err)
{
	(void)err;
	*(int64_t *)arg = c->limit;
	return 0;
}

static void
classes(void)
{
	const struct flow_store_class three = { .name = "c", .limit = 3 };
	int64_t limit = 0;

	if (!begin())
		return;
	begin_both();
	EXPECT(flow_class_take(&a, "c", false, put_limit, &limit, &e) ==
	    FLOW_TAKEN);
	EXPECT(limit == -1);
	/* its row is not committed yet */
	EXPECT(flow_class_take(&b, "c", false, put_limit, &limit, &e) ==
	    FLOW_BUSY);
	EXPECT(flow_class_take(&b, "d", false, put_limit, &limit, &e) ==
	    FLOW_TAKEN);
	EXPECT(flow_class_take(&b, "c", true, put_limit, &limit, &e) ==
	    FLOW_ERROR);
	EXPECT(e.status == ST_AGAIN && db_was_conflict(&b.db));
	e.text[0] = '\0';
	OK(flow_store_rollback(&b, &e));
	OK(flow_store_class_put(&a, &three, &e));
	OK(flow_store_commit(&a, &e));
	begin_both();
	EXPECT(flow_class_take(&b, "c", true, put_limit, &limit, &e) ==
	    FLOW_TAKEN);
	EXPECT(limit == 3);
	limit = 0;
	EXPECT(flow_class_take(&a, "c", false, put_limit, &limit, &e) ==
	    FLOW_BUSY);
	EXPECT(limit == 0);
	OK(flow_store_commit(&b, &e));
	EXPECT(flow_class_take(&a, "c", false, put_limit, &limit, &e) ==
	    FLOW_TAKEN);
	EXPECT(limit == 3);
	OK(flow_store_commit(&a, &e));
	end();
}

/* Within a second: signs come by themselves. */
static bool
is_heard(struct flow_store *s)
{
	bool heard = false;

	for (int i = 0; i < 100 && !heard; i++) {
		OK(flow_store_heard(s, &heard, &e));
		if (!heard)
			poll(NULL, 0, 10);
	}
	return heard;
}

static void
signs(void)
{
	const struct flow_worker w = {
		.machine = "m", .dir = "/d", .host = "h", .boot = "b", .pid = 1
	};
	bool heard;

	if (!begin())
		return;
	OK(flow_worker_begin(&a, &w, &e));
	OK(flow_store_heard(&a, &heard, &e));
	EXPECT(!heard);
	OK(flow_store_begin(&b, &e));
	OK(flow_store_tell(&b, &e));
	OK(flow_store_heard(&a, &heard, &e));
	EXPECT(!heard);
	OK(flow_store_commit(&b, &e));
	EXPECT(is_heard(&a));
	OK(flow_store_heard(&a, &heard, &e));
	EXPECT(!heard);
	end();
}

static int
count_worker(void *arg, const struct flow_worker *w, struct err *err)
{
	(void)w, (void)err;
	++*(int *)arg;
	return 0;
}

static void
workers(void)
{
	const struct flow_worker one = {
		.machine = "m", .dir = "/d", .host = "h", .boot = "b", .pid = 1
	};
	char was[16];
	int n = 0;

	if (!begin())
		return;
	OK(flow_worker_begin(&a, &one, &e));
	begin_both();
	b.now += FLOW_LEASE_MS + 60000;
	OK(flow_worker_sign(&a, was, &e));
	OK(flow_workers_silent(&b, count_worker, &n, &e));
	EXPECT(n == 0); /* it is just about to sign */
	OK(flow_store_commit(&a, &e));
	OK(flow_workers_silent(&b, count_worker, &n, &e));
	EXPECT(n == 1);
	OK(flow_store_commit(&b, &e));
	OK(flow_store_begin(&a, &e));
	OK(flow_worker_sign(&a, was, &e));
	EXPECT_STR(was, "unreachable");
	OK(flow_store_commit(&a, &e));
	end();
}

static int64_t
ask_int(struct flow_store *s, const char *sql, int64_t value)
{
	const struct db_value v = db_int(value);
	int64_t n = -1;

	OK(db_ask(&s->db, sql, &v, value ? 1 : 0, &e));
	if (db_next(&s->db, &e) > 0)
		n = db_cell_int(&s->db, 0);
	db_done(&s->db);
	return n;
}

static void
settings(void)
{
	static const char is_set[] =
	    "SELECT CASE current_setting('plan_cache_mode') "
	    "WHEN 'force_generic_plan' THEN 1 ELSE 0 END";
	int64_t pid;

	if (!begin())
		return;
	EXPECT(ask_int(&a, is_set, 0) == 1);
	pid = ask_int(&a, "SELECT pg_backend_pid()", 0);
	ask_int(&b, "SELECT pg_terminate_backend(CAST($1 AS INTEGER))", pid);
	for (int i = 0; i < 500; i++) {
		if (!ask_int(&b,
			"SELECT count(*) FROM pg_stat_activity "
			"WHERE pid = CAST($1 AS INTEGER)",
			pid))
			break;
		poll(NULL, 0, 10);
	}
	/* its last words may be here before the end of the connection is */
	for (int i = 0; i < 2; i++) {
		struct pollfd f = { db_descriptor(&a.db), POLLIN, 0 };

		poll(&f, 1, 1000);
		OK(db_again(&a.db, &e));
	}
	EXPECT(ask_int(&a, "SELECT pg_backend_pid()", 0) != pid);
	EXPECT(ask_int(&a, is_set, 0) == 1);
	end();
}

int
main(void)
{
	scratch_begin();
	test("of two that take a run at once one has it", one_run);
	test("of many runs that are taken at once those of another are left",
	    many_runs);
	test("who waits for a run sees what the other one changed", waits);
	test("what is looked for passes over runs that another has",
	    passed_over);
	test("workers that take ready nodes at once begin each of them once",
	    at_once);
	test("a node is ready once when two workers end at once what it is "
	     "after",
	    woken_once);
	test("without the lock nobody would make that node ready", lost);
	test("of a class one gives places at a time, also of a new one",
	    classes);
	test("a sign is heard by others behind the commit, once", signs);
	test("a worker that signs just now is not unreachable", workers);
	test("a connection that is made again is set as the first was",
	    settings);
	scratch_end();
	return test_done();
}
