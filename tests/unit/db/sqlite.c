#include <stdio.h>
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

int
main(void)
{
	scratch_begin();
	test("rows that were loaded are found", rows);
	test("what was not committed is taken back, and locked until then",
	    taken_back);
	test("what a column does not take is refused", refused);
	test("a URL with a password is refused before anything is opened",
	    passwords);
	scratch_end();
	return test_done();
}
