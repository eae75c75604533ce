/* What names of columns say. */
#include "explain/words/name_hints.h"
#include "test.h"

static void
names(void)
{
	EXPECT(name_hint_amount(SPAN("Amount CZK")) > 0);
	EXPECT(name_hint_amount(SPAN("Balance")) < 0);
	EXPECT(name_hint_amount(SPAN("手续费")) < 0);
	EXPECT(name_hint_key(SPAN("Transaction ID")) > 0);
	EXPECT(name_hint_key(SPAN("Paid")) == 0); /* no "id" of its own */
	EXPECT(name_hint_key(SPAN("orderId")) > 0);
	EXPECT(name_hint_amount(SPAN("totalAmount")) > 0);
	EXPECT(name_hint_key(SPAN("numbness")) == 0);
	EXPECT(name_hint_key(SPAN("商户订单号")) > 0);
	EXPECT(name_hint_key(SPAN("商户号")) < 0);
}

int
main(void)
{
	test("names and values say what they are about", names);
	return test_done();
}
