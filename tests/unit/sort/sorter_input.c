/* sorter_input: whatever is read at once, it is the lines in order. */
#include "sort/sorter_input.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/mem.h"
#include "chance.h"
#include "scratch.h"
#include "test.h"

static struct err e;

static int
by_text(const void *a, const void *b)
{
	return span_cmp(*(const struct span *)a, *(const struct span *)b);
}

/* Fills the sorter with n lines of up to longest bytes; adds to want what it
 * has to hand out. */
static void
fill(struct line_sorter *s, size_t n, size_t longest, struct buf *want)
{
	struct span *lines = mem_alloc(n * sizeof *lines);

	for (size_t i = 0; i < n; i++) {
		size_t len = chance((unsigned)longest + 1);
		char *p = mem_alloc(len + 1);

		for (size_t k = 0; k < len; k++)
			p[k] = (char)('a' + chance(3));
		lines[i] = (struct span){ p, len };
		EXPECT(line_sorter_add(s, lines[i], &e) == 0);
	}
	EXPECT(line_sorter_finish(s, &e) == 0);
	qsort(lines, n, sizeof *lines, by_text);
	for (size_t i = 0; i < n; i++) {
		buf_add(want, lines[i]);
		buf_byte(want, '\n');
		free((char *)(uintptr_t)lines[i].p);
	}
	free(lines);
}

/* Reads all, up to most bytes at a time. */
static void
read_all(struct line_sorter *s, size_t most, struct buf *got)
{
	struct input in;
	int64_t n;

	sorter_input_open(&in, "sorted", s);
	EXPECT(input_is_ready(&in));
	for (;;) {
		size_t cap = 1 + chance((unsigned)most);
		char *p = buf_room(got, cap);

		n = input_read(&in, p, cap, &e);
		EXPECT(n >= 0 && n <= (int64_t)cap);
		if (n <= 0)
			break;
		got->len += (size_t)n;
	}
	EXPECT(input_read(&in, buf_room(got, 1), 1, &e) == 0);
	input_close(&in);
}

static void
reads(void)
{
	static const struct {
		size_t lines, longest, most, memory;
	} tries[] = {
		{ 0, 1, 10, 1 << 20 },
		{ 1, 0, 1, 1 << 20 },
		{ 300, 3, 1, 1 << 20 },
		{ 3000, 40, 7, 1 << 20 },
		{ 3000, 100, 1000, 1 << 20 },
		{ 20000, 90, 4096, 1 << 16 },
		{ 200, 20000, 900, 1 << 16 },
		{ 20000, 60, 1 << 18, 1 << 16 },
	};

	for (size_t i = 0; i < sizeof tries / sizeof *tries; i++) {
		struct line_sorter_options o = { tries[i].memory, 1, ".", 0 };
		struct buf want = { 0 }, got = { 0 };
		struct line_sorter s;

		chance_seed = 7 + i;
		line_sorter_init(&s, &o);
		fill(&s, tries[i].lines, tries[i].longest, &want);
		read_all(&s, tries[i].most, &got);
		EXPECT(span_eq(buf_span(&want), buf_span(&got)));
		line_sorter_free(&s);
		buf_free(&want);
		buf_free(&got);
	}
}

/* Fewer lines come than went in: that is told, again and again. */
static void
fails(void)
{
	struct line_sorter_options o = { 1 << 20, 1, ".", 0 };
	struct line_sorter s;
	struct input in;
	char p[100];

	line_sorter_init(&s, &o);
	EXPECT(line_sorter_add(&s, SPAN("a"), &e) == 0);
	EXPECT(line_sorter_finish(&s, &e) == 0);
	s.lines_in++;
	sorter_input_open(&in, "sorted", &s);
	for (int i = 0; i < 2; i++) {
		e = (struct err){ 0 };
		EXPECT(input_read(&in, p, sizeof p, &e) == -1);
		EXPECT(e.status == ST_BROKEN);
		EXPECT_STR(
		    e.text, "2 lines of 2 bytes went in, 1 of 2 came out");
	}
	input_close(&in);
	line_sorter_free(&s);
}

int
main(void)
{
	scratch_begin();
	test("reads lines in order, by any number of bytes", reads);
	test("an error stays", fails);
	scratch_end();
	return test_done();
}
