#include "text/table/text_table.h"

#include "test.h"

static void
row(struct text_table *g, enum text_table_style style, const char *a,
    const char *b, const char *c)
{
	text_table_row(g, style);
	text_table_cell(g, span_str(a));
	text_table_cell(g, span_str(b));
	if (c)
		text_table_cell(g, span_str(c));
}

static void
expect(struct text_table *g, bool colour, const char *want)
{
	struct buf b = { 0 };

	text_table_format(g, colour, &b);
	buf_byte(&b, '\0');
	EXPECT_STR(b.p, want);
	buf_free(&b);
	text_table_free(g);
}

static void
columns_are_as_wide_as_what_is_in_them(void)
{
	struct text_table g = { .align = "lr" };

	row(&g, TEXT_TABLE_PLAIN, "a", "1", NULL);
	row(&g, TEXT_TABLE_PLAIN, "bbb", "-100", NULL);
	row(&g, TEXT_TABLE_PLAIN, "", "", NULL);
	expect(&g, false, "a       1\nbbb  -100\n         \n");
}

static void
a_cell_behind_the_columns_is_not_padded(void)
{
	struct text_table g = { .align = "rl" };

	row(&g, TEXT_TABLE_PLAIN, "1", "a", "loooong");
	row(&g, TEXT_TABLE_PLAIN, "22", "bb", "x");
	row(&g, TEXT_TABLE_PLAIN, "3", "c", NULL);
	expect(&g, false, " 1  a   loooong\n22  bb  x\n 3  c\n");
}

static void
wide_characters_take_two_columns(void)
{
	struct text_table g = { .align = "lrl" };

	row(&g, TEXT_TABLE_PLAIN, "对账", "红茶", "a");
	row(&g, TEXT_TABLE_PLAIN, "bbb", "1", "b");
	expect(&g, false, "对账  红茶  a\nbbb      1  b\n");
}

static void
a_row_without_cells_is_an_empty_line(void)
{
	struct text_table g = { .align = "l" };

	text_table_row(&g, TEXT_TABLE_PLAIN);
	expect(&g, false, "\n");
	text_table_free(&g);
	g.align = "l";
	expect(&g, false, "");
}

static void
a_style_shows_in_colour_only(void)
{
	struct text_table g = { .align = "l" };

	for (int i = 0; i < 2; i++) {
		text_table_row(&g, TEXT_TABLE_HEADING);
		text_table_cell(&g, SPAN("h"));
		text_table_row(&g, TEXT_TABLE_PLAIN);
		text_table_cell(&g, SPAN("p"));
		text_table_row(&g, TEXT_TABLE_NOTICE);
		text_table_cell(&g, SPAN("n"));
		text_table_row(&g, TEXT_TABLE_ALARM);
		text_table_cell(&g, SPAN("a"));
		expect(&g, i,
		    i ? "\033[1mh\033[0m\np\n\033[33mn\033[0m\n"
			"\033[31ma\033[0m\n"
		      : "h\np\nn\na\n");
		g.align = "l";
	}
}

int
main(void)
{
	test("wide characters take two columns",
	    wide_characters_take_two_columns);
	test("columns are as wide as what is in them",
	    columns_are_as_wide_as_what_is_in_them);
	test("a cell behind the columns is not padded",
	    a_cell_behind_the_columns_is_not_padded);
	test("a row without cells is an empty line",
	    a_row_without_cells_is_an_empty_line);
	test("a style shows in colour only", a_style_shows_in_colour_only);
	return test_done();
}
