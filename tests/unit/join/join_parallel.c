/* joinall: whatever the number of threads and the size of slices, it is what
 * join_run does, in results, counts and errors. */
#include "join/join_parallel.h"

#include <stdlib.h>

#include "base/mem.h"
#include "scratch.h"
#include "test.h"

enum { SOURCES = 4, LINES = 60, ROUNDS = 12 };

static const struct stream_rules rules;
static const struct join_rules line_by_line, by_sums = { .aggregate = true };
static char name[SOURCES][16];
static char *names[SOURCES];

/* The lines of one source; those of two sides and a few keys. */
struct source {
	char *lines[LINES];
	size_t n;
};

/* What came of a run. */
struct ran {
	int r;
	struct join join;
	struct err e;
	char *out; /* owned; NULL when it failed */
};

static int
by_bytes(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static char *
copy(const char *s)
{
	return mem_dup(span_str(s));
}

static void
make(struct source *s, uint64_t *seed, const char *amount)
{
	int keys = 1 + (int)(scratch_random(seed) % 30);
	size_t n = scratch_random(seed) % LINES;

	for (s->n = 0; s->n < n; s->n++) {
		uint64_t x = scratch_random(seed);
		char line[200];

		snprintf(line, sizeof line, "k%d\t%s%d%s\t%s\t%c\t-%s",
		    (int)(x >> 20 & 1023) % keys, x >> 50 & 1 ? "-" : "",
		    1 + (int)(x >> 30 & 1023) % 5, amount,
		    x >> 44 & 3 ? "CNY" : "USD", x >> 40 & 1 ? 'L' : 'R',
		    x & 12 ? "" : "\tx=a-longer-line-that-takes-more-room");
		s->lines[s->n] = copy(line);
	}
	qsort(s->lines, s->n, sizeof *s->lines, by_bytes);
}

static void
insert(struct source *s, size_t at, const char *line)
{
	if (s->n == LINES)
		free(s->lines[--s->n]);
	at = at < s->n ? at : s->n;
	memmove(
	    s->lines + at + 1, s->lines + at, (s->n - at) * sizeof *s->lines);
	s->lines[at] = copy(line);
	s->n++;
}

static void
add_comments(struct source *s, uint64_t *seed)
{
	for (uint64_t n = scratch_random(seed) % 6; n > 0; n--)
		insert(s, scratch_random(seed) % LINES, "# a comment");
}

/* Control lines somewhere, with the true totals but for off more records. */
static void
announce(struct source *s, uint64_t *seed, int off)
{
	struct total t = { 0 };
	struct buf b = { 0 };
	struct record r;
	struct err e;

	for (size_t i = 0; i < s->n; i++)
		if (s->lines[i][0] != '#' &&
		    record_parse(span_str(s->lines[i]), &r, &e) == 0)
			EXPECT(total_record(&t, &r, &e) == 0);
	t.records += (uint64_t)off;
	total_format(&b, &t);
	b.p[b.len - 1] = '\0';
	while (s->n > LINES - 2) { /* insert would take them away */
		free(s->lines[--s->n]);
		buf_clear(&b);
	}
	if (b.len) {
		insert(s, scratch_random(seed) % LINES, b.p);
		insert(s, scratch_random(seed) % LINES, "#recon record 1");
	}
	buf_free(&b);
	total_free(&t);
}

static void
put(const char *path, const struct source *s, bool ended)
{
	struct buf b = { 0 };

	for (size_t i = 0; i < s->n; i++) {
		buf_str(&b, s->lines[i]);
		buf_byte(&b, '\n');
	}
	buf_room(&b, 1);
	scratch_write(path, b.p, b.len - (!ended && b.len));
	buf_free(&b);
}

static void
drop(struct source *s)
{
	while (s->n)
		free(s->lines[--s->n]);
}

static struct ran
run(int n, bool aggregate, unsigned threads, size_t block)
{
	struct ran ran = { .join.rules = aggregate ? &by_sums : &line_by_line };
	struct stream_out to;
	struct group from;

	if (group_open(&from, names, n, &rules, &ran.e) ||
	    stream_create(&to, "out", STREAM_RESULT, false, &ran.e))
		scratch_die("open");
	ran.r =
	    join_parallel_run(&ran.join, &from, &to, threads, block, &ran.e);
	group_close(&from);
	if (ran.r) {
		stream_abandon(&to);
	} else {
		EXPECT(stream_finish(&to, &ran.e) == 0);
		ran.out = scratch_read("out");
	}
	unlink("out");
	return ran;
}

static void
compare(const struct ran *got, const struct ran *want)
{
	EXPECT(got->r == want->r);
	if (got->r && want->r) {
		EXPECT(got->e.status == want->e.status);
		EXPECT_STR(got->e.text, want->e.text);
	} else if (got->out && want->out) {
		EXPECT_STR(got->out, want->out);
		EXPECT(got->join.placed == want->join.placed);
		EXPECT(
		    !memcmp(got->join.of, want->join.of, sizeof want->join.of));
	}
}

/* Joins the files by every road; fails counts the runs that were refused. */
static void
by_all_roads(int n, int *fails)
{
	static const size_t blocks[] = { 1, 40, 150, 700, 6000 };

	for (int aggregate = 0; aggregate < 2; aggregate++) {
		struct ran want = run(n, aggregate, 1, 0);

		*fails += want.r != 0;
		for (size_t b = 0; b < sizeof blocks / sizeof *blocks; b++) {
			struct ran got =
			    run(n, aggregate, 2 + (unsigned)b % 2, blocks[b]);

			compare(&got, &want);
			free(got.out);
		}
		free(want.out);
	}
}

static void
good(void)
{
	uint64_t seed = 20221101;
	int fails = 0, empty = 0;

	for (int round = 0; round < 10 * ROUNDS; round++) {
		int n = 1 + round % SOURCES;

		for (int i = 0; i < n; i++) {
			struct source s;

			make(&s, &seed, ".00");
			add_comments(&s, &seed);
			if (round % 3)
				announce(&s, &seed, 0);
			empty += s.n == 0;
			/* what is announced ends with an LF */
			put(names[i], &s, round % 3 || round % 5);
			drop(&s);
		}
		by_all_roads(n, &fails);
	}
	EXPECT(fails <= 2 * empty); /* a file of no bytes is bad data */
	EXPECT(empty < ROUNDS);
}

/* Something wrong on every line of a source, of another too. */
static void
bad_lines(void)
{
	static const char *const bad[] = { "k1\t1,00\tCNY\tL\t-", "", "zz",
		"a\t1\tCNY\tL\t-", "k9\t1\tCNY\tL\t-", "#total\trecords=x",
		"#recon result 1", "#recon record 1", "k1\t1\tCNY\tL\t-\r",
		"k1\t170141183460469231731687303715884105727\tCNY\tL\t-" };
	uint64_t seed = 20221102;
	int fails = 0;

	for (size_t k = 0; k < sizeof bad / sizeof *bad; k++) {
		for (size_t at = 0; at < LINES; at += 1 + at / 8) {
			for (int i = 0; i < 2; i++) {
				struct source s;

				make(&s, &seed, ".00");
				if (i == 0 || at % 3 == 0)
					insert(&s, i ? LINES - at : at, bad[k]);
				put(names[i], &s, at % 2);
				drop(&s);
			}
			by_all_roads(2, &fails);
		}
	}
	EXPECT(fails > 100);
}

static void
bad_ends(void)
{
	uint64_t seed = 20221103;
	int fails = 0;

	for (int round = 0; round < 4 * ROUNDS; round++) {
		for (int i = 0; i < 3; i++) {
			struct source s;

			make(&s, &seed, ".00");
			announce(&s, &seed, i == round % 3 ? 1 : 0);
			if (round % 4 == 1)
				insert(&s, LINES, "#reco");
			if (round % 4 == 2)
				insert(&s, s.n / 2, "#total\trecords=0");
			put(names[i], &s, round % 2);
			drop(&s);
		}
		by_all_roads(3, &fails);
	}
	EXPECT(fails > 2 * ROUNDS);
}

/* Sums that overflow in one order and not in another. */
static void
vast(void)
{
	uint64_t seed = 20221104;
	int fails = 0;

	for (int round = 0; round < 3 * ROUNDS; round++) {
		for (int i = 0; i < 2; i++) {
			struct source s;

			make(&s, &seed,
			    round % 2 ? "0000000000000000000000000000000000000"
				      : "000000000000000000000000000000");
			put(names[i], &s, true);
			drop(&s);
		}
		by_all_roads(2, &fails);
	}
	EXPECT(fails > ROUNDS && fails < 6 * ROUNDS);
}

static void
output_fails(void)
{
	struct join join = { .rules = &line_by_line };
	struct stream_out to;
	struct source s;
	struct group from;
	struct err e;
	uint64_t seed = 20221105;

	make(&s, &seed, ".00");
	put(names[0], &s, true);
	drop(&s);
	EXPECT(group_open(&from, names, 1, &rules, &e) == 0);
	EXPECT(stream_create(&to, "/dev/full", STREAM_RESULT, false, &e) == 0);
	EXPECT(output_flush(&to.out, &e) == -1);
	EXPECT(join_parallel_run(&join, &from, &to, 2, 100, &e) == -1);
	EXPECT(e.status == ST_FAIL);
	EXPECT_STR(e.text, "/dev/full: write: No space left on device");
	EXPECT(join.placed == 0);
	stream_abandon(&to);
	group_close(&from);
}

/* A file of n records of one side, which tells its total first, or not. */
static void
put_side(const char *path, char side, int n, bool tells)
{
	struct buf b = { 0 };

	if (tells)
		buf_printf(&b,
		    "#recon record 1\n#total\trecords=%d\t"
		    "%c.CNY=%d.00\n",
		    n, side, n);
	for (int i = 0; i < n; i++)
		buf_printf(&b, "k%06d\t1.00\tCNY\t%c\t-\n", i, side);
	scratch_write(path, b.p, b.len);
	buf_free(&b);
}

static void
output_is_foreseen(void)
{
	for (int tells = 0; tells < 2; tells++) {
		struct join join = { .rules = &by_sums };
		struct group from;
		struct stream_out to;
		struct err e;

		put_side(name[0], 'L', 5000, tells);
		put_side(name[1], 'R', 5000, tells);
		EXPECT(group_open(&from, names, 2, &rules, &e) == 0);
		EXPECT(
		    stream_create(&to, "out", STREAM_RESULT, false, &e) == 0);
		EXPECT(
		    join_parallel_run(&join, &from, &to, 2, 1 << 15, &e) == 0);
		if (tells) {
			EXPECT(to.out.expected > to.out.bytes / 10 * 9);
			EXPECT(to.out.expected < to.out.bytes / 10 * 11);
		} else {
			EXPECT(to.out.expected == 0);
		}
		stream_abandon(&to);
		group_close(&from);
	}
}

int
main(void)
{
	for (int i = 0; i < SOURCES; i++) {
		snprintf(name[i], sizeof name[i], "s%d", i);
		names[i] = name[i];
	}
	scratch_begin();
	test("any number of threads and any size of slices give the same "
	     "bytes",
	    good);
	test("what is wrong with a line is told the same way", bad_lines);
	test("what is wrong with totals is told the same way", bad_ends);
	test("sums too large are told the same way", vast);
	test("an output that fails ends it", output_fails);
	test("how much will be written is known early", output_is_foreseen);
	scratch_end();
	return test_done();
}
