/* Text cut into cells. */
#include "explain/layout/guess_cells.h"
#include "test.h"

static bool
is(struct span s, const char *want)
{
	return span_eq(s, span_str(want));
}

static void
cells(void)
{
	static struct guess_cells c = { .delimiter = ',' };
	struct span rest =
	    SPAN("a, \"b,\"\"\nc\" ,d\r\n\n\"x\"\t,\"open\nlast");

	EXPECT(guess_cells_row(&c, &rest) && c.n == 3 && c.lines == 2);
	EXPECT(is(c.list[0], "a") && is(c.list[1], "b,\"\"\nc") &&
	    is(c.list[2], "d"));
	EXPECT(guess_cells_row(&c, &rest) && c.n == 1 && c.filled == 0);
	EXPECT(guess_cells_row(&c, &rest) && c.n == 2 && c.lines == 1);
	EXPECT(is(c.list[0], "x") && is(c.list[1], "\"open"));
	EXPECT(guess_cells_row(&c, &rest) && c.n == 1 && is(c.list[0], "last"));
	EXPECT(!guess_cells_row(&c, &rest));
}

static void
marks(void)
{
	static struct guess_cells c = { .delimiter = ',', .mark = '`' };
	struct span rest = SPAN("a,b\n`1,2,`3\n");

	EXPECT(guess_cells_row(&c, &rest) && c.n == 2 && !c.marked);
	EXPECT(guess_cells_row(&c, &rest) && c.n == 2 && c.marked);
	EXPECT(is(c.list[0], "1,2") && is(c.list[1], "3"));
}

static void
values(void)
{
	EXPECT(guess_cells_is_value(SPAN("-12.50")));
	EXPECT(guess_cells_is_value(SPAN("2 500,00 kr")));
	EXPECT(guess_cells_is_value(SPAN("07 Nov 2013")));
	EXPECT(guess_cells_is_value(SPAN("\xc2\xa5"
					 "12.00")));
	EXPECT(!guess_cells_is_value(SPAN("Option 1 Name")));
	EXPECT(!guess_cells_is_value(SPAN("订单金额1")));
	EXPECT(!guess_cells_is_value(SPAN("")));
}

int
main(void)
{
	test("cells are cut at delimiters outside quotes that close", cells);
	test("with a mark, only where it follows", marks);
	test("numbers and dates are values, names are not", values);
	return test_done();
}
