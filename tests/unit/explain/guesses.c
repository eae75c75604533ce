/* What --explain makes its guesses of: text cut into cells, encodings, forms
 * of dates, names of columns. */
#include "explain/guess_encoding.h"
#include "explain/guess_cells.h"
#include "explain/guess_date.h"
#include "explain/name_hints.h"
#include "explain/guess_key.h"
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

static void
guesses(const char *raw, size_t n, const char *encoding, const char *text,
    bool sure)
{
	struct buf b = { 0 };
	const char *doubt;

	EXPECT_STR(
	    guess_encoding_of((struct span){ raw, n }, &b, &doubt), encoding);
	EXPECT(is(buf_span(&b), text));
	EXPECT(sure == !doubt);
	buf_free(&b);
}

static void
encodings(void)
{
	guesses("a\xc3\xa9", 3, "UTF-8", "a\xc3\xa9", true);
	guesses("\xef\xbb\xbf"
		"a",
	    4, "UTF-8", "a", true);
	guesses("\xff\xfe"
		"a\0",
	    4, "UTF-16", "a", true);
	guesses("a\0b\0", 4, "UTF-16", "ab", true);
	guesses("\0a\0b", 4, "UTF-16", "ab", true);
	/* 支付 in GB18030, and Histórico in Windows-1252, which GB18030 reads
	 * as Hist髍ico */
	guesses("\xd6\xa7\xb8\xb6", 4, "GB18030", "支付", true);
	guesses("Hist\xf3rico", 9, "WINDOWS-1252", "Hist\xc3\xb3rico", false);
	/* 0x81 is nothing in Windows-1252, and ü on old machines */
	guesses("\x81z", 2, "CP850", "üz", false);
	guesses("\x81\x8dz", 3, "ISO-8859-1", "\xc2\x81\xc2\x8dz", false);
}

/* The first form that fits all of them, and whether others do. */
static const char *
form_of(const char *const *list, bool *more)
{
	dateguess set = guess_date_all();
	int form;

	for (; *list; list++)
		set = guess_date_keep(set, span_str(*list));
	*more = false;
	if (!set)
		return "none";
	form = guess_date_take(&set);
	*more = set != 0;
	return guess_date_format(form) ? guess_date_format(form) : "ISO";
}

static void
dates(void)
{
	bool more;

	EXPECT_STR(form_of((const char *[]){ "2022-11-01",
			       "2022-11-01 10:00:00", NULL },
		       &more),
	    "ISO");
	EXPECT_STR(
	    form_of((const char *[]){ "10/02/2018", NULL }, &more), "%d/%m/%Y");
	EXPECT(more);
	EXPECT_STR(form_of((const char *[]){ "10/02/2018", "11/22/2018", NULL },
		       &more),
	    "%m/%d/%Y");
	EXPECT_STR(
	    form_of((const char *[]){ "18.09.2017", NULL }, &more), "%d.%m.%Y");
	EXPECT_STR(form_of((const char *[]){ "07 Nov 2013", NULL }, &more),
	    "%d %b %Y");
	EXPECT_STR(
	    form_of((const char *[]){ "20221301", NULL }, &more), "none");
	EXPECT_STR(form_of((const char *[]){ "12.50", NULL }, &more), "none");
}

static void
names(void)
{
	EXPECT(name_hint_amount(SPAN("Amount CZK")) > 0);
	EXPECT(name_hint_amount(SPAN("Balance")) < 0);
	EXPECT(name_hint_amount(SPAN("手续费")) < 0);
	EXPECT(name_hint_key(SPAN("Transaction ID")) > 0);
	EXPECT(name_hint_key(SPAN("Paid")) == 0); /* no "id" of its own */
	EXPECT(name_hint_key(SPAN("商户订单号")) > 0);
	EXPECT(name_hint_key(SPAN("商户号")) < 0);
}

/* Adds a row of cells to a survey. */
static void
add(struct column_facts *s, struct span *cells_, size_t n)
{
	struct row row = { .cells = cells_, .n = n };

	column_facts_row(s, &row);
}

static void
columns(void)
{
	struct column_facts s;

	column_facts_init(&s, 3);
	add(&s, (struct span[]){ SPAN("1,50"), SPAN("-"), SPAN("EUR") }, 3);
	add(&s, (struct span[]){ SPAN("0,00"), SPAN("2"), SPAN("usd") }, 3);
	add(&s, (struct span[]){ SPAN("x"), SPAN(""), SPAN("EUR") }, 3);
	EXPECT(s.rows == 3 && s.columns[0].filled == 3);
	EXPECT(s.columns[0].readable[MARK_ANY] == 2);
	EXPECT(s.columns[0].readable[MARK_POINT] == 0);
	EXPECT(is(s.columns[0].odd, "x"));
	EXPECT(s.columns[0].nonzero == 2 && s.columns[1].filled == 1);
	EXPECT(s.columns[2].codes == 3 && s.columns[2].values.n == 2);
	EXPECT(!(s.columns[0].beside >> 1 & 1)); /* 0,00 is nothing */
	EXPECT(column_facts_distinct(&s, 0) && !column_facts_distinct(&s, 1) &&
	    !column_facts_distinct(&s, 2));
	EXPECT(guess_key_mark(&s, &s.columns[0]) == -1);
	column_facts_free(&s);
}

static void
decimal(void)
{
	struct column_facts s;

	column_facts_init(&s, 3);
	add(&s, (struct span[]){ SPAN("1.234"), SPAN("1.234"), SPAN("7") }, 3);
	EXPECT(guess_key_mark(&s, &s.columns[0]) == MARK_ANY);
	EXPECT(guess_key_mark(&s, &s.columns[2]) == MARK_ANY);
	add(&s, (struct span[]){ SPAN("5,00"), SPAN("5.00"), SPAN("8") }, 3);
	EXPECT(guess_key_mark(&s, &s.columns[0]) == MARK_COMMA);
	EXPECT(guess_key_mark(&s, &s.columns[1]) == MARK_POINT);
	column_facts_settle(&s); /* the columns contradict each other */
	EXPECT(s.mark == MARK_ANY);
	column_facts_free(&s);
	column_facts_init(&s, 2);
	add(&s, (struct span[]){ SPAN("1.234"), SPAN("7,50") }, 2);
	column_facts_settle(&s);
	EXPECT(guess_key_mark(&s, &s.columns[0]) == MARK_COMMA);
	column_facts_free(&s);
}

int
main(void)
{
	test("cells are cut at delimiters outside quotes that close", cells);
	test("with a mark, only where it follows", marks);
	test("numbers and dates are values, names are not", values);
	test("encodings are told apart, and doubted", encodings);
	test("a form of dates fits all values", dates);
	test("names and values say what they are about", names);
	test("columns are counted, read and compared", columns);
	test("the decimal mark is that of the clear amounts", decimal);
	return test_done();
}
