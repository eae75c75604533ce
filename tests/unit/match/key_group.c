#include "match/key_group.h"

#include <stdlib.h>

#include "base/mem.h"
#include "scratch.h"
#include "test.h"

enum { SOURCES = 5, LINES = 400, WIDEST = 2000 };

static const struct stream_rules rules;
static char name[SOURCES][16];
static char *names[SOURCES];

static int
by_bytes(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Sorted lines of few keys, some of them long enough that the reader's
 * buffers turn between them. */
static size_t
make_lines(char **lines, uint64_t *seed, size_t most)
{
	size_t n = scratch_random(seed) % most;

	for (size_t i = 0; i < n; i++) {
		uint64_t x = scratch_random(seed);
		size_t fill = x % 16 ? x >> 8 & 15 : (x >> 8) % WIDEST;

		lines[i] = mem_alloc(64 + fill);
		sprintf(lines[i], "k%d\t%d.00\tCNY\t%c\t-\tx=%0*d",
		    (int)(x >> 20) % 40, (int)(x >> 30) % 9,
		    x >> 40 & 1 ? 'L' : 'R', (int)fill + 1, 0);
	}
	qsort(lines, n, sizeof *lines, by_bytes);
	return n;
}

static void
write_lines(const char *path, char **lines, size_t n, uint64_t *seed)
{
	FILE *f = fopen(path, "w");

	if (!f)
		scratch_die(path);
	for (size_t i = 0; i < n; i++) {
		if (scratch_random(seed) % 20 == 0)
			fprintf(f, "# a comment\n# and one more\n");
		fprintf(f, "%s\n", lines[i]);
	}
	fclose(f);
}

static size_t
key_len(const char *line)
{
	return strcspn(line, "\t");
}

/* How many of the lines from i on have the same key. */
static size_t
same_key(char **lines, size_t i, size_t n)
{
	size_t to = i;

	while (to < n && key_len(lines[to]) == key_len(lines[i]) &&
	    !strncmp(lines[to], lines[i], key_len(lines[i])))
		to++;
	return to - i;
}

static bool
is_line(const struct record *r, const char *want)
{
	return span_eq(r->line, span_str(want)) && r->key.p == r->line.p &&
	    r->key.len == key_len(want) &&
	    r->carried.p + r->carried.len == r->line.p + r->line.len;
}

/* Reads everything, some KEYs gathered, some one by one, some a bit of both,
 * some left half-way, and compares with all lines sorted. */
static void
read_all(struct group *g, char **all, size_t n, uint64_t *seed)
{
	size_t at = 0;
	struct err e;

	while (group_key(g, &e) == 1) {
		size_t in_key = same_key(all, at, n), got = 0;
		size_t most = scratch_random(seed) % 4
		    ? SIZE_MAX
		    : scratch_random(seed) % 5;
		const struct record *r;

		EXPECT(at < n);
		EXPECT(group_gather(g, most, SIZE_MAX, &e) == 0);
		EXPECT(g->n == (in_key < most ? in_key : most));
		for (; got < g->n; got++)
			EXPECT(is_line(g->records[got], all[at + got]));
		if (most < SIZE_MAX && scratch_random(seed) % 2)
			got = in_key; /* the rest is for group_key to skip */
		for (; got < in_key; got++) {
			EXPECT(group_record(g, &r, &e) == 1);
			EXPECT(is_line(r, all[at + got]));
		}
		at += in_key;
	}
	EXPECT(at == n);
}

static void
merged(void)
{
	uint64_t seed = 20221107;

	for (int round = 0; round < 60; round++) {
		char *lines[SOURCES * LINES];
		size_t n = 0;
		struct group g;
		struct total sum = { 0 };
		struct err e = { .text = "" };

		for (int s = 0; s < SOURCES; s++) {
			size_t more = make_lines(lines + n, &seed, LINES);

			write_lines(names[s], lines + n, more, &seed);
			n += more;
		}
		qsort(lines, n, sizeof *lines, by_bytes);
		EXPECT(group_open(&g, names, SOURCES,
			   &(struct stream_rules){ .allow_empty = true },
			   &e) == 0);
		EXPECT_STR(e.text, "");
		EXPECT(group_begin(&g, &e) == 0);
		read_all(&g, lines, n, &seed);
		EXPECT(group_total(&g, &sum, &e) == 0 && sum.records == n);
		total_free(&sum);
		group_close(&g);
		for (size_t i = 0; i < n; i++)
			free(lines[i]);
	}
}

static void
by_operand(void)
{
	char text[512] = "";
	struct group g;
	struct err e;

	for (int i = 0; i < 8; i++)
		sprintf(text + strlen(text), "key%d\t1.00\tCNY\tL\t-\tsrc=%d\n",
		    i, i);
	scratch_write("s0", text, strlen(text));
	scratch_write("s1", text, strlen(text));
	EXPECT(group_open(&g, names, 2, &rules, &e) == 0);
	EXPECT(group_begin(&g, &e) == 0);
	for (int i = 0; i < 2; i++) { /* the first is read by itself */
		EXPECT(group_key(&g, &e) == 1 && g.n_key == 2);
		EXPECT(
		    group_gather(&g, SIZE_MAX, SIZE_MAX, &e) == 0 && g.n == 2);
		EXPECT(g.origins[0].source == &g.sources[0]);
		EXPECT(g.origins[1].source == &g.sources[1]);
		EXPECT(g.origins[1].line == (uint64_t)i + 1);
	}
	EXPECT(g.records[0] == &g.expanded[0]); /* and not copied */
	group_close(&g);
}

static void
places(void)
{
	static const char text[] =
	    "#recon record 1\na\t1\tCNY\tL\t-\n"
	    "# no\nb\t1\tCNY\tL\t-\n#total\trecords=2\tL.CNY=2\n";
	const struct record *r;
	struct group g;
	struct err e;

	scratch_write("s0", text, sizeof text - 1);
	EXPECT(group_open(&g, names, 1, &rules, &e) == 0);
	EXPECT(group_begin(&g, &e) == 0);
	for (int line = 2; line <= 4; line += 2) {
		char want[32];

		EXPECT(group_key(&g, &e) == 1);
		EXPECT(group_record(&g, &r, &e) == 1);
		err_set(&e, ST_DATA, "bad");
		EXPECT(group_err(&g.last, &e) == -1);
		snprintf(want, sizeof want, "s0:%d: bad", line);
		EXPECT_STR(e.text, want);
	}
	EXPECT(group_key(&g, &e) == 0);
	group_close(&g);
}

static void
disorder(void)
{
	static const char text[] = "b\t1\tCNY\tL\t-\nb\t2\tCNY\tL\t-\n"
				   "b\t10\tCNY\tL\t-\n";
	struct group g;
	struct err e;

	scratch_write("s0", "c\t1\tCNY\tL\t-\n", 12);
	scratch_write("s1", text, sizeof text - 1);
	EXPECT(group_open(&g, names, 2, &rules, &e) == 0);
	EXPECT(group_begin(&g, &e) == 0);
	EXPECT(group_key(&g, &e) == 1);
	EXPECT(group_gather(&g, SIZE_MAX, SIZE_MAX, &e) == -1);
	EXPECT(e.status == ST_DATA);
	EXPECT_STR(e.text,
	    "s1:3: not in order: \"b\\x0910\\x09CNY\\x09L\\x09-"
	    "\" comes after \"b\\x092\\x09CNY\\x09L\\x09-\"; sort it with "
	    "recon-sort or LC_ALL=C sort");
	group_close(&g);
}

static void
not_opened(void)
{
	static char dash[] = "-";
	char *twice[] = { dash, dash };
	struct group g;
	struct err e;

	EXPECT(group_open(&g, twice, 2, &rules, &e) == -1);
	EXPECT(e.status == ST_FAIL && g.sources == NULL);
	EXPECT_STR(e.text, "-: standard input is there only once");
	unlink("s1");
	EXPECT(group_open(&g, names, 2, &rules, &e) == -1);
	EXPECT(e.status == ST_FAIL && g.sources == NULL);
	EXPECT_STR(e.text, "s1: No such file or directory");
	scratch_write("s1", "", 0);
	EXPECT(group_open(&g, names, 2, &rules, &e) == 0);
	EXPECT(group_begin(&g, &e) == -1 && e.status == ST_DATA);
	group_close(&g);
}

int
main(void)
{
	for (int i = 0; i < SOURCES; i++) {
		snprintf(name[i], sizeof name[i], "s%d", i);
		names[i] = name[i];
	}
	scratch_begin();
	test("streams are merged and handed out by KEY, gathered or one by "
	     "one",
	    merged);
	test("equal lines come by operand, and one a stream is not copied",
	    by_operand);
	test("the place of the record handed out is known", places);
	test("a line out of order ends it with both lines named", disorder);
	test("what cannot be opened leaves nothing behind", not_opened);
	scratch_end();
	return test_done();
}
