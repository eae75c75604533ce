/* Statements told together with what is asked next, and how transactions end. */
#include <pthread.h>
#include <unistd.h>

#include "db_server.h"

/* -- in an order ----------------------------------------------------------- */

static void
in_order(void)
{
	const struct db_value v[] = { db_int(1), db_str("do") };
	int64_t now;
	struct db d;

	server_fresh(&d);
	OK(db_begin_many(&d, &now, &e));
	EXPECT(server_later(&d, 1) == 0);
	OK(db_do(&d, "UPDATE t SET s = $2 WHERE k = $1", v, 2, &e));
	OK(db_later(&d, "UPDATE t SET k = k + 1", NULL, 0, &e));
	EXPECT(server_number(&d, "SELECT k FROM t WHERE s = 'do'") == 2);
	OK(db_later(&d, "UPDATE t SET k = k + 1", NULL, 0, &e));
	OK(db_run(&d, "UPDATE t SET k = k * 10; UPDATE t SET k = k + 1", &e));
	EXPECT(server_number(&d, "SELECT k FROM t") == 31);
	/* many more than go at once */
	for (int i = 0; i < 3000; i++)
		EXPECT(server_later(&d, 100 + i) == 0);
	EXPECT(server_number(&d, "SELECT count(*) FROM t") == 3001);
	OK(db_later(&d, "DELETE FROM t WHERE k >= 200", NULL, 0, &e));
	OK(db_load_begin(&d, "t", "k, s", 2, &e));
	OK(db_load_row(&d, (struct db_value[]){ db_int(200), { 0 } }, &e));
	OK(db_load_end(&d, &e));
	OK(db_later(&d, "DELETE FROM t WHERE k < 150", NULL, 0, &e));
	OK(db_commit(&d, &e));
	EXPECT(server_number(&d, "SELECT count(*) FROM t") == 51);
	EXPECT(server_number(&d, "SELECT max(k) FROM t") == 200);
	db_close(&d);
}

/* The server writes more than lies between while it is written to. */
static void
both_ways(void)
{
	enum { N = 30000000 };
	char *text = mem_zeroed(N + 1, 1);
	struct db_value v;
	struct db d;
	int64_t now;

	memset(text, 'x', N);
	v = db_str(text);
	server_fresh(&d);
	OK(db_begin_many(&d, &now, &e));
	OK(db_later(&d, "SELECT repeat('y', 30000000)", NULL, 0, &e));
	OK(db_ask(&d, "SELECT length($1)", &v, 1, &e));
	EXPECT(db_next(&d, &e) == 1 && db_cell_int(&d, 0) == N);
	OK(db_commit(&d, &e));
	db_close(&d);
	free(text);
}

static void
alone(void)
{
	struct db d, other;

	server_fresh(&d);
	server_open(&other, 5);
	EXPECT(server_later(&d, 1) == 0);
	EXPECT(server_number(&other, "SELECT count(*) FROM t") == 1);
	FAILS(server_later(&d, 1), ST_BROKEN, TAKEN_TWICE);
	EXPECT(server_number(&d, "SELECT count(*) FROM t") == 1);
	OK(db_ask_large(&d, "SELECT 1", NULL, 0, &e));
	FAILS(server_later(&d, 1), ST_BROKEN, TAKEN_TWICE);
	db_close(&d);
	db_close(&other);
}

/* -- what fails ------------------------------------------------------------ */

static int
told_by_ask(struct db *d)
{
	return db_ask(d, "SELECT 1", NULL, 0, &e);
}

static int
told_by_lock(struct db *d)
{
	return db_try_lock(d, "any", &e);
}

static int
told_by_run(struct db *d)
{
	return db_run(d, "SELECT 1; SELECT 2", &e);
}

static int
told_by_load(struct db *d)
{
	return db_load_begin(d, "t", "k, s", 2, &e);
}

static int
told_by_many(struct db *d)
{
	for (int i = 0; i < 3000; i++)
		if (server_later(d, 10 + i))
			return -1;
	return 0;
}

static int
told_by_commit(struct db *d)
{
	return db_commit(d, &e);
}

static int (*const tellers[])(struct db *) = { told_by_ask, told_by_lock,
	told_by_run, told_by_load, told_by_many, told_by_commit };

/* Twice: with statements that are prepared, and were not. */
static void
told_next(void)
{
	struct db d, other;
	int64_t now;

	server_fresh(&d);
	server_open(&other, 5);
	OK(db_run(&d,
	    "DROP SEQUENCE IF EXISTS counted; CREATE SEQUENCE counted", &e));
	for (size_t i = 0; i < 2 * sizeof tellers / sizeof *tellers; i++) {
		OK(db_begin_many(&d, &now, &e));
		EXPECT(server_later(&d, 1) == 0);
		EXPECT(server_later(&d, 1) == 0);
		EXPECT(server_later(&d, 2) == 0);
		OK(db_later(&d, "SELECT nextval('counted')", NULL, 0, &e));
		FAILS(tellers[i / 2](&d), ST_BROKEN, TAKEN_TWICE);
		EXPECT(!db_was_conflict(&d));
		server_goes_on(&d);
		EXPECT(server_number(&other, "SELECT count(*) FROM t") == 0);
	}
	/* a sequence does not go back */
	EXPECT(server_number(&d, "SELECT nextval('counted')") == 1);
	db_close(&d);
	db_close(&other);
}

static void
taken_back(void)
{
	struct db d;
	int64_t now;

	server_fresh(&d);
	server_goes_on(&d); /* nothing was begun */
	OK(db_begin_many(&d, &now, &e));
	EXPECT(server_later(&d, 1) == 0);
	server_goes_on(&d); /* it was never sent */
	OK(db_begin_many(&d, &now, &e));
	EXPECT(server_later(&d, 1) == 0);
	EXPECT(server_later(&d, 1) == 0);
	server_goes_on(&d); /* nor told */
	OK(db_begin(&d, "lock", &e));
	OK(db_load_begin(&d, "t", "k, s", 2, &e));
	OK(db_load_row(&d, (struct db_value[]){ db_int(1), { 0 } }, &e));
	server_goes_on(&d);
	OK(db_begin(&d, "lock", &e));
	OK(db_load_begin(&d, "t", "k, s", 2, &e));
	OK(db_load_row(&d, (struct db_value[]){ db_str("no"), { 0 } }, &e));
	FAILS(db_load_end(&d, &e), ST_DATA, "invalid input syntax");
	server_goes_on(&d);
	OK(db_begin_read(&d, &e));
	FAILS(db_run(&d, "INSERT INTO t VALUES (1)", &e), ST_FAIL,
	    "read-only transaction");
	server_goes_on(&d);
	OK(db_begin_read(&d, &e));
	OK(db_ask_large(&d, "SELECT generate_series(1, 100000)", NULL, 0, &e));
	EXPECT(db_next(&d, &e) == 1);
	server_goes_on(&d);
	db_close(&d);
}

/* -- how it is committed --------------------------------------------------- */

static void
commit_of_failed(void)
{
	struct db d;
	int64_t now;

	server_fresh(&d);
	OK(db_begin_many(&d, &now, &e));
	FAILS(db_do(&d, "SELECT 1 / 0", NULL, 0, &e), ST_DATA, "by zero");
	FAILS(db_commit(&d, &e), ST_FAIL, "the transaction was taken back");
	EXPECT(!db_was_conflict(&d));
	server_goes_on(&d);
	/* one that fails by itself is over */
	OK(db_run(&d,
	    "ALTER TABLE t ADD CONSTRAINT twice UNIQUE (s) "
	    "DEFERRABLE INITIALLY DEFERRED",
	    &e));
	OK(db_begin_many(&d, &now, &e));
	EXPECT(server_later(&d, 1) == 0);
	EXPECT(server_later(&d, 2) == 0);
	FAILS(db_commit(&d, &e), ST_BROKEN, TAKEN_TWICE);
	OK(db_begin_many(&d, &now, &e));
	server_goes_on(&d);
	db_close(&d);
}

static bool
says(struct db *d, const char *setting, const char *want)
{
	char sql[80];
	bool is = false;

	snprintf(sql, sizeof sql, "SELECT current_setting('%s')", setting);
	OK(db_ask(d, sql, NULL, 0, &e));
	if (db_next(d, &e) == 1)
		is = span_eq(db_cell(d, 0), span_str(want));
	if (!is)
		printf("# %s is %s\n", setting, db_cell(d, 0).p);
	db_done(d);
	return is;
}

static void
settings(void)
{
	static const char idle[] = "idle_in_transaction_session_timeout";
	struct db d;
	int64_t now;

	server_fresh(&d);
	OK(db_run(
	    &d, "SET default_transaction_isolation = 'serializable'", &e));
	OK(db_begin_many(&d, &now, &e));
	EXPECT(says(&d, "transaction_isolation", "read committed"));
	EXPECT(says(&d, idle, "15s"));
	EXPECT(says(&d, "lock_timeout", "5s"));
	now = server_number(&d,
		  "SELECT (extract(epoch FROM clock_timestamp()) * 1000)::"
		  "bigint") -
	    now;
	EXPECT(now >= 0 && now < 600000);
	OK(db_commit(&d, &e));
	EXPECT(says(&d, idle, "0"));
	OK(db_begin(&d, "lock", &e));
	EXPECT(says(&d, "transaction_isolation", "read committed"));
	EXPECT(says(&d, idle, "0"));
	EXPECT(says(&d, "lock_timeout", "30s"));
	OK(db_rollback(&d, &e));
	OK(db_begin_read(&d, &e));
	EXPECT(says(&d, "transaction_isolation", "repeatable read"));
	db_close(&d);
}

/* -- those that are in each other's way ------------------------------------ */

static void
locks(void)
{
	struct db d, other, third;
	int64_t now;

	server_fresh(&d);
	server_open(&other, 0);
	server_open(&third, 1);
	OK(db_begin_many(&d, &now, &e));
	OK(db_begin_many(&other, &now, &e));
	EXPECT(db_try_lock(&d, "dues", &e) == 1);
	EXPECT(db_try_lock(&d, "dues", &e) == 1);
	EXPECT(db_try_lock(&other, "dues", &e) == 0);
	EXPECT(db_try_lock(&other, "alarms", &e) == 1);
	OK(db_commit(&d, &e));
	EXPECT(db_try_lock(&other, "dues", &e) == 1);
	OK(db_rollback(&other, &e));
	/* those that wait for one another */
	OK(db_begin(&d, "book", &e));
	FAILS(db_begin(&other, "book", &e), ST_AGAIN,
	    "another process is at work in it");
	EXPECT(db_was_conflict(&other));
	FAILS(db_begin(&third, "book", &e), ST_AGAIN, "lock timeout");
	EXPECT(db_was_conflict(&third));
	/* they have not begun */
	EXPECT(server_later(&third, 5) == 0);
	OK(db_begin(&other, "other", &e));
	OK(db_commit(&d, &e));
	EXPECT(server_number(&other, "SELECT k FROM t") == 5);
	OK(db_begin(&third, "book", &e));
	server_goes_on(&third);
	db_close(&d);
	db_close(&other);
	db_close(&third);
}

struct one {
	struct db d;
	struct err e;
	bool at_commit; /* told there */
	int64_t first, second;
	int r;
};

static int
raise(struct one *o, int64_t k)
{
	const struct db_value v = db_int(k);

	return db_later(
	    &o->d, "UPDATE t SET s = s || '+' WHERE k = $1", &v, 1, &o->e);
}

static void *
second_row(void *arg)
{
	struct one *o = arg;

	o->r = raise(o, o->second) ||
	    (!o->at_commit && db_do(&o->d, "SELECT 1", NULL, 0, &o->e)) ||
	    db_commit(&o->d, &o->e);
	if (o->r)
		db_rollback(&o->d, &(struct err){ 0 });
	return NULL;
}

/* Two that lock two rows in two orders: one has to begin anew. */
static void
deadlock(void)
{
	struct one two[2] = { { .first = 1, .second = 2 },
		{ .first = 2, .second = 1, .at_commit = true } };
	pthread_t threads[2];
	int64_t now;

	server_fresh(&two[0].d);
	EXPECT(server_later(&two[0].d, 1) == 0);
	EXPECT(server_later(&two[0].d, 2) == 0);
	server_open(&two[1].d, 5);
	for (int round = 0; round < 3; round++) {
		int refused = 0;

		for (int i = 0; i < 2; i++) {
			OK(db_begin_many(&two[i].d, &now, &e));
			EXPECT(raise(&two[i], two[i].first) == 0);
			OK(db_do(&two[i].d, "SELECT 1", NULL, 0, &e));
		}
		for (int i = 0; i < 2; i++)
			pthread_create(&threads[i], NULL, second_row, &two[i]);
		for (int i = 0; i < 2; i++) {
			pthread_join(threads[i], NULL);
			if (!two[i].r)
				continue;
			refused++;
			EXPECT(two[i].e.status == ST_AGAIN);
			EXPECT(strstr(two[i].e.text, "deadlock detected"));
			EXPECT(db_was_conflict(&two[i].d));
		}
		EXPECT(refused == 1);
		two[0].at_commit = !two[0].at_commit;
		two[1].at_commit = !two[1].at_commit;
	}
	EXPECT(server_number(&two[0].d,
		   "SELECT count(*) FROM t WHERE s = 'later+++'") == 2);
	db_close(&two[0].d);
	db_close(&two[1].d);
}

/* A row that another has changed, where one state was to be seen; and one that
 * it does not let go. */
static void
conflicts(void)
{
	struct db d, other;
	int64_t now;

	server_fresh(&d);
	server_open(&other, 1);
	EXPECT(server_later(&d, 1) == 0);
	OK(db_run(&d, "BEGIN ISOLATION LEVEL REPEATABLE READ", &e));
	EXPECT(server_number(&d, "SELECT count(*) FROM t") == 1);
	OK(db_run(&other, "UPDATE t SET s = 'other'", &e));
	OK(db_later(&d, "UPDATE t SET s = 'mine'", NULL, 0, &e));
	FAILS(db_commit(&d, &e), ST_AGAIN, "could not serialize access");
	EXPECT(db_was_conflict(&d));
	OK(db_rollback(&d, &e));
	EXPECT(db_was_conflict(&d));
	OK(db_begin_many(&d, &now, &e));
	OK(db_do(&d, "UPDATE t SET s = 'mine'", NULL, 0, &e));
	OK(db_begin_many(&other, &now, &e));
	OK(db_later(&other, "UPDATE t SET s = 'other'", NULL, 0, &e));
	FAILS(db_commit(&other, &e), ST_AGAIN, "lock timeout");
	EXPECT(db_was_conflict(&other));
	FAILS(db_do(&other, "SELECT 1 / 0", NULL, 0, &e), ST_FAIL, "aborted");
	EXPECT(!db_was_conflict(&other));
	OK(db_commit(&d, &e));
	server_goes_on(&other);
	db_close(&d);
	db_close(&other);
}

int
main(int argc, char **argv)
{
	if (!server_is_there(argc, argv))
		return 0;
	alarm(120); /* two that wait for each other end */
	test("what is told later is told in its order", in_order);
	test("as much goes there as comes back", both_ways);
	test("outside of a transaction it is told at once", alone);
	test("what fails is told next, and nothing behind it is done",
	    told_next);
	test("whatever is taken back, the next transaction begins", taken_back);
	test("a commit of what has failed is an error", commit_of_failed);
	test("a transaction has its settings, and they end with it", settings);
	test("a lock that is tried, and one that is waited for", locks);
	test("of two that wait for each other one may begin anew", deadlock);
	test("another that was in the way is told, at a commit too", conflicts);
	return test_done();
}
