/* sorter: in memory, through runs, in passes: the same lines. */
#include "sort/disk/line_sorter.h"

#include <stdlib.h>

#include "chance.h"
#include "scratch.h"
#include "test.h"

static struct err e;

/* The lines of a seed are always the same ones. */
static struct span
random_line(size_t longest)
{
	static char text[1 << 16];
	size_t len = chance((unsigned)longest + 1);

	for (size_t i = 0; i < len; i++)
		text[i] = (char)("ab\t\0"[chance(4)]);
	return (struct span){ text, len };
}

static int
by_text(const void *a, const void *b)
{
	return span_cmp(*(const struct span *)a, *(const struct span *)b);
}

/* Order numbers that grow with the day, a hundred at a time in no order, one in
 * fifty far too late. */
static struct span
growing_line(size_t i)
{
	static char text[80];
	size_t at = chance(50) ? i / 100 : i / 200;

	return (struct span){ text,
		(size_t)snprintf(text, sizeof text,
		    "2022%07zu%05u\t%u.%02u\tCNY", at, chance(100000),
		    chance(5000), chance(100)) };
}

/* Sorts n lines and compares with qsort(3); longest 0: lines that grow. */
static struct line_sorter
sort_beside_qsort_as(
    size_t n, size_t longest, const struct line_sorter_options *o)
{
	struct line_sorter s, facts;
	struct span *want = malloc(n * sizeof *want), line;
	size_t i;

	chance_seed = n + longest;
	line_sorter_init(&s, o);
	for (i = 0; i < n; i++) {
		struct span l =
		    longest ? random_line(longest) : growing_line(i);
		char *copy = malloc(l.len + 1);

		memcpy(copy, l.p, l.len);
		want[i] = (struct span){ copy, l.len };
		EXPECT(line_sorter_add(&s, l, &e) == 0);
	}
	qsort(want, n, sizeof *want, by_text);
	EXPECT(line_sorter_finish(&s, &e) == 0);
	for (i = 0; line_sorter_next(&s, &line, 1, &e) == 1; i++)
		EXPECT(i < n && span_eq(line, want[i]));
	EXPECT(i == n);
	facts = s;
	for (i = 0; i < n; i++)
		free((char *)(uintptr_t)want[i].p);
	free(want);
	line_sorter_free(&s);
	return facts;
}

static struct line_sorter
sort_beside_qsort(size_t n, size_t longest, size_t memory)
{
	struct line_sorter_options o = { memory, 1, ".", 0 };

	return sort_beside_qsort_as(n, longest, &o);
}

static void
in_memory(void)
{
	struct line_sorter f = sort_beside_qsort(1000, 30, 1 << 20);

	EXPECT(f.runs_written == 0 && f.merges == 0);
}

static void
through_runs(void)
{
	struct line_sorter f = sort_beside_qsort(5000, 30, 1 << 16);

	EXPECT(f.runs_written > 2 && f.merges == 1);
}

static void
in_passes(void)
{
	struct line_sorter f = sort_beside_qsort(50000, 30, 1 << 16);

	EXPECT(f.merges > 1);
}

/* The buckets do not take what grows; the runs become longer when there are
 * many, and the first stay in memory. */
static void
in_pieces(void)
{
	struct line_sorter_options o = { 1 << 20, 1, ".", 1 << 12 };
	struct line_sorter f = sort_beside_qsort_as(120000, 0, &o);

	EXPECT(f.pieces && f.buckets.n && f.runs_written > 256);
	EXPECT(f.runs_written < 120000 * 28 / (1 << 12));
	EXPECT(f.spill.keep > 0 || f.spill.written > 1 << 20);
	f = sort_beside_qsort_as(5000, 0, &o);
	EXPECT(f.pieces && f.merges == 1 && f.spill.written < 1 << 16);
}

static void
lines_longer_than_the_memory(void)
{
	struct line_sorter f = sort_beside_qsort(60, 65000, 1 << 16);

	EXPECT(f.runs_written > 2);
}

static void
lots_through_runs(void)
{
	struct line_sorter_options o = { 1 << 16, 1, ".", 0 };
	struct line_sorter a, b;
	struct span line, other;

	line_sorter_init(&a, &o);
	line_sorter_init(&b, &o);
	chance_seed = 3;
	for (int i = 0; i < 400; i++) {
		static char text[LINE_BATCH_MAX * 300];
		size_t n = 1 + chance(LINE_BATCH_MAX), used = 0;
		struct line_batch lot;

		line_batch_begin(&lot, text);
		while (lot.n < n) {
			line = random_line(i % 7 ? 30 : 300);
			memcpy(text + used, line.p, line.len);
			used += line.len + 1;
			line_batch_add(&lot, line.len);
			EXPECT(line_sorter_add(&a, line, &e) == 0);
		}
		EXPECT(line_sorter_add_batch(&b, &lot, &e) == 0);
	}
	EXPECT(
	    line_sorter_finish(&a, &e) == 0 && line_sorter_finish(&b, &e) == 0);
	EXPECT(b.runs_written > 2);
	while (line_sorter_next(&a, &line, 1, &e) == 1)
		EXPECT(line_sorter_next(&b, &other, 1, &e) == 1 &&
		    span_eq(line, other));
	EXPECT(line_sorter_next(&b, &other, 1, &e) == 0);
	line_sorter_free(&a);
	line_sorter_free(&b);
}

static void
memory_left_to_others(void)
{
	struct line_sorter_options o = { 1 << 20, 1, ".", 0 };
	struct line_sorter s;
	struct span line;
	int n = 0;

	line_sorter_init(&s, &o);
	while (s.batch.bytes < 100000)
		EXPECT(line_sorter_add(&s, random_line(30), &e) == 0);
	EXPECT(line_sorter_leave(&s, 1 << 19, &e) == 0);
	EXPECT(!s.spilled); /* there is room */
	EXPECT(line_sorter_leave(&s, 1 << 21, &e) == 0);
	EXPECT(s.spilled && s.batch.cap < 1 << 17);
	EXPECT(line_sorter_add(&s, SPAN("z"), &e) == 0);
	EXPECT(line_sorter_finish(&s, &e) == 0);
	while (line_sorter_next(&s, &line, 1, &e) == 1)
		n++;
	EXPECT((uint64_t)n == s.lines_in && span_eq(line, SPAN("z")));
	line_sorter_free(&s);
}

static void
a_line_lost_is_noticed(void)
{
	struct line_sorter_options o = { 1 << 20, 1, ".", 0 };
	struct line_sorter s;
	struct span line;

	line_sorter_init(&s, &o);
	line_sorter_add(&s, SPAN("b"), &e);
	line_sorter_add(&s, SPAN("a"), &e);
	line_sorter_finish(&s, &e);
	s.batch.n--; /* as a mistake in it might */
	EXPECT(line_sorter_next(&s, &line, 1, &e) == 1);
	EXPECT(line_sorter_next(&s, &line, 1, &e) == -1);
	EXPECT(e.status == ST_BROKEN);
	EXPECT_STR(e.text, "2 lines of 4 bytes went in, 1 of 2 came out");
	line_sorter_free(&s);
}

int
main(void)
{
	scratch_begin();
	test("lines that fit are sorted in memory", in_memory);
	test("lines that do not fit are sorted through runs", through_runs);
	test("more runs than memory can read at once are merged in passes",
	    in_passes);
	test(
	    "lines that grow become pieces put in order one by one", in_pieces);
	test("lines longer than the memory are sorted all the same",
	    lines_longer_than_the_memory);
	test("lots go through runs as their lines do", lots_through_runs);
	test("memory is left to others as long as it is there, then made free",
	    memory_left_to_others);
	test("a line lost on the way is noticed", a_line_lost_is_noticed);
	scratch_end();
	return test_done();
}
