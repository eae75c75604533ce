#include "cut/flow/cut_flow.h"

#include "test.h"

static struct buf b;

/* The flow of a book with these lines behind its zone, UTC, unless they say one
 * and the first date. */
static const char *
flow_of(const char *lines, const char *store)
{
	struct told told = { 0 };
	struct buf text = { 0 };
	struct cut_book c;
	struct err e;

	buf_clear(&b);
	buf_printf(&text, "[cut]\n%s%s",
	    strstr(lines, "zone =") ? "" : "zone = UTC\nfirst = 2026-11-28\n",
	    lines);
	cut_book_read_text(&c, "dir/pay.ini", buf_span(&text), &told, &e);
	for (size_t i = 0; i < told.n; i++)
		buf_printf(&b, "%s\n", told.list[i].text);
	if (told.n == 0)
		cut_flow(&c, store, store != NULL, &b);
	buf_byte(&b, '\0');
	cut_book_free(&c);
	told_free(&told);
	buf_free(&text);
	return b.p;
}

#define DAILY "calendar = every-day\n"
#define ONE "[system a]\nvalidates = yes\n"
#define TWO ONE "[system b]\nafter = a\ntitle = B B\n"

static void
has(const char *flow, const char *lines)
{
	EXPECT(strstr(flow, lines) != NULL);
	if (!strstr(flow, lines))
		printf("# no: %s\n# in: %s\n", lines, flow);
}

static void
lacks(const char *flow, const char *lines)
{
	EXPECT(strstr(flow, lines) == NULL);
}

static void
times(void)
{
	static const struct {
		const char *lines, *at, *date;
	} rows[] = {
		{ "cut-off = 23:00\n", "22:30", "due" },
		{ "cut-off = 12:00\nbegin = 12h\n", "00:00", "due" },
		{ "cut-off = 00:00\n", "23:30", "due" },
		{ "cut-off = 00:10\n", "23:40", "due" },
		{ "cut-off = 00:30\n", "00:00", "due - 1 day" },
		{ "cut-off = 04:00\nbegin = 1h\n", "03:00", "due - 1 day" },
		{ "cut-off = 11:59\nbegin = 12h\n", "23:59", "due" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct buf want = { 0 }, lines = { 0 };

		buf_printf(&lines, "%s" DAILY ONE "%c", rows[i].lines, '\0');
		buf_printf(&want,
		    "[schedule day]\nat = %s\nzone = UTC\nparam date = %s\n"
		    "catch-up = all max 7\noverlap = wait\ngrace = 15m\n%c",
		    rows[i].at, rows[i].date, '\0');
		has(flow_of(lines.p, NULL), want.p);
		buf_free(&want);
		buf_free(&lines);
	}
	has(flow_of("cut-off = 23:00\nmax = 0\ngrace = 1h\ndone-by = 09:00 +1 "
		    "day\n" DAILY ONE "[alarm]\nsend = x\nsend = y\n",
		NULL),
	    "param date = due\noverlap = wait\ngrace = 1h\ndone-by = 09:00 +1 "
	    "day\n\n[alarm]\nsend = x\nsend = y\n");
}

static void
steps(void)
{
	const char *f = flow_of("cut-off = 23:00\n" DAILY TWO, NULL);

	has(f, "[flow]\ntitle = pay\n\n[param date]\ntype = date\n");
	has(f,
	    "[node announce]\ntitle = announce the date\nwhen-run = "
	    "recon-cut is-date pay.ini {date}\nrun = recon-cut announce "
	    "pay.ini {date}\nnever = 1\nevery = 1m\ndeadline = 60m\n"
	    "timeout = 1h\nretry = 10\nbackoff = 10s x2 max 5m\nidempotent "
	    "= yes\ngive-up = fail\n");
	has(f,
	    "[node cut-a]\ntitle = a: cut\nafter = announce\nrun = "
	    "recon-cut cut pay.ini {date} a\nnever = 1\nevery = 1m\n"
	    "deadline = 60m\n");
	lacks(f, "ready-a");
	has(f,
	    "[node complete-a]\ntitle = a: complete\nafter = cut-a\nrun = "
	    "recon-cut complete pay.ini {date} a\nnever = 1\nevery = 1m\n"
	    "deadline = 30m\n");
	has(f, "[node cut-b]\ntitle = B B: cut\nafter = cut-a\nrun");
	has(f,
	    "[node ready-b]\ntitle = B B: ready\nafter = cut-b\nafter = "
	    "complete-a\nrun = recon-cut ready pay.ini {date} b\n");
	has(f,
	    "[node complete-b]\ntitle = B B: complete\nafter = ready-b\n"
	    "run");
	has(f,
	    "[node seal]\ntitle = seal the date\nafter = complete-b\nrun = "
	    "recon-cut seal pay.ini {date}\n");
	has(f,
	    "[node lock]\ntitle = lock the date\nafter = tie\nrun = "
	    "recon-cut lock pay.ini {date}\n");
}

/* Of a book that turns hours. */
static void
hours(void)
{
	const char *f = flow_of("cut-off = 23:00\ncycle = hour\nbegin = 1h\n"
				"max = 2\n" DAILY TWO,
	    NULL);

	has(f,
	    "[flow]\ntitle = pay\n\n[param begins]\ntype = date\ntitle = The "
	    "day on which the hour begins\n\n[param hour]\ntype = word\n"
	    "title = The hour, 00 to 23\n\n[node announce]\n");
	/* an hour, half an hour until it is stuck, and two hours */
	has(f,
	    "run = recon-cut announce pay.ini {begins}T{hour}\nnever = 1\n"
	    "every = 1m\ndeadline = 210m\n");
	has(f,
	    "run = recon-cut cut pay.ini {begins}T{hour} a\nnever = 1\n"
	    "every = 1m\ndeadline = 90m\n");
	has(f,
	    "[schedule hour-00]\nat = 00:00\nzone = UTC\nparam begins = due\n"
	    "param hour = 00\ncatch-up = all max 2\noverlap = wait\n"
	    "grace = 15m\n\n[schedule hour-01]\nat = 01:00\n");
	has(f, "[schedule hour-23]\nat = 23:00\n");
	lacks(f, "[schedule day]");
	lacks(f, "{date}");
	/* where clocks are put back an hour is two */
	f = flow_of(
	    "zone = Europe/Berlin\nfirst = 2026-11-28\ncut-off = 23:00\n"
	    "cycle = hour\n" DAILY TWO,
	    NULL);
	has(f,
	    "cut pay.ini {begins}T{hour} a\nnever = 1\nevery = 1m\n"
	    "deadline = 120m\n");
}

static void
verified(void)
{
	const char *f = flow_of("cut-off = 23:00\n" DAILY TWO
				"[verify a b]\noptions = --tolerance 1.00\n",
	    NULL);

	has(f,
	    "[node extract-a]\ntitle = a: extract\nafter = begin\nrun = "
	    "recon-cut extract --left work/{date}/a.left pay.ini {date} "
	    "a\n");
	has(f,
	    "[node extract-b]\ntitle = B B: extract\nafter = begin\nrun = "
	    "recon-cut extract --right work/{date}/b.right pay.ini {date} "
	    "b\n");
	has(f,
	    "[node verify-a-b]\ntitle = a, B B: verify\nafter = extract-a\n"
	    "after = extract-b\nrun = recon-join --tolerance 1.00 --facts "
	    "work/{date}/a-b.facts -o work/{date}/a-b.results "
	    "work/{date}/a.left work/{date}/b.right\n");
	has(f,
	    "[node tie]\ntitle = tie the date\nafter = verify-a-b\nrun = "
	    "recon-cut tie pay.ini {date} work/{date}/a-b.facts\n");
	f = flow_of("cut-off = 23:00\nwork = w\n" DAILY TWO
		    "[verify a b]\nleft = x\n",
	    NULL);
	lacks(f, "extract-a");
	has(f,
	    "[node left-a-b]\ntitle = a: extract\nafter = begin\nrun = "
	    "recon-cut extract --of b --left w/{date}/a-b.left pay.ini "
	    "{date} a\n");
	has(f,
	    "after = left-a-b\nafter = extract-b\nrun = recon-join --facts "
	    "w/{date}/a-b.facts -o w/{date}/a-b.results w/{date}/a-b.left "
	    "w/{date}/b.right\n");
	f = flow_of("cut-off = 23:00\n" DAILY ONE, NULL);
	lacks(f, "extract");
	lacks(f, "[node begin]");
	has(f,
	    "[node tie]\ntitle = tie the date\nafter = seal\nrun = "
	    "recon-cut tie pay.ini {date}\n");
}

static void
jobs(void)
{
	const char *f = flow_of("cut-off = 23:00\n" DAILY TWO
				"[job j]\nsystem = b\nrun = x \"{date} y\"\n"
				"[job k]\nsystem = a\nafter = b.complete\n"
				"after = j\nbefore = tied\ntitle = K\n"
				"run = z\nretry = 3\nnever = 4\n",
	    NULL);

	has(f,
	    "[node j]\ntitle = B B: j\nafter = cut-b\nrun = x \"{date} "
	    "y\"\n");
	has(f,
	    "[node k]\ntitle = a: K\nafter = complete-b\nafter = j\nrun = "
	    "z\nretry = 3\nnever = 4\n");
	has(f, "after = verify-a-b\nafter = k\nrun = recon-cut tie");
}

static void
words(void)
{
	const char *f = flow_of("cut-off = 23:00\nlang = zh\ntitle = 日切\n"
				"every = 5s\nstuck = 90s\n" DAILY TWO,
	    "postgresql://h/d b?x={y}");

	has(f, "title = 日切\n");
	has(f, "title = B B：切日\n");
	has(f,
	    "when-run = recon-cut is-date --rehearse --store "
	    "\"postgresql://h/d b?x={{y}\" pay.ini {date}\n");
	has(f,
	    "run = recon-cut seal --rehearse --store \"postgresql://h/d "
	    "b?x={{y}\" "
	    "pay.ini {date}\nnever = 1\nevery = 5s\ndeadline = 90s\n");
}

int
main(void)
{
	test("of a book that turns hours each has a schedule", hours);
	test("a round begins before its cut-off, for its own date", times);
	test("each step is a node behind those it waits for", steps);
	test("what is verified is extracted, joined and tied", verified);
	test("jobs stand where the book says", jobs);
	test("words of the book and the store stand as they are", words);
	buf_free(&b);
	return test_done();
}
