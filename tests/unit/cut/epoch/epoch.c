/*
 * Epochs, in a file of SQLite or in the database of the URL that is the argument;
 * there also a system that reads balances and writes them back, with the barrier and
 * without.
 */
#include "cut/epoch/epoch.h"

#include <signal.h>

#include "scratch.h"
#include "test.h"

static const char *url = "db";
static struct err e;

static void
open_one(struct db *d)
{
	const struct db_wish w = { .url = url, .use = DB_CREATE };

	if (db_open(d, &w, &e))
		scratch_die(e.text);
}

static void
run(struct db *d, const char *sql)
{
	if (db_run(d, sql, &e))
		scratch_die(e.text);
}

static int64_t
number_of(struct db *d, const char *sql)
{
	int64_t n;

	if (db_ask(d, sql, NULL, 0, &e) || db_next(d, &e) != 1)
		scratch_die(e.text);
	n = db_cell_int(d, 0);
	db_done(d);
	return n;
}

/* Two connections; epoch 0, and an account that has 100 at date 0. */
static void
begin(struct db *posting, struct db *batch)
{
	open_one(posting);
	open_one(batch);
	run(posting,
	    "DROP TABLE IF EXISTS recon_epoch; DROP TABLE IF EXISTS acct; "
	    "DROP TABLE IF EXISTS closed");
	run(posting, epoch_table);
	run(posting,
	    "CREATE TABLE acct (date bigint, balance bigint, next bigint); "
	    "INSERT INTO acct VALUES (0, 100, 0); "
	    "CREATE TABLE closed (date bigint, balance bigint)");
	EXPECT(epoch_make(posting, "a", &e) == 0);
}

static void
finish(struct db *posting, struct db *batch)
{
	db_close(posting);
	db_close(batch);
}

static void
numbers(void)
{
	struct db p, b;
	int64_t n = -1;

	begin(&p, &b);
	EXPECT(epoch_make(&p, "b", &e) == 0);
	EXPECT(epoch_flip(&p, "b", 0, &e) == 0);
	EXPECT(epoch_make(&p, "b", &e) == 0);
	EXPECT(epoch_enter(&p, "b", &n, &e) == 0 && n == 1);
	EXPECT(db_commit(&p, &e) == 0);
	EXPECT(epoch_enter(&p, "a", &n, &e) == 0 && n == 0);
	EXPECT(db_commit(&p, &e) == 0);
	EXPECT(epoch_flip(&p, "a", 0, &e) == 0);
	EXPECT(epoch_flip(&p, "a", 0, &e) == 0); /* as behind a crash */
	EXPECT(epoch_now(&p, "a", &n, &e) == 0 && n == 1);
	EXPECT(epoch_flip(&p, "a", 2, &e) == -1 && e.status == ST_FAIL);
	EXPECT(
	    strstr(e.text, ": epoch a is 1, neither 2 nor the one behind it"));
	EXPECT(epoch_enter(&p, "c", &n, &e) == -1 && e.status == ST_FAIL);
	EXPECT(strstr(e.text, ": there is no epoch c"));
	EXPECT(epoch_flip(&p, "a", 1, &e) == 0); /* nothing is left begun */
	finish(&p, &b);
}

static void
waits(void)
{
	struct db p, b;
	int64_t n;

	if (db_kind_of(url) == DB_SQLITE) {
		test_skip("one transaction at a time");
		return;
	}
	begin(&p, &b);
	EXPECT(epoch_enter(&p, "a", &n, &e) == 0 && n == 0);
	EXPECT(epoch_flip(&b, "a", 0, &e) == -1 && e.status == ST_AGAIN);
	EXPECT(epoch_now(&b, "a", &n, &e) == 0 && n == 1);
	/* who opens an account, entering behind the flip, waits as well */
	EXPECT(epoch_enter(&b, "a", &n, &e) == 0 && n == 1);
	EXPECT(epoch_wait_before(&b, "a", n, &e) == -1 && e.status == ST_AGAIN);
	EXPECT(db_rollback(&b, &e) == 0);
	EXPECT(db_commit(&p, &e) == 0);
	EXPECT(epoch_enter(&p, "a", &n, &e) == 0 && n == 1);
	EXPECT(epoch_wait_before(&p, "a", n, &e) == 0);
	EXPECT(epoch_flip(&b, "a", 0, &e) == 0); /* p is not in that one */
	EXPECT(epoch_flip(&b, "a", 1, &e) == -1 && e.status == ST_AGAIN);
	EXPECT(db_rollback(&p, &e) == 0);
	EXPECT(epoch_flip(&b, "a", 1, &e) == 0);
	finish(&p, &b);
}

/* A posting of 50 of date 0 that has begun in epoch 0, where nobody looks at the
 * date of an account: what is left of it. */
static void
write_back(struct db *p)
{
	char sql[80];

	run(p, "SELECT FROM acct FOR UPDATE");
	snprintf(sql, sizeof sql, "UPDATE acct SET balance = %lld",
	    (long long)number_of(p, "SELECT balance FROM acct") + 50);
	run(p, sql);
	EXPECT(db_commit(p, &e) == 0);
}

static const char turn[] =
    "WITH part AS (SELECT * FROM acct WHERE date = 0 FOR UPDATE), "
    "c AS (INSERT INTO closed SELECT date, balance FROM part) "
    "UPDATE acct a SET date = 1, balance = a.balance + a.next, next = 0 FROM "
    "part p WHERE a.date = p.date";

static void
race(void)
{
	struct db p, b;
	int64_t n;

	if (db_kind_of(url) == DB_SQLITE) {
		test_skip("one transaction at a time");
		return;
	}
	begin(&p, &b); /* without the barrier */
	EXPECT(epoch_enter(&p, "a", &n, &e) == 0 && n == 0);
	run(&b, "UPDATE recon_epoch SET number = 1");
	run(&b, turn);
	write_back(&p);
	EXPECT(number_of(&b, "SELECT balance FROM acct") == 150);
	EXPECT(number_of(&b, "SELECT balance FROM closed") == 100);
	finish(&p, &b);
	begin(&p, &b); /* with it */
	EXPECT(epoch_enter(&p, "a", &n, &e) == 0 && n == 0);
	EXPECT(epoch_flip(&b, "a", 0, &e) == -1 && e.status == ST_AGAIN);
	write_back(&p);
	EXPECT(epoch_flip(&b, "a", 0, &e) == 0);
	run(&b, turn);
	EXPECT(number_of(&b, "SELECT balance FROM closed") == 150);
	finish(&p, &b);
}

/* -- many at once ---------------------------------------------------------- */

enum { POSTERS = 6, ACCOUNTS = 40, DATES = 12, MS = 1000 };

static void
make_many(struct db *d)
{
	run(d,
	    "DROP TABLE IF EXISTS recon_epoch, many, many_closed, "
	    "many_posting; "
	    "CREATE TABLE many (account int PRIMARY KEY, date bigint, "
	    "balance bigint, next bigint); "
	    "CREATE TABLE many_closed (account int, date bigint, balance "
	    "bigint, PRIMARY KEY (account, date)); "
	    "CREATE TABLE many_posting (account int, date bigint, amount "
	    "bigint)");
	run(d, epoch_table);
	run(d,
	    "INSERT INTO many SELECT i, 0, 0, 0 FROM generate_series(1, 40) "
	    "i");
	if (epoch_make(d, "many", &e))
		scratch_die(e.text);
}

/* One posting: reads, thinks, writes back. In an even epoch it goes by that alone. */
static void
post(struct db *d, unsigned *seed, bool thinks)
{
	int64_t epoch, date, has, balance, next;
	int account = 1 + rand_r(seed) % ACCOUNTS, amount = rand_r(seed) % MS;
	char sql[300];

	if (epoch_enter(d, "many", &epoch, &e))
		_exit(3);
	if (thinks)
		usleep((useconds_t)(rand_r(seed) % 4000));
	date = epoch / 2 + (epoch % 2 ? rand_r(seed) % 2 : 0);
	snprintf(sql, sizeof sql,
	    "SELECT FROM many WHERE account = %d FOR UPDATE", account);
	if (db_run(d, sql, &e))
		_exit(4);
	snprintf(sql, sizeof sql,
	    "SELECT date, balance, next FROM many WHERE account = %d", account);
	if (db_ask(d, sql, NULL, 0, &e) || db_next(d, &e) != 1)
		_exit(5);
	has = epoch % 2 ? db_cell_int(d, 0) : date;
	balance = db_cell_int(d, 1);
	next = db_cell_int(d, 2);
	db_done(d);
	if (date < has) /* late: of the date that it has */
		date = has;
	*(date == has ? &balance : &next) += amount;
	snprintf(sql, sizeof sql,
	    "UPDATE many SET balance = %lld, next = %lld WHERE account = %d; "
	    "INSERT INTO many_posting VALUES (%d, %lld, %d)",
	    (long long)balance, (long long)next, account, account,
	    (long long)date, amount);
	if (db_run(d, sql, &e) || db_commit(d, &e))
		_exit(6);
}

static _Noreturn void
poster(unsigned seed)
{
	struct db d;
	bool thinks = seed % 2;

	open_one(&d);
	for (;;)
		post(&d, &seed, thinks);
}

static void
turn_all(struct db *d, int64_t date)
{
	char sql[400];

	for (int i = 0; i < ACCOUNTS; i += 5) {
		snprintf(sql, sizeof sql,
		    "WITH part AS (SELECT * FROM many WHERE account > %d AND "
		    "account <= %d AND date = %lld ORDER BY account FOR "
		    "UPDATE), c AS (INSERT INTO many_closed SELECT account, "
		    "date, balance FROM part) UPDATE many m SET date = m.date "
		    "+ 1, balance = m.balance + m.next, next = 0 FROM part p "
		    "WHERE m.account = p.account",
		    i, i + 5, (long long)date);
		run(d, sql);
	}
}

static bool
flip(struct db *d, int64_t from, bool waits_for_all)
{
	char sql[80];

	if (waits_for_all)
		return epoch_flip(d, "many", from, &e) == 0;
	snprintf(sql, sizeof sql, "UPDATE recon_epoch SET number = %lld",
	    (long long)from + 1);
	return db_run(d, sql, &e) == 0;
}

/* Closings that are not all postings up to their date, behind some dates. */
static int64_t
wrong_closings(bool waits_for_all)
{
	const struct db_wish w = { .url = url, .wait_s = 30, .use = DB_CHANGE };
	pid_t pids[POSTERS];
	struct db d;
	int64_t wrong;

	if (db_open(&d, &w, &e))
		scratch_die(e.text);
	make_many(&d);
	for (unsigned i = 0; i < POSTERS; i++)
		if ((pids[i] = fork()) == 0)
			poster(i + (unsigned)getpid() * POSTERS);
	for (int64_t date = 0; date < DATES; date++) {
		usleep(30000);
		EXPECT(flip(&d, 2 * date, waits_for_all));
		turn_all(&d, date);
		EXPECT(flip(&d, 2 * date + 1, waits_for_all));
	}
	for (int i = 0; i < POSTERS; i++) {
		kill(pids[i], SIGKILL);
		EXPECT(waitpid(pids[i], NULL, 0) == pids[i]);
	}
	EXPECT(number_of(&d, "SELECT count(*) FROM many_closed") ==
	    (int64_t)ACCOUNTS * DATES);
	EXPECT(number_of(&d, "SELECT count(*) FROM many_posting") > 100);
	wrong = number_of(&d,
	    "SELECT count(*) FROM many_closed c WHERE balance <> (SELECT "
	    "coalesce(sum(amount), 0) FROM many_posting p WHERE p.account = "
	    "c.account AND p.date <= c.date)");
	db_close(&d);
	return wrong;
}

static void
many(void)
{
	int64_t wrong = 0;

	if (db_kind_of(url) == DB_SQLITE) {
		test_skip("one transaction at a time");
		return;
	}
	EXPECT(wrong_closings(true) == 0);
	for (int i = 0; i < 20 && wrong == 0; i++)
		wrong = wrong_closings(false);
	printf("# without the barrier: %lld closings are wrong\n",
	    (long long)wrong);
	EXPECT(wrong > 0);
}

int
main(int argc, char **argv)
{
	scratch_begin();
	if (argc > 1)
		url = argv[1];
	test("an epoch is raised once, and one that is not there is told",
	    numbers);
	test("a flip ends when nobody is left in the epoch before", waits);
	test("a posting of the old epoch makes a closing wrong without the "
	     "barrier, and not with it",
	    race);
	test("closings are right whatever many processes do, and not without "
	     "the barrier",
	    many);
	scratch_end();
	return test_done();
}
