/* slice: parts that together are the whole, and no KEY in two of them. */
#include "join/key_slices.h"

#include <stdlib.h>

#include "scratch.h"
#include "test.h"

enum { LINES = 3000 };

static const struct stream_rules rules;
static char left[] = "left", right[] = "right", dash[] = "-";

/* Sorted lines: KEYs from step to step on, several of some, comments. */
static void
make(struct buf *b, uint64_t *seed, unsigned step)
{
	unsigned key = 0;

	buf_clear(b);
	for (int i = 0; i < LINES; i++) {
		uint64_t x = scratch_random(seed);

		if (x % 4)
			key += step;
		if (x % 50 == 0)
			buf_str(b, "# a comment\n");
		buf_printf(b, "%08u\t1.00\tCNY\tL\t-\n", key);
	}
}

/* The first or the last KEY of a part; NULL if there is none. */
static const char *
key_in(struct span part, bool last)
{
	const char *key = NULL, *p = part.p, *end = part.p + part.len;

	while (p < end) {
		if (*p != '#' && (last || !key))
			key = p;
		p = (const char *)memchr(p, '\n', (size_t)(end - p)) + 1;
	}
	return key;
}

static void
add(struct buf *all, struct span part, const char **low, const char **high)
{
	const char *first = key_in(part, false), *last = key_in(part, true);

	EXPECT(part.len == 0 || part.p[part.len - 1] == '\n');
	if (first && (!*low || memcmp(first, *low, 8) < 0))
		*low = first;
	if (last && (!*high || memcmp(last, *high, 8) > 0))
		*high = last;
	buf_add(all, part);
}

/* Cuts to the end; returns the number of slices. */
static int
cut_all(struct group *g, struct slicer *s, struct buf all[2])
{
	struct slice slices[2] = { { 0 } };
	char highest[9] = "";
	int n = 0;

	buf_clear(&all[0]);
	buf_clear(&all[1]);
	for (; slice_cut(s, &slices[n % 2]); n++) {
		const char *low = NULL, *high = NULL;

		for (size_t i = 0; i < g->n_sources; i++)
			add(&all[i], slice_part(&slices[n % 2], i), &low,
			    &high);
		if (low)
			EXPECT(memcmp(low, highest, 8) > 0);
		if (high)
			memcpy(highest, high, 8);
	}
	for (size_t i = 0; i < g->n_sources; i++) {
		EXPECT(slice_part(&slices[n % 2], i).len == 0);
		buf_add(&all[i], slice_rest(s, i));
	}
	slice_free(&slices[0]);
	slice_free(&slices[1]);
	return n;
}

static bool
same(const struct buf *a, const struct buf *b)
{
	return span_eq(buf_span(a), buf_span(b));
}

static void
together(void)
{
	uint64_t seed = 20221101;
	struct buf want[2] = { { 0 } }, got[2] = { { 0 } };

	for (unsigned round = 0; round < 24; round++) {
		size_t block = (size_t)40 << round % 8;
		char *names[] = { left, round % 2 ? dash : right };
		struct slicer s = { .block = block, .most = 100 * block };
		pid_t writer = 0;
		struct group g;
		struct err e;

		make(&want[0], &seed, 1 + round % 3);
		make(&want[1], &seed, 1 + round % 4);
		scratch_write(left, want[0].p, want[0].len);
		if (round % 2)
			writer = scratch_feed(want[1].p, want[1].len, seed);
		else
			scratch_write(right, want[1].p, want[1].len);
		EXPECT(group_open(&g, names, 2, &rules, &e) == 0);
		s.from = &g;
		/* a block is nearly used up by each cut */
		EXPECT(cut_all(&g, &s, got) >= (int)(want[0].len / block / 2));
		EXPECT(same(&got[0], &want[0]) && same(&got[1], &want[1]));
		group_close(&g);
		if (writer)
			scratch_fed(writer);
	}
	for (int i = 0; i < 2; i++) {
		buf_free(&want[i]);
		buf_free(&got[i]);
	}
}

/* Where no slice is cut any more; what was read is all there. */
static int
slices_of(const char *text, size_t most)
{
	struct slicer s = { .block = 60, .most = most };
	struct buf all[2] = { { 0 } };
	char *names[] = { left };
	struct group g;
	struct err e;
	int n;

	scratch_write(left, text, strlen(text));
	EXPECT(group_open(&g, names, 1, &rules, &e) == 0);
	s.from = &g;
	n = cut_all(&g, &s, all);
	EXPECT(all[0].len <= strlen(text) + 1);
	EXPECT(!strncmp(all[0].p, text, all[0].len));
	buf_free(&all[0]);
	buf_free(&all[1]);
	group_close(&g);
	return n;
}

#define A "a\t1.00\tCNY\tL\t-\n"
#define B "b\t1.00\tCNY\tL\t-\n"
#define C "c\t1.00\tCNY\tL\t-\n"
#define B4 B B B B
#define C4 C C C C

static void
ends(void)
{
	EXPECT(slices_of(A, 600) == 0); /* fits one */
	EXPECT(slices_of(A B C C C, 600) == 1);
	EXPECT(slices_of(A B4 B4 C4 C4 C4, 600) == 2);
	EXPECT(slices_of(A B4 B4 C4 C4 C4, 60) == 1); /* b is too large */
	EXPECT(slices_of(A A B "c\t1,00\tCNY\tL\t-\n" C, 600) == 0);
	EXPECT(slices_of("# a line that is longer than a block, and one "
			 "more of that kind behind it\n",
		   600) == 0);
}

int
main(void)
{
	scratch_begin();
	test("slices are the whole of all sources, and each KEY is in one",
	    together);
	test("a large KEY, a bad line behind a cut and the end stop it", ends);
	scratch_end();
	return test_done();
}
