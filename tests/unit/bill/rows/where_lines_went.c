/* Counts of lines in words. */
#include "bill/rows/where_lines_went.h"
#include "test.h"

static void
words(void)
{
	static const struct lines_went went[] = {
		{ 0, "before the header", NULL },
		{ 1, "header", "headers" },
		{ 2, "row", "rows" },
		{ 3, "trailer", NULL },
	};
	struct buf b = { 0 };

	where_lines_went(&b, went, 4);
	EXPECT(span_eq(buf_span(&b), SPAN(": 1 header, 2 rows, 3 trailer")));
	buf_clear(&b);
	where_lines_went(&b, went, 1);
	EXPECT(b.len == 0);
	buf_free(&b);
}

int
main(void)
{
	test("what there is some of is told, one or many", words);
	return test_done();
}
