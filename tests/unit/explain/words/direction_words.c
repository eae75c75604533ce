/* Words that say in and out, of values and of columns. */
#include "explain/words/direction_words.h"
#include "test.h"

static struct directions
of(const char *list)
{
	struct names n = { 0 };
	struct directions d;
	struct err e;

	EXPECT(names_parse(&n, span_str(list), &e) == 0);
	directions_of(&d, &n);
	names_free(&n);
	return d;
}

static void
values(void)
{
	struct directions d = of("Crédit,DÉBIT");

	EXPECT(d.in == 1 && d.out == 1 && !d.other && !d.is_kind);
	EXPECT(!d.lacking);
	d = of("支出");
	EXPECT(d.out == 1 && !d.in);
	EXPECT_STR(d.lacking, "收入");
	d = of("收入,支出,/,不计收支");
	EXPECT(d.in == 1 && d.out == 1 && d.neither == 2 && !d.other);
	d = of("sale,return");
	EXPECT(d.in == 1 && d.out == 1 && d.is_kind);
	d = of("foo,debit");
	EXPECT(d.out == 1 && d.other == 1);
}

/* A word goes by the one that stands beside it. */
static void
beside(void)
{
	struct names n = { 0 };
	struct err e;

	EXPECT(names_parse(&n, SPAN("付款,退款"), &e) == 0);
	EXPECT(direction_of(SPAN("付款"), &n) == DIRECTION_IN);
	names_free(&n);
	EXPECT(names_parse(&n, SPAN("收款,付款"), &e) == 0);
	EXPECT(direction_of(SPAN("付款"), &n) == DIRECTION_OUT);
	EXPECT(direction_of(SPAN("else"), &n) == DIRECTION_NONE);
	names_free(&n);
}

static void
columns(void)
{
	EXPECT(direction_of_name(SPAN("Deposits (SGD)")) == DIRECTION_IN);
	EXPECT(direction_of_name(SPAN("Paid In")) == DIRECTION_IN);
	EXPECT(direction_of_name(SPAN("paid")) == DIRECTION_OUT);
	EXPECT(direction_of_name(SPAN("记账金额(支出)")) == DIRECTION_OUT);
	EXPECT(direction_of_name(SPAN("РАСХОД, руб.")) == DIRECTION_OUT);
	EXPECT(direction_of_name(SPAN("Debit/Credit")) == DIRECTION_NONE);
	EXPECT(direction_of_name(SPAN("Details")) == DIRECTION_NONE);
	EXPECT(direction_of_name(SPAN("Rabatte")) == DIRECTION_NONE);
	EXPECT(direction_is_column(SPAN("收/支")));
	EXPECT(!direction_is_column(SPAN("Amount")));
	EXPECT(direction_is_kind(SPAN("Transaction Type")));
}

int
main(void)
{
	test("values say in, out, neither or nothing", values);
	test("a word of two meanings goes by its counterpart", beside);
	test("names of columns say in and out", columns);
	return test_done();
}
