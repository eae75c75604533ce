/* Names for the columns of a bill. */
#include "bill/column_names.h"
#include "test.h"

static void
names(void)
{
	static const char *const cells[] = { "a", "b_2", "a", "", "b", "b",
		"a_2", "a", "column4", "" };
	static const char *const want[] = { "a", "b_2", "a_2", "column4", "b",
		"b_3", "a_2_2", "a_3", "column4_2", "column10" };
	struct names list = { 0 };
	struct column_names c = { .names = &list };

	for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
		column_names_add(&c, span_str(cells[i]));
	for (size_t i = 0; i < list.n; i++)
		EXPECT(span_eq(list.list[i], span_str(want[i])));
	column_names_free(&c);
	names_free(&list);
}

static void
many(void)
{
	struct names list = { 0 };
	struct column_names c = { .names = &list };

	for (size_t i = 0; i < 1000000; i++)
		column_names_add(&c, i % 2 ? SPAN("a") : SPAN(""));
	EXPECT(span_eq(list.list[999999], SPAN("a_500000")));
	EXPECT(span_eq(list.list[999998], SPAN("column999999")));
	column_names_free(&c);
	names_free(&list);
}

int
main(void)
{
	test("no column is called like another", names);
	test("a million columns are named in no time", many);
	return test_done();
}
