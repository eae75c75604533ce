#include "value/currency_sign.h"
#include "test.h"

static void
sign_is(const char *text, size_t len, const char *codes)
{
	const char *got = "unset";

	EXPECT(currency_sign(span_str(text), &got) == len);
	if (codes)
		EXPECT_STR(got, codes);
	else
		EXPECT(len == 0 || !got);
}

static void
signs(void)
{
	sign_is("$12", 1,
	    "USD CAD AUD NZD HKD SGD TWD ARS BBD BMD BND BRL BSD "
	    "BZD CLP COP CUP CVE DOP FJD GYD JMD KYD LRD MXN NAD NIO SBD SRD "
	    "TTD UYU XCD");
	sign_is("US$12", 3, "USD");
	sign_is("kr.", 3, "SEK NOK DKK ISK");
	sign_is("kr", 2, "SEK NOK DKK ISK");
	sign_is("€", 3, "EUR");
	sign_is("RMB", 3, "CNY");
	sign_is("R$", 2, "BRL");
	sign_is("12", 0, NULL);
	sign_is("", 0, NULL);
}

static void
named_is(const char *word, const char *code)
{
	struct span got = currency_named(span_str(word));

	EXPECT(span_eq(got, span_str(code)));
}

static void
named(void)
{
	named_is("RMB", "CNY");
	named_is("人民币", "CNY");
	named_is("US$", "USD");
	named_is("RM", "MYR");
	named_is("€", "EUR");
	named_is("R", "R");
	named_is("$", "$");
	named_is("¥", "¥");
	named_is("RMB1", "RMB1");
	named_is("CNY", "CNY");
	named_is("", "");
}

int
main(void)
{
	test("the longest sign is found", signs);
	test("a sign of one currency alone names its code", named);
	return test_done();
}
