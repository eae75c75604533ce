#include "bill/source.h"
#include "test.h"

static bool
is(struct span s, const char *want)
{
	return span_eq(s, span_str(want));
}

static void
lines_of(void)
{
	struct source s = { 0 };

	source_begin(&s, "bill.csv");
	EXPECT(is(source_cell(&s, 7), "bill.csv:7"));
	EXPECT(
	    is(source_cell(&s, UINT64_MAX), "bill.csv:18446744073709551615"));
	EXPECT(is(source_cell(&s, 10), "bill.csv:10"));
	EXPECT(!s.odd);
	source_begin(&s, "b\\");
	EXPECT(is(source_cell(&s, 1), "b\\:1"));
	EXPECT(s.odd);
	source_free(&s);
}

static void
unknown(void)
{
	struct source s = { 0 };

	source_begin(&s, "bill.xml");
	EXPECT(is(source_cell(&s, 12), "bill.xml:12"));
	EXPECT(is(source_cell(&s, 0), "bill.xml"));
	EXPECT(is(source_cell(&s, 3), "bill.xml:3"));
	source_free(&s);
}

static void
not_utf8(void)
{
	struct source s = { 0 };

	source_begin(&s, "\xc3\xa9\xff\xc3");
	EXPECT(is(source_cell(&s, 3), "\xc3\xa9\xef\xbf\xbd\xef\xbf\xbd:3"));
	source_free(&s);
}

int
main(void)
{
	test("a row's place is its file and line", lines_of);
	test("a line that is not known is left out", unknown);
	test("bytes of a name that are no UTF-8 are replaced", not_utf8);
	return test_done();
}
