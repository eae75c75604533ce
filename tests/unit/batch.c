/* batch: lines in memory, up to the last byte of it. */
#include "batch.h"

#include <stdio.h>
#include <stdlib.h>

#include "test.h"

enum { CAP = 4096 };

static struct batch b;
static struct span line;

static bool
next_is(const char *want)
{
	return batch_next(&b, &line) && span_eq(line, span_str(want));
}

static void
gives_lines_in_order(void)
{
	batch_init(&b, CAP);
	EXPECT(batch_add(&b, SPAN("b")));
	EXPECT(batch_add(&b, SPAN("")));
	EXPECT(batch_add(&b, SPAN("a")));
	EXPECT(b.n == 3 && b.bytes == 5 && b.longest == 1 && b.same == 0);
	batch_sort(&b, 1);
	EXPECT(next_is("") && next_is("a") && next_is("b"));
	EXPECT(!batch_next(&b, &line));
	batch_clear(&b);
	EXPECT(b.n == 0 && !batch_next(&b, &line));
	batch_free(&b);
}

static void
knows_what_all_lines_share(void)
{
	batch_init(&b, CAP);
	batch_add(&b, SPAN("2022-11-01"));
	EXPECT(b.same == 10);
	batch_add(&b, SPAN("2022-11-03"));
	EXPECT(b.same == 9);
	batch_add(&b, SPAN("2022-11"));
	EXPECT(b.same == 7);
	batch_add(&b, SPAN("2022-12-03"));
	EXPECT(b.same == 6);
	EXPECT(b.longest == 10);
	batch_free(&b);
}

static void
notices_order(void)
{
	batch_init(&b, CAP);
	batch_add(&b, SPAN("a"));
	batch_add(&b, SPAN("a"));
	EXPECT(b.rising && b.falling);
	batch_add(&b, SPAN("b"));
	EXPECT(b.rising && !b.falling);
	batch_add(&b, SPAN("a"));
	EXPECT(!b.rising && !b.falling);
	batch_clear(&b);
	batch_add(&b, SPAN("c"));
	batch_add(&b, SPAN("b"));
	batch_add(&b, SPAN("a"));
	EXPECT(!b.rising && b.falling);
	batch_sort(&b, 1);
	EXPECT(next_is("a") && next_is("b") && next_is("c"));
	batch_free(&b);
}

static void
fills_to_the_last_byte(void)
{
	/* for every length, lines until there is no room, then all back */
	for (size_t len = 0; len < 200; len++) {
		char text[200];
		size_t n = 0;

		memset(text, 'x', sizeof text);
		batch_init(&b, CAP);
		while (batch_add(&b, (struct span){ text, len }))
			n++;
		EXPECT(n == (CAP - ITEM_SLACK) / (len + 32));
		batch_sort(&b, 1);
		while (batch_next(&b, &line)) {
			EXPECT(span_eq(line, (struct span){ text, len }));
			n--;
		}
		EXPECT(n == 0);
		batch_free(&b);
	}
}

static void
takes_lines_of_any_length(void)
{
	size_t len = ITEM_LONG + 100;
	char *text = malloc(len);

	memset(text, 'x', len);
	batch_init(&b, CAP);
	EXPECT(!batch_add(&b, (struct span){ text, len }));
	batch_fit(&b, len);
	EXPECT(batch_add(&b, (struct span){ text, len }));
	EXPECT(!batch_add(&b, SPAN("")));
	batch_sort(&b, 1);
	EXPECT(batch_next(&b, &line));
	EXPECT(span_eq(line, (struct span){ text, len }));
	batch_free(&b);
	free(text);
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
	test("makes room for a line of more than 16 MiB",
	    takes_lines_of_any_length);
	return test_done();
}
