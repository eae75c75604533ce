/*
 * Postings into accounts, and accounts turned: scripts of steps, and what is told
 * of each. In a file of SQLite, or in the database of the URL that is the argument.
 */
#include "cut/post/post.h"

#include "cut/balance/closings.h"
#include "cut/balance/turn_accounts.h"
#include "scratch.h"
#include "test.h"

enum { D27 = 20784, D28, D29, D30 };

static const char *url = "db";

/* Nothing is there, as if nobody had ever made it. */
static void
forget(void)
{
	static const char drop[] =
	    "DROP TABLE IF EXISTS recon_balance, currency, turn, account, "
	    "closing, posting";
	const struct db_wish w = { .url = url, .use = DB_CHANGE };
	struct db d;
	struct err e;

	scratch_files(1);
	if (db_kind_of(url) == DB_SQLITE)
		return;
	if (db_open(&d, &w, &e) || db_run(&d, drop, &e))
		scratch_die(e.text);
	db_close(&d);
}

/* A text in which the database is called db, whatever its URL is. */
static char *
called_db(char *text)
{
	size_t len = strlen(url);
	char *at = strstr(text, url);

	if (at && len > 2) {
		memcpy(at, "db", 2);
		memmove(at + 2, at + len, strlen(at + len) + 1);
	}
	return text;
}

static const int32_t d27 = D27, d28 = D28, d29 = D29, d30 = D30;

static struct post_wish
wish(const char *text, const int32_t *date)
{
	scratch_write("in", text, strlen(text));
	return (struct post_wish){ .db = url,
		.file = "in",
		.rules.allow_empty = true,
		.date = date,
		.together = 500,
		.output = "out",
		.plain = true };
}

/* What is told of a wish: done, rolled, repeated, late and early postings; or the
 * error. */
static const char *
post(const struct post_wish *w)
{
	static char told[ERR_CAP + 80];
	struct post_told t;
	struct err e = { 0 };
	int r = post_stream(w, &t, &e);

	snprintf(told, sizeof told, "%d %d %d %d %d%s%s", (int)t.done,
	    (int)t.rolled, (int)t.repeated, (int)t.late, (int)t.early,
	    r ? ": " : "", r ? e.text : "");
	if (r)
		snprintf(told + strlen(told), 8, "%d", (int)e.status);
	return called_db(told);
}

static const char *
posted(const char *text, const int32_t *date)
{
	struct post_wish w = wish(text, date);

	return post(&w);
}

static int
open_accounts(struct accounts *a, enum db_use use, struct err *e)
{
	const struct db_wish w = { .url = url, .use = use };

	return accounts_open(a, &w, NULL, e);
}

static const char *
turned(int32_t date, const int32_t *next)
{
	static char told[2 * ERR_CAP];
	struct turn_accounts_told t;
	struct accounts a;
	struct err e;

	if (open_accounts(&a, DB_CHANGE, &e)) {
		snprintf(told, sizeof told, "%s", e.text);
		return told;
	}
	if (turn_accounts(&a, date, next, &t, &e))
		snprintf(told, sizeof told, "%s%d", e.text, (int)e.status);
	else
		snprintf(told, sizeof told, "%d %d %.*s", (int)t.closed,
		    (int)t.failed, (int)t.list.len, t.list.p ? t.list.p : "");
	turn_accounts_told_free(&t);
	accounts_close(&a);
	return called_db(told);
}

static const char *
closed(int32_t date)
{
	static char told[4096];
	const struct closing_place to = {
		.output = "closings", .plain = true, .date = date
	};
	struct accounts a;
	struct err e;
	uint64_t n;
	char *text;

	if (open_accounts(&a, DB_READ, &e)) {
		snprintf(told, sizeof told, "%s", e.text);
		return told;
	}
	if (closings_write(&a, &to, &n, &e)) {
		snprintf(told, sizeof told, "%s%d", e.text, (int)e.status);
	} else {
		text = scratch_read("closings");
		snprintf(told, sizeof told, "%s", text);
		free(text);
	}
	accounts_close(&a);
	return called_db(told);
}

/* What accounts hold: ACCOUNT TURNED-TO DAY NEXT, in order. */
static const char *
held(void)
{
	static char told[4096];
	struct accounts a;
	struct err e;
	size_t len = 0;

	told[0] = '\0';
	if (open_accounts(&a, DB_READ, &e) ||
	    db_ask(&a.db,
		"SELECT account || ' ' || substr(turned_to, 9) || ' ' || day "
		"|| ' ' || next FROM account ORDER BY account, currency",
		NULL, 0, &e))
		scratch_die(e.text);
	while (db_next(&a.db, &e) == 1)
		len += (size_t)snprintf(told + len, sizeof told - len, "%s%s",
		    len ? ", " : "", db_cell(&a.db, 0).p);
	accounts_close(&a);
	return told;
}

#define A(amount, date, id) "a\t" amount "\tCNY\tL\t" date "\tid=" id "\n"
#define B(amount, date, id) "b\t" amount "\tCNY\tL\t" date "\tid=" id "\n"

static void
day_and_next(void)
{
	EXPECT_STR(posted(A("-1.00", "2026-11-27", "1") B("1.00", "2026-11-27",
			      "1") A("5.00", "2026-11-28", "2"),
		       &d27),
	    "2 0 0 0 0");
	EXPECT_STR(held(), "a 27 -100 500, b 27 100 0");
	EXPECT_STR(turned(D27, NULL), "2 0 ");
	EXPECT_STR(held(), "a 28 400 0, b 28 100 0");
	EXPECT_STR(closed(D27),
	    "a\t-1.00\tCNY\tL\t2026-11-27\nb\t1.00\tCNY\tL\t2026-11-27\n");
	EXPECT_STR(turned(D27, NULL), "0 0 ");
	EXPECT_STR(turned(D28, &d30), "2 0 ");
	EXPECT_STR(closed(D28),
	    "a\t4.00\tCNY\tL\t2026-11-28\nb\t1.00\tCNY\tL\t2026-11-28\n");
	EXPECT_STR(held(), "a 30 400 0, b 30 100 0");
	forget();
}

static void
once(void)
{
	EXPECT_STR(
	    posted(A("1.00", "-", "1") B("2.00", "-", "1"), &d27), "1 0 0 0 0");
	EXPECT_STR(
	    posted(B("2.0", "2026-11-27", "1\tx=1") A("1", "2026-11-27", "1"),
		&d27),
	    "0 0 1 0 0");
	EXPECT_STR(posted(A("1.00", "-", "2") A("1.00", "-", "1"), &d27),
	    "1 0 0 0 0: in:2: posting \"1\": was posted with other entries65");
	EXPECT_STR(
	    posted(A("1.00", "-", "1") A("2.00", "-", "3") A("1.00", "-", "1"),
		&d28),
	    "0 0 0 0 0: in:1: posting \"1\": was posted with other entries65");
	EXPECT_STR(
	    posted(A("1.00", "-", "5") A("1.00", "-", "6") B("2.00", "-", "5"),
		&d27),
	    "0 0 0 0 0: in:3: posting \"5\": its records do not stand one "
	    "behind the other65");
	EXPECT_STR(held(), "a 27 200 0, b 27 200 0");
	forget();
}

static void
late(void)
{
	static const char text[] = A("1.00", "2026-11-27", "2")
	    B("9.00", "2026-11-27", "2") A("2.00", "2026-11-28", "3");
	struct post_wish w;

	EXPECT_STR(
	    posted(A("1.00", "-", "1") B("1.00", "-", "1"), &d27), "1 0 0 0 0");
	turned(D27, NULL);
	EXPECT_STR(posted(text, &d28), "1 0 0 1 0");
	EXPECT(scratch_holds("out",
	    "a\t1.00\tCNY\tL\t2026-11-27\tid=2\trefused=late\n"
	    "b\t9.00\tCNY\tL\t2026-11-27\tid=2\trefused=late\n"));
	EXPECT_STR(held(), "a 28 300 0, b 28 100 0");
	w = wish(text, &d28);
	w.roll = true;
	EXPECT_STR(post(&w), "0 1 1 0 0");
	EXPECT_STR(held(), "a 28 400 0, b 28 1000 0");
	EXPECT_STR(post(&w), "0 0 2 0 0");
	forget();
}

static void
early(void)
{
	EXPECT_STR(
	    posted(A("1.00", "2026-11-29", "1") A("1.00", "2026-11-28", "2"),
		&d27),
	    "1 0 0 0 1");
	EXPECT(scratch_holds(
	    "out", "a\t1.00\tCNY\tL\t2026-11-29\tid=1\trefused=early\n"));
	EXPECT_STR(held(), "a 27 0 100");
	EXPECT_STR(turned(D27, &d29),
	    "db: there are postings of 2026-11-28, as the date behind "
	    "2026-11-27: it can not be 2026-11-2965");
	EXPECT_STR(turned(D28, NULL),
	    "db: accounts stand at 2026-11-27, not at 2026-11-28 yet75");
	EXPECT_STR(turned(D27, NULL), "1 0 ");
	EXPECT_STR(posted(A("1.00", "2026-11-29", "1"), NULL), "0 0 0 0 1");
	EXPECT_STR(posted(A("1.00", "2026-11-29", "1"), &d28), "1 0 0 0 0");
	EXPECT_STR(held(), "a 28 100 100");
	EXPECT_STR(
	    turned(D27 - 1, NULL), "db: no account ever stood at 2026-11-2665");
	EXPECT_STR(turned(D28, &d27), "2026-11-27 is not behind 2026-11-282");
	EXPECT_STR(turned(D29, NULL),
	    "db: accounts stand at 2026-11-28, not at 2026-11-29 yet75");
	forget();
}

/* An account made while a turn goes on stands where that goes. */
static void
born(void)
{
	EXPECT_STR(posted(A("1.00", "-", "1"), &d27), "1 0 0 0 0");
	EXPECT_STR(turned(D27, NULL), "1 0 ");
	EXPECT_STR(posted(B("1.00", "2026-11-28", "2"), NULL), "1 0 0 0 0");
	EXPECT_STR(
	    posted("c\t1.00\tCNY\tL\t2026-11-27\tid=3\n", NULL), "0 0 0 1 0");
	EXPECT_STR(held(), "a 28 100 0, b 28 100 0");
	EXPECT_STR(closed(D27), "a\t1.00\tCNY\tL\t2026-11-27\n");
	forget();
}

static void
large(void)
{
#define MOST "46116860184273879.03"
	EXPECT_STR(posted(A(MOST, "-", "1") A("0.01", "-", "2"), &d27),
	    "1 0 0 0 0: in:2: key \"a\": the balance is too large65");
	EXPECT_STR(
	    posted(A("0.01", "2026-11-28", "3") B("1.00", "-", "4"), &d27),
	    "2 0 0 0 0");
	EXPECT_STR(turned(D27, NULL), "1 1 a\tCNY\tthe balance is too large\n");
	EXPECT_STR(held(), "a 27 4611686018427387903 1, b 28 100 0");
	EXPECT_STR(closed(D27),
	    "db: account \"a\" is not turned from 2026-11-27 yet75");
	/* a would take it, b is closed: none does */
	EXPECT_STR(
	    posted(A("-1.00", "2026-11-27", "8") B("1.00", "2026-11-27", "8"),
		&d28),
	    "0 0 0 1 0");
	EXPECT_STR(held(), "a 27 4611686018427387903 1, b 28 100 0");
	EXPECT_STR(
	    posted(A("-1.00", "2026-11-28", "5") B("1.00", "2026-11-28", "6"),
		&d28),
	    "2 0 0 0 0");
	EXPECT_STR(turned(D27, NULL), "1 0 ");
	EXPECT_STR(held(), "a 28 4611686018427387804 0, b 28 200 0");
	EXPECT_STR(closed(D27),
	    "a\t" MOST "\tCNY\tL\t2026-11-27\nb\t1.00\tCNY\tL\t2026-11-27\n");
	EXPECT_STR(posted(A("46116860184273879.04", "-", "7"), &d28),
	    "0 0 0 0 0: in:1: amount 46116860184273879.04: is too large for "
	    "accounts65");
	EXPECT_STR(posted(A(MOST, "-", "7") A(MOST, "-", "7"), &d28),
	    "0 0 0 0 0: in:2: key \"a\": the sum is too large65");
	forget();
}

static void
refused(void)
{
	EXPECT_STR(posted(A("1.00", "-", "1"), NULL),
	    db_kind_of(url) == DB_SQLITE
		? "0 0 0 0 0: db: there is no database; recon-cut "
		  "post --date makes it2"
		: "0 0 0 0 0: db: has no accounts yet: recon-cut post --date "
		  "makes them2");
	EXPECT_STR(posted("a\t1.00\tCNY\tL\t-\n", &d27),
	    "0 0 0 0 0: in:1: key \"a\": carries no id=: which posting is it "
	    "of?65");
	EXPECT_STR(posted("a\t1.00\tCNY\tL\t-\tid=1\tid=2\n", &d27),
	    "0 0 0 0 0: in:1: id: is carried twice65");
	EXPECT_STR(posted(A("1.00", "-", "1"), &d27), "1 0 0 0 0");
	EXPECT_STR(posted(A("1.00", "-", "2"), NULL),
	    "0 0 0 0 0: in:1: key \"a\": has no DATE, and --date says none65");
	EXPECT_STR(
	    posted(A("1.00", "2026-11-27", "2") B("1.00", "2026-11-28", "2"),
		&d27),
	    "0 0 0 0 0: in:2: posting \"2\": is of two dates65");
	EXPECT_STR(posted(A("1.005", "-", "2"), &d27),
	    "0 0 0 0 0: in:1: amount 1.005: has more decimals than the 2 of "
	    "CNY65");
	EXPECT_STR(posted("a\t1.00\tCNY\tR\t-\tid=2\n", &d27),
	    "0 0 0 0 0: in:1: key \"a\": its balance in CNY is of side L, not "
	    "R65");
	EXPECT_STR(
	    posted(B("1.00", "-", "2") "b\t1.00\tCNY\tR\t-\tid=2\n", &d27),
	    "0 0 0 0 0: in:2: key \"b\": is of both sides65");
	EXPECT_STR(held(), "a 27 100 0");
	EXPECT_STR(closed(D27),
	    "db: accounts are not turned from 2026-11-27 "
	    "yet75");
	forget();
}

/* Whatever stands in the name of an account, or in an id, that several have. */
static void
names(void)
{
	static const char text[] = "a\"\t1.00\tCNY\tL\t-\tid=\"\\\\\n"
				   "NULL\t2.00\tCNY\tL\t-\tid={,}\n"
				   "\\\\\t4.00\tCNY\tL\t-\tid=NULL\n"
				   "{a,\"b\"}\t8.00\tCNY\tL\t-\tid= \n";

	EXPECT_STR(posted(text, &d27), "4 0 0 0 0");
	EXPECT_STR(posted(text, &d27), "0 0 4 0 0");
	EXPECT_STR(held(),
	    "NULL 27 200 0, \\\\ 27 400 0, a\" 27 100 0, "
	    "{a,\"b\"} 27 800 0");
	EXPECT_STR(turned(D27, NULL), "4 0 ");
	forget();
}

/* Postings whose records lie in several commits and parts. */
static void
many(void)
{
	enum { N = 2300 };
	struct post_wish w = wish("", &d27);
	FILE *f = fopen("in", "w");
	char *text, *at;

	for (int i = 0; i < N; i++)
		fprintf(f,
		    "a%d\t-%d.00\tCNY\tL\t-\tid=%d\n"
		    "sum\t%d.00\tCNY\tL\t-\tid=%d\n",
		    i, i, i + 1, i, i + 1);
	fclose(f);
	text = scratch_read("in");
	at = strstr(text, "-0.00"); /* which is no amount */
	memmove(at, at + 1, strlen(at));
	scratch_write("in", text, strlen(text));
	free(text);
	EXPECT_STR(post(&w), "2300 0 0 0 0");
	w.together = 1;
	EXPECT_STR(post(&w), "0 0 2300 0 0");
	w.together = 0;
	EXPECT_STR(post(&w), "0 0 2300 0 0");
	EXPECT_STR(turned(D27, NULL), "2301 0 ");
	EXPECT(strstr(closed(D27), "a0\t0.00\tCNY\tL\t2026-11-27\n"));
	text = scratch_read("closings");
	EXPECT(strstr(text, "\nsum\t2643850.00\tCNY\tL\t2026-11-27\n"));
	free(text);
	forget();
}

/* Records of postings stand apart by more than are read at once, and a stream
 * ends too early: nothing is there. */
static void
whole(void)
{
	enum { N = 12000 };
	struct post_wish w = wish("", &d27);
	struct buf b = { 0 };

	for (int side = 0; side < 2; side++)
		for (int i = 0; i < N; i++)
			buf_printf(&b, "%c\t%s1.00\tCNY\tL\t-\tid=%d\n",
			    "ab"[side], side ? "" : "-", i);
	scratch_write("in", b.p, b.len);
	w.together = 0;
	EXPECT_STR(post(&w),
	    "0 0 0 0 0: in:12001: posting \"0\": was posted with other "
	    "entries65");
	EXPECT_STR(held(), "");
	w.together = N; /* those of a commit before are there */
	EXPECT_STR(post(&w),
	    "12000 0 0 0 0: in:12001: posting \"0\": was posted with other "
	    "entries65");
	buf_clear(&b);
	buf_str(&b, "#recon record 2\n" A("1.00", "-", "x"));
	scratch_write("in", b.p, b.len);
	w.together = 0;
	EXPECT(strstr(post(&w), "#total"));
	EXPECT_STR(held(), "a 27 -1200000 0");
	buf_free(&b);
	forget();
}

int
main(int argc, char **argv)
{
	scratch_begin();
	if (argc > 1)
		url = argv[1];
	forget();
	test("an entry is of the date that its account stands at, or of the "
	     "next",
	    day_and_next);
	test("a posting is there once, by its id", once);
	test("a posting is late as a whole, and refused or rolled", late);
	test("a posting beyond the next date is not posted yet", early);
	test("an account made while others are turned stands at the next date",
	    born);
	test("a balance that is too large is told, and the others are turned",
	    large);
	test("what cannot be posted is told with its place", refused);
	test("names and ids are taken as they are", names);
	test("many postings share a commit, and accounts a part", many);
	test("all of a stream is posted, or nothing", whole);
	scratch_end();
	return test_done();
}
