/* Figures in lines that are no rows. */
#include "explain/proof/bill_figures.h"
#include "test.h"

static bool
has(struct span line, char decimal, const char *amount)
{
	static struct bill_figures f;
	struct amount a;

	f.n = 0;
	bill_figures_add(&f, line, 7, decimal);
	EXPECT(amount_parse(span_str(amount), &a) == AMOUNT_OK);
	return bill_figures_find(&f, a) != NULL;
}

static void
figures(void)
{
	EXPECT(has(SPAN("收入：5笔 28.49元"), '.', "28.49"));
	EXPECT(has(SPAN("Total;;;1.089,25"), ',', "1089.25"));
	EXPECT(has(SPAN("Total,\"1,234.50\",x"), '.', "1234.5"));
	EXPECT(has(SPAN("Solde 1 250,00 EUR"), ',', "1250.00"));
	EXPECT(has(SPAN("1\xc2\xa0"
			"250,00"),
	    ',', "1250.00"));
	EXPECT(has(SPAN("(-12.50)"), '.', "-12.50"));
	EXPECT(has(SPAN("Total: 0.47."), '.', "0.47"));
}

static void
others(void)
{
	EXPECT(!has(SPAN("2022-11-01 10:20:30"), '.', "2022"));
	EXPECT(!has(SPAN("2022/11/01"), '.', "2022"));
	EXPECT(!has(SPAN("No. A1234"), '.', "1234"));
	EXPECT(!has(SPAN("12"), '.', "12")); /* says too little */
	EXPECT(!has(SPAN("1.2.3.4"), '.', "1.2"));
	EXPECT(!has(SPAN(""), '.', "1"));
}

int
main(void)
{
	test("figures are found whatever stands around them", figures);
	test("dates, times, references and small counts are none", others);
	return test_done();
}
