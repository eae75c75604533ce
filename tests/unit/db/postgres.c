/* What is asked of a server and given to it, and what it keeps prepared. */
#include <sys/resource.h>

#include "db_server.h"

/* -- values ---------------------------------------------------------------- */

static void
is_same(struct span got, const char *want)
{
	EXPECT(want ? got.p && span_eq(got, span_str(want)) : !got.p);
}

static void
values(void)
{
	static const char *const texts[] = { "", "a", "a'b\\c\"$1", "\t\n\r",
		"\xe5\xaf\xb9\xe8\xb4\xa6", NULL };
	static const int64_t numbers[] = { 0, -1, INT64_MIN, INT64_MAX, 7, 42 };
	static const char all[] = "SELECT k, s, NULL FROM t WHERE k = $1";
	struct db d;

	server_fresh(&d);
	for (int i = 0; i < 6; i++) {
		const struct db_value v[] = { db_int(numbers[i]),
			texts[i] ? db_str(texts[i]) : (struct db_value){ 0 } };

		OK(db_do(&d, server_put, v, 2, &e));
		for (int large = 0; large < 2; large++) {
			OK((large ? db_ask_large : db_ask)(&d, all, v, 1, &e));
			EXPECT(db_next(&d, &e) == 1);
			EXPECT(db_cell_int(&d, 0) == numbers[i]);
			is_same(db_cell(&d, 1), texts[i]);
			is_same(db_cell(&d, 2), NULL);
			EXPECT(db_next(&d, &e) == 0);
		}
	}
	EXPECT(
	    server_number(&d, "SELECT count(*) FROM t WHERE s IS NULL") == 1);
	db_close(&d);
}

/* What is no UTF-8 is refused, unless its place is to be seen. */
static void
no_utf8(void)
{
	const struct db_value bad[] = { db_int(1),
		db_text(SPAN("a\xff\xe5\xaf\0z\xc3")) };
	struct db_wish w = { .url = server_url, .wait_s = 5, .use = DB_CHANGE };
	struct db d;

	server_fresh(&d);
	EXPECT(db_do(&d, server_put, bad, 2, &e) < 0 && e.status == ST_DATA);
	db_close(&d);
	w.mends_text = true;
	OK(db_open(&d, &w, &e));
	OK(db_do(&d, server_put, bad, 2, &e));
	OK(db_ask(&d, "SELECT s FROM t", NULL, 0, &e));
	EXPECT(db_next(&d, &e) == 1);
	is_same(db_cell(&d, 0),
	    "a\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbdz"
	    "\xef\xbf\xbd");
	db_close(&d);
}

static void
big(void)
{
	enum { N = 5000000 };
	char *text = mem_zeroed(N + 1, 1);
	struct db_value v[] = { db_int(1), { 0 } };
	struct db d;

	for (int i = 0; i < N; i++)
		text[i] = (char)('a' + i % 26);
	v[1] = db_str(text);
	server_fresh(&d);
	OK(db_do(&d, server_put, v, 2, &e));
	OK(db_ask(&d, "SELECT s, length(s) FROM t", NULL, 0, &e));
	EXPECT(db_next(&d, &e) == 1);
	EXPECT(span_eq(db_cell(&d, 0), v[1].text));
	EXPECT(db_cell_int(&d, 1) == N);
	db_close(&d);
	free(text);
}

static void
too_many(void)
{
	struct db_value v[33] = { { 0 } };
	struct db d;

	server_fresh(&d);
	FAILS(db_do(&d, "SELECT 1", v, 33, &e), ST_BROKEN, "33 values");
	EXPECT(server_number(&d, "SELECT 7") == 7);
	db_close(&d);
}

/* -- large answers --------------------------------------------------------- */

static long
peak_kb(void)
{
	struct rusage u;

	getrusage(RUSAGE_SELF, &u);
	return u.ru_maxrss;
}

static const char kilobytes[] =
    "SELECT n, repeat('x', 1000) FROM generate_series(1, 100000) n";

static void
bounded(void)
{
	struct db d;
	int64_t n = 0;
	long before;

	server_fresh(&d);
	before = peak_kb();
	OK(db_ask_large(&d, kilobytes, NULL, 0, &e));
	while (db_next(&d, &e) == 1) {
		EXPECT(db_cell_int(&d, 0) == ++n);
		EXPECT(db_cell(&d, 1).len == 1000);
	}
	EXPECT(n == 100000);
	EXPECT(peak_kb() - before < 16384); /* of 100 MB */
	/* the same, ended soon */
	OK(db_ask_large(&d, kilobytes, NULL, 0, &e));
	EXPECT(db_next(&d, &e) == 1 && db_next(&d, &e) == 1);
	db_done(&d);
	EXPECT(server_number(&d, "SELECT 7") == 7);
	OK(db_ask_large(&d, kilobytes, NULL, 0, &e));
	EXPECT(db_next(&d, &e) == 1);
	EXPECT(server_number(&d, "SELECT 8") == 8);
	EXPECT(peak_kb() - before < 16384);
	db_close(&d);
}

static void
large_within(void)
{
	int64_t now;
	struct db d;

	server_fresh(&d);
	OK(db_begin_many(&d, &now, &e));
	EXPECT(server_later(&d, 1) == 0);
	OK(db_ask_large(&d, "SELECT k FROM t", NULL, 0, &e));
	EXPECT(db_next(&d, &e) == 1 && db_cell_int(&d, 0) == 1);
	EXPECT(server_later(&d, 2) == 0);
	EXPECT(server_later(&d, 1) == 0);
	FAILS(db_ask_large(&d, "SELECT k FROM t", NULL, 0, &e), ST_BROKEN,
	    TAKEN_TWICE);
	server_goes_on(&d);
	db_close(&d);
}

static void
large_fails(void)
{
	struct db d;
	int r;

	server_fresh(&d);
	OK(db_ask_large(&d,
	    "SELECT 1 / (n - 5000) FROM generate_series(1, "
	    "10000) n",
	    NULL, 0, &e));
	while ((r = db_next(&d, &e)) == 1)
		;
	EXPECT(r == -1 && e.status == ST_DATA);
	EXPECT(strstr(e.text, "division by zero") != NULL);
	EXPECT(server_number(&d, "SELECT 7") == 7);
	db_close(&d);
}

/* -- what stays prepared --------------------------------------------------- */

static const char prepared[] = "SELECT count(*) FROM pg_prepared_statements";

static int64_t
plus(struct db *d, int n, int64_t to)
{
	const struct db_value v = db_int(to);
	char sql[64];
	int64_t sum = -1;

	snprintf(sql, sizeof sql, "SELECT %d + $1::bigint", n);
	OK(db_ask(d, sql, &v, 1, &e));
	if (db_next(d, &e) == 1)
		sum = db_cell_int(d, 0);
	return sum;
}

static void
kept(void)
{
	struct db d;

	server_fresh(&d);
	EXPECT(server_number(&d, prepared) == 1);
	for (int i = 0; i < 10; i++)
		EXPECT(plus(&d, 1, i) == i + 1);
	EXPECT(server_number(&d, prepared) == 2);
	for (int round = 0; round < 2; round++)
		for (int i = 0; i < 600; i++)
			EXPECT(plus(&d, i, 1) == i + 1);
	EXPECT(server_number(&d, prepared) == 256);
	/* those used last are there */
	EXPECT(server_number(&d,
		   "SELECT count(*) FROM pg_prepared_statements WHERE "
		   "statement LIKE 'SELECT 5__ + %'") == 100);
	db_close(&d);
}

/* What is refused is not kept, and what stood behind it is prepared later. */
static void
not_prepared(void)
{
	int64_t now;
	struct db d;

	server_fresh(&d);
	for (int i = 0; i < 3; i++)
		FAILS(db_do(&d, "SELECT nonsense", NULL, 0, &e), ST_FAIL,
		    "column \"nonsense\" does not exist");
	for (int i = 0; i < 3; i++) {
		OK(db_begin_many(&d, &now, &e));
		EXPECT(server_later(&d, 1) == 0);
		EXPECT(server_later(&d, 1) == 0);
		OK(db_later(&d, "UPDATE t SET s = 'new'", NULL, 0, &e));
		FAILS(db_do(&d, "SELECT s FROM t", NULL, 0, &e), ST_BROKEN,
		    TAKEN_TWICE);
		FAILS(db_do(&d, "SELECT 1", NULL, 0, &e), ST_FAIL,
		    "current transaction is aborted");
		OK(db_rollback(&d, &e));
		OK(db_do(&d, "UPDATE t SET s = 'new'", NULL, 0, &e));
	}
	db_close(&d);
}

/* The oldest makes way, also where those in front of it are on their way. */
static void
full(void)
{
	int64_t now;
	struct db d;
	char sql[64];

	server_fresh(&d);
	for (int round = 0; round < 2; round++) {
		OK(db_begin_many(&d, &now, &e));
		for (int i = 0; i < 600; i++) {
			snprintf(sql, sizeof sql,
			    "INSERT INTO t (k) VALUES (%d)", i);
			OK(db_later(&d, sql, NULL, 0, &e));
		}
		EXPECT(server_number(&d, "SELECT count(*) FROM t") == 600);
		OK(db_rollback(&d, &e));
	}
	OK(db_begin_many(&d, &now, &e));
	EXPECT(server_later(&d, 1) == 0);
	EXPECT(server_later(&d, 1) == 0);
	FAILS(db_do(&d, "SELECT 'new'", NULL, 0, &e), ST_BROKEN, TAKEN_TWICE);
	server_goes_on(&d);
	EXPECT(plus(&d, 1, 1) == 2);
	EXPECT(server_number(&d, prepared) <= 256);
	db_close(&d);
}

/* What makes way was prepared: nothing is dropped that is not there. */
static void
full_and_failed(void)
{
	const struct db_value one = db_int(1);
	int64_t now;
	struct db d;
	char sql[64];

	server_fresh(&d);
	for (int i = 0; i < 300; i++)
		EXPECT(plus(&d, i, 1) == i + 1);
	OK(db_begin_many(&d, &now, &e));
	EXPECT(server_later(&d, 1) == 0);
	EXPECT(server_later(&d, 1) == 0);
	for (int i = 300; i >= 0; i--) {
		snprintf(sql, sizeof sql, "SELECT %d + $1::bigint", i);
		if (db_later(&d, sql, &one, 1, &e))
			break;
	}
	EXPECT(db_do(&d, "SELECT 1", NULL, 0, &e) < 0);
	OK(db_rollback(&d, &e));
	for (int i = 0; i < 600; i++)
		EXPECT(plus(&d, i, 1) == i + 1);
	/* what ends a transaction that has failed needs no room */
	OK(db_begin_many(&d, &now, &e));
	OK(db_do(&d, "SAVEPOINT one", NULL, 0, &e));
	for (int i = 0; i < 300; i++)
		EXPECT(plus(&d, i, 1) == i + 1);
	FAILS(db_do(&d, "SELECT 1 / 0", NULL, 0, &e), ST_DATA, "by zero");
	OK(db_do(&d, "ROLLBACK TO one", NULL, 0, &e));
	OK(db_commit(&d, &e));
	EXPECT(server_number(&d, prepared) <= 256);
	db_close(&d);
}

static void
other_tables(void)
{
	static const char all[] = "SELECT * FROM t";
	struct db d;

	server_fresh(&d);
	OK(db_do(&d, all, NULL, 0, &e));
	EXPECT(plus(&d, 1, 1) == 2);
	OK(db_run(&d, "ALTER TABLE t ADD COLUMN more BIGINT", &e));
	FAILS(db_do(&d, all, NULL, 0, &e), ST_AGAIN,
	    "cached plan must not change result type");
	EXPECT(db_was_conflict(&d));
	OK(db_do(&d, all, NULL, 0, &e));
	EXPECT(plus(&d, 1, 1) == 2);
	EXPECT(server_number(&d, prepared) == 3);
	db_close(&d);
}

int
main(int argc, char **argv)
{
	if (!server_is_there(argc, argv))
		return 0;
	test("values come back as they were given", values);
	test("a text that is no UTF-8 is refused, or mended where that is "
	     "wished",
	    no_utf8);
	test("a text of 5 MB comes back", big);
	test("more values than a statement takes are refused", too_many);
	test("a large answer takes little memory, and may be left", bounded);
	test("a large answer sees what was told before", large_within);
	test("an error within a large answer is told behind its rows",
	    large_fails);
	test("a statement stays prepared, 256 at most", kept);
	test("what is refused is not kept", not_prepared);
	test("where there is no room the oldest makes way", full);
	test("where one fails there is room behind it as before",
	    full_and_failed);
	test("where a table has become another, statements are prepared anew",
	    other_tables);
	return test_done();
}
