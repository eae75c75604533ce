#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "db/db.h"
#include "scratch.h"
#include "test.h"

static const struct db_wish wish = { .url = "s.db", .use = DB_CREATE };

static void
open_new(struct db *d)
{
	struct err e;

	remove("s.db");
	EXPECT(db_open(d, &wish, &e) == 0);
	EXPECT(db_run(d, "CREATE TABLE t (a INTEGER, b TEXT) STRICT", &e) == 0);
}

static void
rows(void)
{
	const struct db_value v[][2] = { { db_int(1), db_str("one") },
		{ db_int(2), { 0 } } };
	const struct db_value wanted = db_int(1);
	struct db d;
	struct err e;

	open_new(&d);
	EXPECT(db_load_begin(&d, "t", "a, b", 2, &e) == 0);
	EXPECT(db_load_row(&d, v[0], &e) == 0);
	EXPECT(db_load_row(&d, v[1], &e) == 0);
	EXPECT(db_load_end(&d, &e) == 0);
	EXPECT(db_ask(&d, "SELECT a, b FROM t WHERE a >= $1 ORDER BY a",
		   &wanted, 1, &e) == 0);
	EXPECT(db_next(&d, &e) == 1);
	EXPECT(db_cell_int(&d, 0) == 1);
	EXPECT(span_eq(db_cell(&d, 1), SPAN("one")));
	EXPECT(db_next(&d, &e) == 1);
	EXPECT(db_cell(&d, 1).p == NULL);
	EXPECT(db_next(&d, &e) == 0);
	db_close(&d);
}

static void
taken_back(void)
{
	struct db d, other;
	struct err e;
	const struct db_wish reads = { .url = "sqlite:s.db", .use = DB_READ };

	open_new(&d);
	EXPECT(db_begin(&d, "x", &e) == 0);
	EXPECT(db_run(&d, "INSERT INTO t VALUES (1, 'a')", &e) == 0);
	EXPECT(db_open(&other, &wish, &e) == 0);
	EXPECT(db_begin(&other, "x", &e) < 0 && e.status == ST_AGAIN);
	EXPECT_STR(e.text, "s.db: another process is at work in it");
	db_close(&other);
	db_close(&d);
	EXPECT(db_open(&other, &reads, &e) == 0);
	EXPECT(db_begin_read(&other, &e) == 0);
	EXPECT(db_ask(&other, "SELECT count(*) FROM t", NULL, 0, &e) == 0);
	EXPECT(db_next(&other, &e) == 1 && db_cell_int(&other, 0) == 0);
	db_close(&other);
}

/* Each transaction waits as was wished for who has it locked. */
static void
waits(void)
{
	struct db d, other;
	struct err e;
	time_t begun;

	open_new(&d);
	EXPECT(db_open(&other, &wish, &e) == 0);
	for (int i = 0; i < 2; i++) {
		EXPECT(db_begin(&other, "x", &e) == 0);
		EXPECT(db_rollback(&other, &e) == 0);
		EXPECT(db_begin_many(&d, &(int64_t){ 0 }, &e) == 0);
		begun = time(NULL);
		EXPECT(db_begin(&other, "x", &e) < 0 && e.status == ST_AGAIN);
		EXPECT(db_was_conflict(&other));
		EXPECT(time(NULL) - begun < 20); /* of 30 */
		EXPECT(db_commit(&d, &e) == 0);
	}
	db_close(&other);
	db_close(&d);
}

/* What a server does otherwise is here what it is by its name. */
static void
plain(void)
{
	const struct db_value one = db_int(1);
	struct db d;
	struct err e;
	int64_t now = 1;
	bool is_heard = true;

	open_new(&d);
	EXPECT(db_again(&d, &e) == 0);
	EXPECT(db_begin_many(&d, &now, &e) == 0 && now == 0);
	EXPECT(db_try_lock(&d, "any", &e) == 1);
	EXPECT(
	    db_later(&d, "INSERT INTO t VALUES ($1, 'a')", &one, 1, &e) == 0);
	EXPECT(
	    db_later(&d, "INSERT INTO t VALUES ('no', 'a')", NULL, 0, &e) < 0);
	EXPECT(e.status == ST_BROKEN && !db_was_conflict(&d));
	EXPECT(db_ask_large(&d, "SELECT a FROM t", NULL, 0, &e) == 0);
	EXPECT(db_next(&d, &e) == 1 && db_cell_int(&d, 0) == 1);
	EXPECT(db_next(&d, &e) == 0);
	EXPECT(db_listen(&d, "any", &e) == 0 && db_notify(&d, "any", &e) == 0);
	EXPECT(db_commit(&d, &e) == 0);
	EXPECT(db_heard(&d, &is_heard, &e) == 0 && !is_heard);
	EXPECT(db_descriptor(&d) == -1);
	db_close(&d);
}

static void
refused(void)
{
	const struct db_value text[] = { db_str("x"), db_str("y") };
	struct db d;
	struct err e;

	open_new(&d);
	EXPECT(db_load_begin(&d, "t", "a, b", 2, &e) == 0);
	EXPECT(db_load_row(&d, text, &e) < 0 && e.status == ST_BROKEN);
	db_close(&d);
	open_new(&d);
	EXPECT(db_ask(&d, "SELECT nonsense", NULL, 0, &e) < 0);
	EXPECT(e.status == ST_FAIL);
	EXPECT_STR(e.text, "s.db: no such column: nonsense");
	EXPECT(db_do(&d, "SELECT 1", NULL, 0, &e) == 0);
	db_close(&d);
}

static void
passwords(void)
{
	static const char *const secret[] = { "postgresql://u:p@h/d",
		"postgres://u:@h", "postgresql://h/d?password=p",
		"postgresql://h/d?a=b&sslpassword=p" };
	struct db d;
	struct err e;

	for (size_t i = 0; i < sizeof secret / sizeof *secret; i++) {
		const struct db_wish w = { .url = secret[i] };

		EXPECT(db_open(&d, &w, &e) < 0 && e.status == ST_FAIL);
		EXPECT(strncmp(e.text, "the URL has a password", 22) == 0);
	}
	EXPECT(db_kind_of("postgres://h") == DB_POSTGRES);
	EXPECT(db_kind_of("postgres") == DB_SQLITE);
}

/* -- statements that stay prepared ----------------------------------------- */

static int64_t
number(struct db *d, const char *sql, const struct db_value *v, size_t n)
{
	struct err e;
	int64_t got;

	EXPECT(db_ask(d, sql, v, n, &e) == 0);
	if (db_next(d, &e) != 1)
		return -1;
	got = db_cell_int(d, 0);
	db_done(d);
	return got;
}

static void
kept(void)
{
	const struct db_value one = db_int(1), text = db_str("7");
	struct db d;
	struct err e;
	char sql[64];

	open_new(&d);
	EXPECT(number(&d, "SELECT $1", &one, 1) == 1);
	EXPECT(number(&d, "SELECT $1", &text, 1) == 7);
	EXPECT(number(&d, "SELECT $1 IS NULL", NULL, 0) == 1);
	/* another that begins where one was in memory, and more than are kept */
	for (int round = 0; round < 2; round++)
		for (int i = 0; i < 300; i++) {
			snprintf(sql, sizeof sql, "SELECT %d + $1", i);
			EXPECT(number(&d, sql, &one, 1) == i + 1);
		}
	EXPECT(db_do(&d, "INSERT INTO t VALUES ($1, 'x')", &one, 1, &e) == 0);
	EXPECT(number(&d, "SELECT count(*) FROM t", NULL, 0) == 1);
	EXPECT(db_run(&d, "ALTER TABLE t ADD COLUMN c INTEGER", &e) == 0);
	EXPECT(number(&d, "SELECT count(*) FROM t", NULL, 0) == 1);
	/* values of the time before do not come again */
	EXPECT(db_do(&d, "INSERT INTO t VALUES ($1, $2, 1)",
		   (const struct db_value[]){ db_int(5), db_str("five") }, 2,
		   &e) == 0);
	EXPECT(db_do(&d, "INSERT INTO t VALUES ($1, $2, 1)", &one, 1, &e) == 0);
	EXPECT(
	    number(&d, "SELECT count(*) FROM t WHERE b IS NULL", NULL, 0) == 1);
	db_close(&d);
}

/* One question takes the place of another; an error leaves none behind. */
static void
one_at_a_time(void)
{
	const struct db_value one = db_int(1);
	struct db d;
	struct err e;

	open_new(&d);
	EXPECT(db_do(&d, "INSERT INTO t VALUES ($1, 'x')", &one, 1, &e) == 0);
	EXPECT(db_do(&d, "INSERT INTO t VALUES ($1, 'y')", &one, 1, &e) == 0);
	EXPECT(db_ask(&d, "SELECT a FROM t", NULL, 0, &e) == 0);
	EXPECT(db_next(&d, &e) == 1);
	EXPECT(number(&d, "SELECT count(*) FROM t", NULL, 0) == 2);
	EXPECT(db_ask(&d, "SELECT a FROM t", NULL, 0, &e) == 0);
	EXPECT(db_next(&d, &e) == 1 && db_next(&d, &e) == 1);
	EXPECT(db_next(&d, &e) == 0);
	EXPECT(db_do(&d, "INSERT INTO t VALUES ('no', 1)", NULL, 0, &e) < 0);
	EXPECT(number(&d, "SELECT count(*) FROM t", NULL, 0) == 2);
	db_close(&d);
}

static void
taken_back_twice(void)
{
	struct db d;
	struct err e;

	open_new(&d);
	EXPECT(db_rollback(&d, &e) == 0);
	EXPECT(db_begin(&d, "x", &e) == 0);
	EXPECT(db_run(&d, "INSERT INTO t VALUES (1, 'a')", &e) == 0);
	EXPECT(db_ask(&d, "SELECT a FROM t", NULL, 0, &e) == 0);
	EXPECT(db_next(&d, &e) == 1);
	EXPECT(db_rollback(&d, &e) == 0);
	EXPECT(db_rollback(&d, &e) == 0);
	EXPECT(number(&d, "SELECT count(*) FROM t", NULL, 0) == 0);
	db_close(&d);
}

static void
in_memory(void)
{
	const struct db_wish w = { .url = "postgresql://name",
		.use = DB_MEMORY };
	struct db d;
	struct err e;

	remove("s.db");
	EXPECT(db_open(&d, &w, &e) == 0);
	EXPECT(db_run(&d, "CREATE TABLE t (a INTEGER)", &e) == 0);
	EXPECT(db_run(&d, "nonsense", &e) < 0);
	EXPECT_STR(
	    e.text, "postgresql://name: near \"nonsense\": syntax error");
	db_close(&d);
	EXPECT(scratch_files(0) == 0);
}

/* One process writes, others read what was committed; the last leaves the log
 * for who may not make one. */
static void
write_ahead(void)
{
	const struct db_wish runs = {
		.url = "s.db", .use = DB_CREATE, .wal = true, .cache_kb = 1024
	};
	const struct db_wish looks = {
		.url = "s.db", .use = DB_READ, .wal = true
	};
	struct db d, reader;
	struct err e;

	scratch_files(1);
	EXPECT(db_open(&d, &runs, &e) == 0);
	EXPECT(db_run(&d, "CREATE TABLE t (a INTEGER)", &e) == 0);
	EXPECT(db_begin(&d, "x", &e) == 0);
	EXPECT(db_run(&d, "INSERT INTO t VALUES (1)", &e) == 0);
	EXPECT(db_open(&reader, &looks, &e) == 0);
	EXPECT(number(&reader, "SELECT count(*) FROM t", NULL, 0) == 0);
	EXPECT(db_commit(&d, &e) == 0);
	EXPECT(number(&reader, "SELECT count(*) FROM t", NULL, 0) == 1);
	EXPECT(number(&reader, "PRAGMA wal_autocheckpoint", NULL, 0) == 0);
	EXPECT(number(&d, "PRAGMA synchronous", NULL, 0) == 2); /* FULL */
	EXPECT(number(&d, "PRAGMA cache_size", NULL, 0) == -1024);
	EXPECT(db_run(&reader, "INSERT INTO t VALUES (2)", &e) < 0);
	db_close(&reader);
	db_close(&d);
	EXPECT(access("s.db-wal", F_OK) == 0 && access("s.db-shm", F_OK) == 0);
	EXPECT(db_open(&reader, &looks, &e) == 0);
	EXPECT(number(&reader, "SELECT count(*) FROM t", NULL, 0) == 1);
	db_close(&reader);
}

int
main(void)
{
	scratch_begin();
	test("rows that were loaded are found", rows);
	test("what was not committed is taken back, and locked until then",
	    taken_back);
	test("each transaction waits as it was wished", waits);
	test("what is of servers is plain here", plain);
	test("what a column does not take is refused", refused);
	test("a URL with a password is refused before anything is opened",
	    passwords);
	test("a statement stays prepared, and forgets its values", kept);
	test("one question takes the place of another", one_at_a_time);
	test("what is taken back twice is no error", taken_back_twice);
	test("a database in memory leaves no file", in_memory);
	test(
	    "with a write-ahead log one writes while others read", write_ahead);
	scratch_end();
	return test_done();
}
