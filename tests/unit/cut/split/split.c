#include "cut/split/split.h"

#include <signal.h>
#include <time.h>

#include "split_case.h"

static struct split_wish wish;
static struct split_told told;

static void
make_wish(void)
{
	static char in[] = "in", *names[] = { in };

	wish = (struct split_wish){ .book = &book,
		.book_digest = "abc",
		.seals = &seals,
		.names = names,
		.n = 1,
		.clock = &iso,
		.into = "out",
		.sorter = { .memory = 1 << 24, .threads = 1, .dir = "." } };
}

static int
split(const char *text)
{
	scratch_write("in", text, strlen(text));
	return split_run(&wish, &told, &e);
}

static void
empty(void)
{
	EXPECT(system("rm -rf * .out.recon-tmp-*") == 0);
	make_wish();
}

/* The file's lines, without the control lines, are these. */
static bool
holds(const char *path, const char *lines)
{
	char *text = scratch_read(path), *at = text;
	bool same;

	for (int i = 0; at && i < 2; i++)
		at = strchr(at, '\n') ? strchr(at, '\n') + 1 : NULL;
	same = at && !strncmp(text, "#recon record 2\n#total\t", 23) &&
	    !strcmp(at, lines);
	if (!same)
		printf("# %s holds \"%s\"\n", path, text ? text : "(nothing)");
	free(text);
	return same;
}

/* Adds "HEAD DIGEST TAIL", the digest of that file. */
static void
add_line(struct buf *b, const char *head, const char *path, const char *tail)
{
	char *text = scratch_read(path), digest[DIGEST_TEXT + 1];

	digest_of(span_str(text ? text : ""), digest);
	buf_printf(b, "%s\t%s\t%s\n", head, digest, tail);
	free(text);
}

static void
parts(void)
{
	struct buf want = { 0 };
	char digest[DIGEST_TEXT + 1];

	EXPECT(split("B\t2.00\tCNY\tR\t2026-11-28\tx=1\n"
		     "A\t1.00\tCNY\tL\t2026-11-29\n"
		     "A\t1.50\tCNY\tL\t2026-11-28\n") == 0);
	EXPECT(holds("out/2026-11-28.records",
	    "A\t1.50\tCNY\tL\t2026-11-28\n"
	    "B\t2.00\tCNY\tR\t2026-11-28\tx=1\n"));
	EXPECT(
	    holds("out/2026-11-29.records", "A\t1.00\tCNY\tL\t2026-11-29\n"));
	EXPECT(holds("out/late.records", ""));
	buf_str(&want,
	    "recon-cut split 1\nas-of\t41\t2026-11-28\nbook\tday\tabc\n");
	add_line(
	    &want, "late\troll\tlate.records", "out/late.records", "records=0");
	add_line(&want, "part\t2026-11-28\topen\t2026-11-28.records",
	    "out/2026-11-28.records", "records=2\tL.CNY=1.50\tR.CNY=2.00");
	add_line(&want, "part\t2026-11-29\tnext\t2026-11-29.records",
	    "out/2026-11-29.records", "records=1\tL.CNY=1.00");
	digest_of(buf_span(&want), digest);
	EXPECT_STR(told.digest, digest);
	buf_byte(&want, '\0');
	EXPECT(scratch_holds("out/split", want.p));
	EXPECT(told.records == 3 && told.parts == 2 && told.late == 0);
	buf_free(&want);
	empty();
}

static void
by_time(void)
{
	wish.time = "paid";
	EXPECT(
	    split("A\t1.00\tCNY\tL\t-\tpaid=2026-11-28T22:59:59\n"
		  "B\t2.00\tCNY\tL\t-\tpaid=2026-11-28T23:00:00\tx=1\n") == 0);
	EXPECT(holds("out/2026-11-28.records",
	    "A\t1.00\tCNY\tL\t2026-11-28\tpaid=2026-11-28T22:59:59\n"));
	EXPECT(holds("out/2026-11-29.records",
	    "B\t2.00\tCNY\tL\t2026-11-29\tpaid=2026-11-28T23:00:00\tx=1\n"));
	empty();
}

static const char late[] = "A\t1.00\tCNY\tL\t2026-11-28\n"
			   "B\t2.00\tCNY\tL\t2026-11-27\n"
			   "C\t3.00\tCNY\tL\t2026-11-26\tx=1\n"
			   "D\t4.00\tCNY\tL\t2026-11-27\tlate=2026-11-25\n";

static void
rolls(void)
{
	EXPECT(split(late) == 0);
	EXPECT(holds("out/2026-11-28.records",
	    "A\t1.00\tCNY\tL\t2026-11-28\n"
	    "B\t2.00\tCNY\tL\t2026-11-28\tlate=2026-11-27\n"
	    "C\t3.00\tCNY\tL\t2026-11-28\tx=1\tlate=2026-11-26\n"
	    "D\t4.00\tCNY\tL\t2026-11-28\tlate=2026-11-25\n"));
	EXPECT(holds("out/late.records",
	    "B\t2.00\tCNY\tL\t2026-11-28\tlate=2026-11-27\n"
	    "C\t3.00\tCNY\tL\t2026-11-28\tx=1\tlate=2026-11-26\n"
	    "D\t4.00\tCNY\tL\t2026-11-28\tlate=2026-11-25\n"));
	EXPECT(told.records == 4 && told.parts == 1 && told.late == 3);
	EXPECT(access("out/2026-11-27.records", F_OK) != 0);
	EXPECT(split("A\t1.00\tCNY\tL\t2026-11-27\tlate=1\tlate=2\n") < 0);
	EXPECT_STR(e.text, "in:1: late: is carried twice");
	empty();
}

static void
keeps(void)
{
	wish.late = SPLIT_KEEP;
	EXPECT(split(late) == 0);
	EXPECT(
	    holds("out/2026-11-28.records", "A\t1.00\tCNY\tL\t2026-11-28\n"));
	EXPECT(holds("out/2026-11-27.records",
	    "B\t2.00\tCNY\tL\t2026-11-27\n"
	    "D\t4.00\tCNY\tL\t2026-11-27\tlate=2026-11-25\n"));
	EXPECT(holds(
	    "out/2026-11-26.records", "C\t3.00\tCNY\tL\t2026-11-26\tx=1\n"));
	EXPECT(holds("out/late.records",
	    "B\t2.00\tCNY\tL\t2026-11-27\n"
	    "C\t3.00\tCNY\tL\t2026-11-26\tx=1\n"
	    "D\t4.00\tCNY\tL\t2026-11-27\tlate=2026-11-25\n"));
	EXPECT(told.parts == 3 && told.late == 3);
	empty();
}

static void
refuses(void)
{
	wish.late = SPLIT_REFUSE;
	wish.refused = "refused";
	EXPECT(split(late) < 0);
	EXPECT(e.status == ST_DATA);
	EXPECT_STR(
	    e.text, "3 records are late: their dates were sealed by step 41");
	EXPECT(access("out", F_OK) != 0);
	EXPECT(holds("refused",
	    "B\t2.00\tCNY\tL\t2026-11-27\n"
	    "C\t3.00\tCNY\tL\t2026-11-26\tx=1\n"
	    "D\t4.00\tCNY\tL\t2026-11-27\tlate=2026-11-25\n"));
	EXPECT(scratch_files(0) == 2);
	EXPECT(split("A\t1.00\tCNY\tL\t2026-11-28\n") == 0);
	EXPECT(holds("refused", ""));
	EXPECT(holds("out/late.records", ""));
	EXPECT(
	    holds("out/2026-11-28.records", "A\t1.00\tCNY\tL\t2026-11-28\n"));
	wish.refused = NULL;
	EXPECT(split("A\t1.00\tCNY\tL\t2026-11-27\n") < 0);
	EXPECT_STR(e.text,
	    "1 record is late: its date was sealed by step 41 (--refused FILE "
	    "lists them)");
	/* the one before is still there */
	EXPECT(
	    holds("out/2026-11-28.records", "A\t1.00\tCNY\tL\t2026-11-28\n"));
	empty();
}

static void
far_dates(void)
{
	EXPECT(split("A\t1.00\tCNY\tL\t2026-11-19\n"
		     "B\t2.00\tCNY\tL\t2026-12-01\n"
		     "C\t2.00\tCNY\tL\t2026-11-30\n") == 0);
	EXPECT(told.before == 1 && told.ahead == 2 && told.late == 0);
	EXPECT(
	    holds("out/2026-11-19.records", "A\t1.00\tCNY\tL\t2026-11-19\n"));
	EXPECT(
	    holds("out/2026-12-01.records", "B\t2.00\tCNY\tL\t2026-12-01\n"));
	empty();
}

static void
refused(const char *text, const char *why)
{
	EXPECT(split(text) < 0);
	EXPECT(e.status == ST_DATA);
	EXPECT_STR(e.text, why);
	EXPECT(scratch_files(0) == 1);
}

static void
bad_data(void)
{
	struct buf many = { 0 };
	char date[DATE_LEN + 1];

	refused("A\t1.00\tCNY\tL\t2026-11-28\nB\t1.00\tCNY\tL\t-\n",
	    "in:2: the record has no DATE: say with --time which field has "
	    "its time");
	refused("#recon record 2\nA\t1.00\tCNY\tL\t2026-11-28\n",
	    "in: ends without its #total: what writes it did not finish");
	refused("#recon record 1\nA\t1.00\tCNY\tL\t2026-11-28\n"
		"#total\trecords=2\tL.CNY=1.00\n",
	    "in: #total says 2 records, read 1");
	for (int32_t i = 0; i <= SPLIT_PARTS_MAX; i++) {
		date_format(seals.open + i, date);
		buf_printf(&many, "A\t1\t-\tL\t%s\n", date);
	}
	buf_byte(&many, '\0');
	refused(many.p, "in:4001: more than 4000 dates: no days have so many");
	buf_free(&many);
	empty();
}

enum { MANY = 5000, LINE = 64 };

static char (*lines)[LINE];

static void
make_lines(uint64_t *seed)
{
	lines = mem_zeroed(MANY, LINE);
	for (int i = 0; i < MANY; i++) {
		uint64_t r = scratch_random(seed);

		snprintf(lines[i], LINE,
		    "K%u\t%u.%02u\t%s\t%c\t2026-11-%02u\tn=%u\tx=%u\n",
		    (unsigned)(r % 3000), (unsigned)(r >> 12) % 1000,
		    (unsigned)(r >> 22) % 100, r >> 30 & 1 ? "CNY" : "USD",
		    r >> 31 & 1 ? 'L' : 'R', (unsigned)(r >> 32) % 7 + 24,
		    (unsigned)(r >> 40) % 3 + 1, (unsigned)(r >> 44) % 2);
	}
}

static void
shuffle(uint64_t *seed)
{
	char swap[LINE];

	for (size_t i = MANY - 1; i > 0; i--) {
		size_t j = scratch_random(seed) % (i + 1);

		memcpy(swap, lines[i], LINE);
		memcpy(lines[i], lines[j], LINE);
		memcpy(lines[j], swap, LINE);
	}
}

/* Lines from, up to to, as a file. */
static void
write_lines(const char *path, size_t from, size_t to)
{
	struct buf b = { 0 };

	for (; from < to; from++)
		buf_str(&b, lines[from]);
	scratch_write(path, b.p ? b.p : "", b.len);
	buf_free(&b);
}

static void
any_order(void)
{
	static char one[] = "1", two[] = "2", three[] = "3";
	static char *names[] = { one, two, three };
	uint64_t seed = 11;

	make_lines(&seed);
	wish.names = names;
	wish.n = 3;
	for (int i = 0; i < 12; i++) {
		size_t a = scratch_random(&seed) % MANY;
		size_t b = a + scratch_random(&seed) % (MANY - a);

		shuffle(&seed);
		write_lines("1", 0, a);
		write_lines("2", a, b);
		write_lines("3", b, MANY);
		wish.late = i % 4 < 2 ? SPLIT_ROLL : SPLIT_KEEP;
		wish.into = i == 0 ? "roll" : i == 2 ? "keep" : "out";
		wish.sorter.memory = i % 2 ? 1 << 16 : 1 << 24;
		wish.sorter.threads = i % 3 ? 2 : 1;
		EXPECT(split_run(&wish, &told, &e) == 0);
		EXPECT(told.records == MANY);
		if (i > 2)
			EXPECT(system(i % 4 < 2 ? "diff -r roll out"
						: "diff -r keep out") == 0);
	}
	EXPECT(system("cat keep/2*.records | grep -v '^#' | "
		      "LC_ALL=C sort >got; cat 1 2 3 | LC_ALL=C sort | "
		      "cmp - got") == 0);
	free(lines);
	empty();
}

static void
facts(void)
{
	struct facts f = { 0 };
	struct buf b = { 0 };

	wish.rules.facts = &f;
	EXPECT(split(late) == 0);
	EXPECT(facts_format_counts(&f, &b, &e) == 0);
	buf_byte(&b, '\0');
	EXPECT(strstr(b.p, "read.records\t4\n"));
	EXPECT(strstr(b.p, "read.L.CNY\t10.00\n"));
	EXPECT(strstr(b.p, "written.records\t4\n"));
	EXPECT(strstr(b.p, "written.L.CNY\t10.00\n"));
	EXPECT(strstr(b.p, "late.records\t3\n"));
	EXPECT(strstr(b.p, "late.L.CNY\t9.00\n"));
	EXPECT(strstr(b.p, "ahead\t0\n"));
	buf_clear(&b);
	facts_format_files(&f, &b);
	buf_byte(&b, '\0');
	EXPECT(strstr(b.p, "out/2026-11-28.records"));
	EXPECT(!strstr(b.p, "recon-tmp-"));
	buf_free(&b);
	facts_free(&f);
	empty();
}

/* What the directory holds is one of two splits. */
static bool
is_whole(void)
{
	return system("diff -r out first >/dev/null") == 0 ||
	    system("diff -r out second >/dev/null") == 0;
}

static void
killed(void)
{
	uint64_t seed = 5;

	make_lines(&seed);
	write_lines("in", 0, MANY / 2);
	wish.into = "first";
	EXPECT(split_run(&wish, &told, &e) == 0);
	wish.into = "out";
	EXPECT(split_run(&wish, &told, &e) == 0);
	write_lines("in", 0, MANY);
	wish.into = "second";
	EXPECT(split_run(&wish, &told, &e) == 0);
	wish.into = "out";
	for (int i = 0; i < 60; i++) {
		struct timespec t = { .tv_nsec = (long)(scratch_random(&seed) %
					  20000000) };
		pid_t pid = fork();

		if (pid == 0)
			_exit(split_run(&wish, &told, &e) ? 1 : 0);
		nanosleep(&t, NULL);
		kill(pid, SIGKILL);
		waitpid(pid, NULL, 0);
		EXPECT(is_whole());
	}
	EXPECT(split_run(&wish, &told, &e) == 0);
	EXPECT(system("diff -r out second") == 0);
	EXPECT(access(".out.recon-tmp-making", F_OK) != 0);
	free(lines);
	empty();
}

int
main(void)
{
	split_case_begin();
	make_wish();
	test("each date is a file, and one file says what they are", parts);
	test("a time that is carried says the date", by_time);
	test("late records roll to the first date that is not sealed", rolls);
	test("late records stay in the part of their date", keeps);
	test("nothing appears with late records that are refused", refuses);
	test("dates before the first and ahead are parts, and counted",
	    far_dates);
	test("nothing appears of bad data", bad_data);
	test("the same records make the same bytes, in whatever order, with "
	     "whatever memory",
	    any_order);
	test("facts say that what was read was written", facts);
	test("whenever it is killed, all parts are of one run", killed);
	split_case_end();
	return test_done();
}
