/* Words that name a balance. */
#include "explain/words/balance_words.h"
#include "test.h"

static bool
begins(const char *text)
{
	return balance_words_begin(span_str(text));
}

static void
balances(void)
{
	EXPECT(begins("Opening balance"));
	EXPECT(begins("OPENING BALANCE 1.11."));
	EXPECT(begins("SALDO INICIAL"));
	EXPECT(begins("期初余额"));
	EXPECT(begins("Входящий остаток на 01.11"));
}

static void
others(void)
{
	EXPECT(begins("ÜBERTRAG"));
	EXPECT(!begins("Übertrag auf Sparkonto"));
	EXPECT(!begins(""));
	EXPECT(!begins("12"));
	EXPECT(!begins("the opening balance"));
	EXPECT(!begins("Opening"));
	EXPECT(!begins("余额支付"));
}

int
main(void)
{
	test("a cell that begins with a balance's name is told", balances);
	test("a transfer, and anything else, is none", others);
	return test_done();
}
