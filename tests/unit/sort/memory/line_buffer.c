/* batch: lines in memory, up to the last byte of it. */
#include "sort/memory/line_buffer.h"

#include <stdio.h>
#include <stdlib.h>

#include "scratch.h"
#include "test.h"

enum { CAP = 4096 };

static struct line_buffer b;
static struct span line;

static bool
next_is(const char *want)
{
	return line_buffer_next(&b, &line, 1) && span_eq(line, span_str(want));
}

static void
gives_lines_in_order(void)
{
	line_buffer_init(&b, CAP);
	EXPECT(line_buffer_add(&b, SPAN("b")));
	EXPECT(line_buffer_add(&b, SPAN("")));
	EXPECT(line_buffer_add(&b, SPAN("a")));
	line_buffer_learn(&b);
	EXPECT(b.n == 3 && b.bytes == 5 && b.longest == 1 && b.keys.same == 0);
	line_buffer_sort(&b, 1);
	EXPECT(next_is("") && next_is("a") && next_is("b"));
	EXPECT(!line_buffer_next(&b, &line, 1));
	line_buffer_clear(&b);
	EXPECT(b.n == 0 && !line_buffer_next(&b, &line, 1));
	line_buffer_free(&b);
}

static void
knows_what_all_lines_share(void)
{
	line_buffer_init(&b, CAP);
	line_buffer_add(&b, SPAN("2022-11-01"));
	line_buffer_learn(&b);
	EXPECT(b.keys.same == 10);
	line_buffer_add(&b, SPAN("2022-11-03"));
	line_buffer_learn(&b);
	EXPECT(b.keys.same == 9);
	line_buffer_add(&b, SPAN("2022-11"));
	line_buffer_learn(&b);
	EXPECT(b.keys.same == 7);
	line_buffer_add(&b, SPAN("2022-12-03"));
	line_buffer_learn(&b);
	EXPECT(b.keys.same == 6);
	EXPECT(b.longest == 10);
	line_buffer_free(&b);
}

static void
notices_order(void)
{
	line_buffer_init(&b, CAP);
	line_buffer_add(&b, SPAN("a"));
	line_buffer_add(&b, SPAN("a"));
	line_buffer_learn(&b);
	EXPECT(b.rising && b.falling);
	line_buffer_add(&b, SPAN("b"));
	line_buffer_learn(&b);
	EXPECT(b.rising && !b.falling);
	line_buffer_add(&b, SPAN("a"));
	line_buffer_learn(&b);
	EXPECT(!b.rising && !b.falling);
	line_buffer_clear(&b);
	line_buffer_add(&b, SPAN("c"));
	line_buffer_add(&b, SPAN("b"));
	line_buffer_add(&b, SPAN("a"));
	line_buffer_learn(&b);
	EXPECT(!b.rising && b.falling);
	line_buffer_sort(&b, 1);
	EXPECT(next_is("a") && next_is("b") && next_is("c"));
	line_buffer_free(&b);
}

static void
fills_to_the_last_byte(void)
{
	/* for every length, lines until there is no room, then all back */
	for (size_t len = 0; len < 200; len++) {
		char text[200];
		size_t n = 0;

		memset(text, 'x', sizeof text);
		line_buffer_init(&b, CAP);
		while (line_buffer_add(&b, (struct span){ text, len }))
			n++;
		EXPECT(n == (CAP - LINE_REF_SLACK) / (len + 32));
		line_buffer_sort(&b, 1);
		while (line_buffer_next(&b, &line, 1)) {
			EXPECT(span_eq(line, (struct span){ text, len }));
			n--;
		}
		EXPECT(n == 0);
		line_buffer_free(&b);
	}
}

static void
takes_lines_of_any_length(void)
{
	size_t len = LINE_REF_LONG + 100;
	char *text = malloc(len);

	memset(text, 'x', len);
	line_buffer_init(&b, CAP);
	EXPECT(!line_buffer_add(&b, (struct span){ text, len }));
	line_buffer_fit(&b, len);
	EXPECT(line_buffer_add(&b, (struct span){ text, len }));
	EXPECT(!line_buffer_add(&b, SPAN("")));
	line_buffer_sort(&b, 1);
	EXPECT(line_buffer_next(&b, &line, 1));
	EXPECT(span_eq(line, (struct span){ text, len }));
	line_buffer_free(&b);
	free(text);
}

/* A lot of random lines that lie at text. */
static void
random_lot(struct line_batch *l, char *text, uint64_t *seed)
{
	size_t n = 1 + scratch_random(seed) % LINE_BATCH_MAX;

	line_batch_begin(l, text);
	while (l->n < n) {
		size_t len = scratch_random(seed) % 40;

		for (size_t i = 0; i < len; i++)
			*text++ = "09a\t\0x"[scratch_random(seed) % 6];
		*text++ = '\n';
		line_batch_add(l, len);
	}
}

static void
takes_lots_as_it_takes_lines(void)
{
	static char text[LINE_BATCH_MAX * 40];
	uint64_t seed = 1;

	for (int round = 0; round < 200; round++) {
		struct line_buffer slow;
		struct span other;
		struct line_batch lot;
		size_t taken;

		line_buffer_init(&b, (size_t)CAP << round % 5);
		line_buffer_init(&slow, (size_t)CAP << round % 5);
		do {
			random_lot(&lot, text, &seed);
			taken = line_buffer_add_batch(&b, &lot);
			line.p = text;
			for (size_t i = 0; i < taken; i++) {
				line.len = lot.len[i];
				line_buffer_add(&slow, line);
				line.p += line.len + 1;
			}
		} while (taken == lot.n);
		line_buffer_learn(&b);
		line_buffer_learn(&slow);
		EXPECT(slow.n == b.n && slow.bytes == b.bytes &&
		    slow.longest == b.longest && slow.rising == b.rising &&
		    slow.falling == b.falling && slow.keys.same == b.keys.same);
		line.len = lot.len[taken]; /* what was left has no room */
		EXPECT(!line_buffer_add(&b, line));
		line_buffer_sort(&b, 1);
		line_buffer_sort(&slow, 1);
		while (line_buffer_next(&slow, &other, 1))
			EXPECT(line_buffer_next(&b, &line, 1) &&
			    span_eq(line, other));
		EXPECT(!line_buffer_next(&b, &line, 1));
		line_buffer_free(&slow);
		line_buffer_free(&b);
	}
}

static void
copies_no_byte_behind_the_last_line(void)
{
	struct line_batch lot;
	char *text = malloc(3); /* the sanitizers watch it */

	memcpy(text, "b\na", 3);
	line_buffer_init(&b, CAP);
	line_batch_begin(&lot, text);
	line_batch_add(&lot, 1);
	line_batch_add(&lot, 1);
	EXPECT(line_buffer_add_batch(&b, &lot) == 2);
	free(text);
	line_buffer_sort(&b, 1);
	EXPECT(next_is("a") && next_is("b"));
	line_buffer_free(&b);
}

static void
gives_memory_up(void)
{
	size_t n = 0;

	line_buffer_init(&b, 4 * CAP);
	while (line_buffer_add(&b, SPAN("0123456789")))
		n++;
	EXPECT(!line_buffer_limit(&b, 3 * CAP)); /* it is full */
	line_buffer_clear(&b);
	EXPECT(
	    line_buffer_add(&b, SPAN("b")) && line_buffer_add(&b, SPAN("a")));
	EXPECT(line_buffer_limit(&b, CAP) && line_buffer_limit(&b, 2 * CAP));
	for (n = 2; line_buffer_add(&b, SPAN("0123456789"));)
		n++;
	EXPECT(n < CAP / 42 + 2 && n > CAP / 42 - 2);
	line_buffer_sort(&b, 1);
	EXPECT(next_is("0123456789"));
	for (line.len = 0; n > 1 && line_buffer_next(&b, &line, 1);)
		n--;
	EXPECT(n == 1 && span_eq(line, SPAN("b")));
	line_buffer_clear(&b);
	EXPECT(b.cap == CAP);
	EXPECT(line_buffer_limit(&b, CAP / 2) && b.cap == CAP / 2);
	line_buffer_free(&b);
}

int
main(void)
{
	test("gives the lines in order, and none when cleared",
	    gives_lines_in_order);
	test("knows the first bytes that all lines share",
	    knows_what_all_lines_share);
	test("notices lines that come in order or in reverse", notices_order);
	test("fills up to the last byte with lines of any length",
	    fills_to_the_last_byte);
	test("takes lots as it takes the lines of them one by one",
	    takes_lots_as_it_takes_lines);
	test("copies no byte behind the last line of a lot",
	    copies_no_byte_behind_the_last_line);
	test("gives memory up and keeps its lines", gives_memory_up);
	test("makes room for a line of more than 16 MiB",
	    takes_lines_of_any_length);
	return test_done();
}
