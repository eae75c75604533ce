#include "cut/book/cut_book.h"

#include <sys/stat.h>

#include "scratch.h"
#include "test.h"

/* Lines 1 to 5, 6 and 7. */
#define HEAD \
	"[cut]\nzone = UTC\ncut-off = 23:00\ncalendar = every-day\n" \
	"first = 2026-11-28\n"
#define ONE "[system a]\nvalidates = yes\n"

static struct buf b;

static const char *
text(void)
{
	buf_byte(&b, '\0');
	return b.p;
}

/* All that is told of a book, a line each, "LINE TEXT". */
static const char *
told_in(const char *path, const char *book)
{
	struct told told = { 0 };
	struct cut_book c;
	struct err e;

	buf_clear(&b);
	cut_book_read_text(&c, path, span_str(book), &told, &e);
	told_sort(&told);
	for (size_t i = 0; i < told.n; i++)
		buf_printf(&b, "%ju %s\n", (uintmax_t)told.list[i].line,
		    told.list[i].text);
	cut_book_free(&c);
	told_free(&told);
	return text();
}

static const char *
told_of(const char *book)
{
	return told_in("pay.ini", book);
}

struct row {
	const char *text, *told;
};

static void
expect_rows(const struct row *rows, size_t n)
{
	for (size_t i = 0; i < n; i++)
		EXPECT_STR(told_of(rows[i].text), rows[i].told);
}

static void
heads(void)
{
	static const struct row rows[] = {
		{ HEAD ONE, "" },
		{ ONE, "0 there is no [cut]\n" },
		{ "[cut]\n" ONE,
		    "1 [cut] says no zone =\n1 [cut] says no cut-off =\n"
		    "1 [cut] says no calendar =\n1 [cut] says no first =\n" },
		{ HEAD "zone = UTC\n" ONE,
		    "6 zone: it is there twice, in line 2 too\n" },
		{ HEAD "margin = 13h\n" ONE,
		    "6 margin: \"13h\" is not from 0s to 43200s\n" },
		{ HEAD "margin = soon\n" ONE,
		    "6 margin: \"soon\" is no duration: 0, 5s, 30m, 2h, 1d\n" },
		{ HEAD "margin = 30m\n" ONE,
		    "6 margin: a round begins before its margin: begin = is "
		    "to be longer than margin =\n" },
		{ HEAD "begin = 5m\n" ONE,
		    "6 begin: a round begins before its margin: begin = is "
		    "to be longer than margin =\n" },
		{ HEAD "begin = 601s\n" ONE,
		    "6 begin: it is no whole minute\n" },
		{ HEAD "begin = 1h\nmargin = 59m\n" ONE, "" },
		{ HEAD "max = many\n" ONE,
		    "6 max: \"many\" is no number from 0 to 1000\n" },
		{ HEAD "stuck = 0\n" ONE,
		    "6 stuck: \"0\" is not from 60s to 86400s\n" },
		{ HEAD "fold = both\n" ONE,
		    "6 fold: \"both\" is none of: refuse earlier later\n" },
		{ HEAD "mode = dead\n" ONE,
		    "6 mode: \"dead\" is none of: live shadow\n" },
		{ HEAD "lang = de\n" ONE,
		    "6 lang: \"de\" is none of: en zh\n" },
		{ HEAD "work = a/b\n" ONE,
		    "6 work: \"a/b\" is no name: at most 40 letters of ASCII, "
		    "digits, \"_\" and \"-\", no \"-\" first\n" },
		{ HEAD "title =\n" ONE, "6 title: it says nothing\n" },
		{ HEAD "cycle = day\n" ONE, "" },
		{ HEAD "cycle = hour\n" ONE, "" },
		{ HEAD "cycle = hours\n" ONE,
		    "6 cycle: \"hours\" is none of: day hour\n" },
		{ HEAD "cycle = hour\nbegin = 61m\n" ONE,
		    "7 begin: with cycle = hour a round begins within its "
		    "hour: at most 1h\n" },
		{ HEAD "cycle = hour\ndone-by = 09:00\n" ONE,
		    "7 done-by: with cycle = hour there is none: a day has "
		    "many rounds\n" },
		{ "[cut]\nzone = UTC\ncut-off = 23:30\ncalendar = every-day\n"
		  "first = 2026-11-28\ncycle = hour\n" ONE,
		    "3 cut-off: with cycle = hour a date ends at a whole "
		    "hour\n" },
		{ HEAD "[cycle]\n" ONE,
		    "6 [cycle] is no section of a book of recon-cut; there "
		    "are cut, alarm, system NAME, verify FROM TO, job NAME\n" },
		{ HEAD "[alarm]\nsend = x\nsend = y\n" ONE, "" },
	};

	expect_rows(rows, sizeof rows / sizeof *rows);
}

/* With values that are none. */
static void
values(void)
{
	static const struct row rows[] = {
		{ "[cut]\nzone = Mars\ncut-off = 24:00\ncalendar = every-day\n"
		  "first = 2026-02-29\n" ONE,
		    "2 zone: \"Mars\" is not a zone: neither UTC, nor +HH:MM, "
		    "nor in the system's tz data as Asia/Shanghai is\n"
		    "3 cut-off: \"24:00\" is no time of day from 00:00 to "
		    "23:59\n"
		    "5 first: \"2026-02-29\" is no date YYYY-MM-DD\n" },
		{ "[cut]\nzone =\ncut-off =\ncalendar =\nfirst =\n" ONE,
		    "2 zone: it says nothing\n"
		    "3 cut-off: it says nothing\n"
		    "4 calendar: it says nothing\n"
		    "5 first: it says nothing\n" },
	};

	expect_rows(rows, sizeof rows / sizeof *rows);
}

/* Nothing is told of it where a round keeps it. */
static bool
is_kept(const char *book)
{
	struct told told = { 0 };
	struct cut_book c;
	struct err e;
	bool is;

	cut_book_read_kept(&c, "pay.ini", span_str(book), &told, &e);
	is = told.n == 0;
	cut_book_free(&c);
	told_free(&told);
	return is;
}

static void
calendars(void)
{
	static const char book[] = "[cut]\nzone = UTC\ncut-off = 23:00\n"
				   "calendar = days\nfirst = 2026-11-28\n" ONE;

	EXPECT_STR(told_of(book),
	    "4 calendar: days: No such file or directory; it is every-day, "
	    "or a file\n");
	EXPECT(is_kept(book));
	scratch_write("days", "", strlen(""));
	EXPECT_STR(told_of(book),
	    "4 calendar: days: names no day: is it the calendar?\n");
	scratch_write(
	    "days", "2026-12-25 Christmas\n", strlen("2026-12-25 Christmas\n"));
	EXPECT_STR(
	    told_of(book), "5 first: the calendar has it as a day off\n");
	EXPECT(is_kept(book));
	scratch_write("days", "work 2026-11-28\n", strlen("work 2026-11-28\n"));
	EXPECT_STR(told_of(book), "");
	scratch_write("days", "2025-12-25\n", strlen("2025-12-25\n"));
	EXPECT_STR(told_of(book),
	    "5 first: pay.ini: calendar: it names no day of 2026, so nobody "
	    "knows which are off\n");
	EXPECT(mkdir("sub", 0700) == 0);
	scratch_write(
	    "sub/days", "work 2026-11-28\n", strlen("work 2026-11-28\n"));
	EXPECT_STR(told_in("sub/pay.ini", book), "");
	EXPECT(unlink("sub/days") == 0);
}

static void
systems(void)
{
	static const struct row rows[] = {
		{ HEAD, "0 there is no [system NAME]\n" },
		{ HEAD "[system a]\n",
		    "0 no system says validates = yes: one is asked first\n" },
		{ HEAD ONE "[system b]\nvalidates = yes\n",
		    "8 [system b] validates, and [system a] does already: one "
		    "is asked first\n" },
		{ HEAD ONE "validates = maybe\n",
		    "8 validates: it is there twice, in line 7 too\n" },
		{ HEAD ONE "[system b]\nafter = c\n",
		    "9 after: there is no [system c]\n" },
		{ HEAD ONE "[system b]\nafter = b\n",
		    "9 after: it is after itself\n" },
		{ HEAD ONE "[system b]\nafter = a\nafter = a\n",
		    "10 after: a is there twice\n" },
		{ HEAD ONE "[system b]\nafter = d\n[system c]\nafter = b\n"
			   "[system d]\nafter = c\n",
		    "8 a circle of the data: b is after d is after c is after "
		    "b\n" },
		{ HEAD ONE "[system b.c]\n",
		    "8 [system b.c] is not like [system NAME]: a name is at "
		    "most 40 letters of ASCII, digits, \"_\" and \"-\", no "
		    "\"-\" first\n" },
		{ HEAD ONE "extract = x {day}\n",
		    "8 extract: nobody has the name \"day\"; there is: date "
		    "next\n" },
		{ HEAD ONE "extract = x \"{date}\n",
		    "8 extract: a quote is not closed\n" },
		{ HEAD ONE "extract = x {date} {next} {{}\n", "" },
		{ HEAD ONE "extract-timeout = 0\n",
		    "8 extract-timeout: \"0\" is not from 1s to 864000s\n" },
	};

	expect_rows(rows, sizeof rows / sizeof *rows);
}

/* What is told of a book of n systems. */
static const char *
told_of_many(int n)
{
	struct buf book = { 0 };
	const char *told;

	buf_str(&book, HEAD ONE);
	for (int i = 1; i < n; i++)
		buf_printf(&book, "[system s%d]\n", i);
	buf_byte(&book, '\0');
	told = told_of(book.p);
	buf_free(&book);
	return told;
}

static void
many(void)
{
	EXPECT_STR(told_of_many(64), "");
	EXPECT_STR(told_of_many(65), "71 more than 64 systems\n");
	EXPECT_STR(told_of_many(66), "71 more than 64 systems\n");
}

#define TWO HEAD ONE "[system b]\nafter = a\n"

static void
pairs(void)
{
	static const struct row rows[] = {
		{ TWO "[verify a b]\nleft = x {date}\nright = y {next}\n"
		      "options = --tolerance 1.00\n",
		    "" },
		{ TWO "[verify b a]\n",
		    "10 [verify b a]: no data goes from b to a\n" },
		{ TWO "[verify a x]\n",
		    "10 [verify a x]: no data goes from a to x\n" },
		{ TWO "[verify a b]\noptions = {date}\n",
		    "11 options: no name in braces has a value here; {{ "
		    "stands for a brace\n" },
		{ TWO "[verify a b]\noptions = -g --tolerance "
		      "-0.01..+0.05 --date-window=3 --compare \"a b\"\n",
		    "" },
		{ TWO "[verify a b]\noptions = --pass x\n",
		    "11 options: \"--pass\" is none of the options of "
		    "recon-join that a pair can have\n" },
		{ TWO "[verify a b]\noptions = -g file\n",
		    "11 options: \"file\" is none of the options of "
		    "recon-join that a pair can have\n" },
		{ TWO "[verify a b]\noptions = --sum-of\n",
		    "11 options: --sum-of: it takes a value\n" },
		{ HEAD "mode = shadow\n[system a]\nvalidates = yes\n"
		       "extract = x\n[system b]\nafter = a\n",
		    "10 [system b] says no extract =, and with mode = shadow "
		    "it is not asked\n" },
		{ HEAD "mode = shadow\n[system a]\nvalidates = yes\n"
		       "extract = x\n[system b]\nafter = a\n"
		       "[verify a b]\nright = y\n",
		    "" },
		{ TWO "[system a-b]\n[system c]\nafter = a-b\n"
		      "[system b-c]\nafter = a\n",
		    "13 the data from a to b-c would be called as that from "
		    "a-b to c is\n" },
	};

	expect_rows(rows, sizeof rows / sizeof *rows);
}

/* The name of a job has line 10, its last key 12. */
#define JOB TWO "[job j]\nsystem = a\nrun = x\n"

static void
jobs(void)
{
	static const struct row rows[] = {
		{ JOB, "" },
		{ TWO "[job j]\n",
		    "10 [job j] says no system =\n10 [job j] says no run =\n" },
		{ TWO "[job j]\nsystem = c\nrun = x\n",
		    "11 system: \"c\" is no system of the book\n" },
		{ JOB "after = a.complete\nafter = b.ready\nafter = tied\n",
		    "" },
		{ JOB "after = a.open\n",
		    "13 after: \"a.open\" is none of SYSTEM.cut, SYSTEM.ready, "
		    "SYSTEM.complete, sealed, tied, locked and the names of "
		    "jobs\n" },
		{ JOB "after = c.cut\n",
		    "13 after: \"c.cut\" is none of SYSTEM.cut, SYSTEM.ready, "
		    "SYSTEM.complete, sealed, tied, locked and the names of "
		    "jobs\n" },
		{ JOB "after = a.ready\n",
		    "13 after: \"a.ready\" is never asked: that system gets no "
		    "data\n" },
		{ JOB "after = tied\nafter = tied\n",
		    "14 after: \"tied\" is there twice\n" },
		{ JOB "after =\n", "13 after: it says nothing\n" },
		{ JOB "before = j\n",
		    "13 before: \"j\" is none of SYSTEM.cut, SYSTEM.ready, "
		    "SYSTEM.complete, sealed, tied, locked\n" },
		{ JOB "before = b.complete\n", "" },
		{ JOB "after = j\n",
		    "10 a circle, none of it can begin: j is after j\n" },
		{ JOB "before = a.cut\n",
		    "10 a circle, none of it can begin: cut-a is after j is "
		    "after cut-a\n" },
		{ JOB "after = tied\nbefore = sealed\n",
		    "10 a circle, none of it can begin: seal is after j is "
		    "after tie is after seal\n" },
		{ JOB "after = k\n[job k]\nsystem = b\nrun = y\nafter = j\n",
		    "10 a circle, none of it can begin: j is after k is after "
		    "j\n" },
		{ JOB "timeout = 0\n",
		    "13 timeout: \"0\" is not from 1s to 31622400s\n" },
		{ JOB "run = x {next}\n",
		    "13 run: it is there twice, in line 12 too\n" },
		{ TWO "[job j]\nsystem = a\nrun = x {next}\n",
		    "12 run: nobody has the name \"next\"; there is: date\n" },
		{ TWO "[job verify-x]\nsystem = a\nrun = x\n",
		    "10 [job verify-x]: a step of the round is called so\n" },
		{ TWO "[job tied]\nsystem = a\nrun = x\n",
		    "10 [job tied]: a step of the round is called so\n" },
		{ TWO "[job cutting]\nsystem = a\nrun = x\n", "" },
	};

	expect_rows(rows, sizeof rows / sizeof *rows);
}

static void
names(void)
{
	EXPECT_STR(told_in("日切.ini", HEAD ONE),
	    "0 \"日切\" is no name of a book, which the file has: at most 40 "
	    "letters of ASCII, digits, \"_\" and \"-\", no \"-\" first\n");
	EXPECT_STR(told_in("a.b.ini", HEAD ONE),
	    "0 \"a.b\" is no name of a book, which the file has: at most 40 "
	    "letters of ASCII, digits, \"_\" and \"-\", no \"-\" first\n");
}

/* Systems as they are ordered, each with those that it is after. */
static void
order(void)
{
	struct told told = { 0 };
	struct cut_book c;
	struct err e;

	cut_book_read_text(&c, "dir/pay.ini",
	    SPAN(HEAD "title = 日切\ntargets = t\n[system d]\nafter = b\n"
		      "after = c\nvalidates = yes\n[system c]\nafter = a\n"
		      "title = 丙\n[system b]\nafter = a\n[system a]\n"
		      "target = x\nextract = e\n"),
	    &told, &e);
	EXPECT(told.n == 0);
	buf_clear(&b);
	for (size_t i = 0; i < c.n_systems; i++) {
		buf_printf(&b, "%s", c.systems[i].name);
		for (size_t k = 0; k < c.systems[i].n_after; k++)
			buf_printf(
			    &b, " %s", c.systems[c.systems[i].after[k]].name);
		buf_byte(&b, '\n');
	}
	EXPECT_STR(text(), "d c b\na\nc a\nb a\n");
	EXPECT_STR(c.name, "pay");
	EXPECT_STR(c.title, "日切");
	EXPECT_STR(c.targets, "dir/t");
	EXPECT_STR(c.systems[1].target, "x");
	EXPECT_STR(c.systems[1].extract, "e");
	EXPECT(!c.systems[0].extract && c.systems[1].extract_timeout == 3600);
	EXPECT_STR(c.systems[2].title, "丙");
	EXPECT_STR(c.systems[0].target, "d");
	EXPECT(cut_book_system(&c, SPAN("b")) == 3 &&
	    cut_book_system(&c, SPAN("e")) == 4);
	EXPECT(c.n_pairs == 4 && c.margin == 300 && c.begin == 1800 &&
	    c.max == 7 && c.stuck == 1800 && !c.shadow);
	cut_book_free(&c);
	told_free(&told);
}

static void
unread(void)
{
	static const mode_t modes[] = { 0660, 0602, 0666 };
	struct told told = { 0 };
	struct cut_book c;
	struct err e;

	EXPECT(cut_book_read(&c, "nowhere.ini", &told, &e) == -1);
	EXPECT(e.status == ST_FAIL && told.n == 0);
	cut_book_free(&c);
	scratch_write("open.ini", HEAD ONE, strlen(HEAD ONE));
	for (size_t i = 0; i < 3; i++) {
		EXPECT(chmod("open.ini", modes[i]) == 0);
		EXPECT(cut_book_read(&c, "open.ini", &told, &e) == -1);
		EXPECT(e.status == ST_FAIL && told.n == 0);
		cut_book_free(&c);
	}
	EXPECT(chmod("open.ini", 0644) == 0);
	EXPECT(cut_book_read(&c, "open.ini", &told, &e) == 0 && told.n == 0);
	cut_book_free(&c);
}

int
main(void)
{
	scratch_begin();
	test("[cut]: whatever it lacks and does not know is told", heads);
	test("[cut]: zone, cut-off and first are what they are", values);
	test("a calendar is there, and knows the first date", calendars);
	test("systems: one is asked first, and no data goes round", systems);
	test("systems: there are 64 at most", many);
	test("what is verified is a way of the data", pairs);
	test("jobs are of a system, and after what there is", jobs);
	test("the name of a book is one that goes into ids", names);
	test("systems are in order along the data, the first one first", order);
	test("a book that others can write is none", unread);
	buf_free(&b);
	scratch_end();
	return test_done();
}
