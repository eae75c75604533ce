#include <stdlib.h>

#include "value/currency.h"
#include "io/lines.h"
#include "test.h"
#include "text/tsv.h"

static void
decimals(void)
{
	EXPECT(currency_decimals(SPAN("CNY")) == 2);
	EXPECT(currency_decimals(SPAN("JPY")) == 0);
	EXPECT(currency_decimals(SPAN("KWD")) == 3);
	EXPECT(currency_decimals(SPAN("CLF")) == 4);
	EXPECT(currency_decimals(SPAN("XAU")) == 2);
	EXPECT(currency_decimals(SPAN("USDT")) == 2);
	EXPECT(currency_decimals(SPAN("-")) == 2);
	EXPECT(currency_decimals(SPAN("jpy")) == 2);
	EXPECT(currency_is_iso(SPAN("ZWG")) && currency_is_iso(SPAN("AED")));
	EXPECT(!currency_is_iso(SPAN("HRK")) && !currency_is_iso(SPAN("cny")));
	EXPECT(!currency_is_iso(SPAN("")) && !currency_is_iso(SPAN("CNYX")));
}

static void
codes(void)
{
	EXPECT(currency_is_code(SPAN("CNY")) && currency_is_code(SPAN("A1")));
	EXPECT(currency_is_code(SPAN("ABCDEFGHIJ12")));
	EXPECT(!currency_is_code(SPAN("ABCDEFGHIJ123")));
	EXPECT(!currency_is_code(SPAN("A")) && !currency_is_code(SPAN("")));
	EXPECT(!currency_is_code(SPAN("cny")) && !currency_is_code(SPAN("-")));
	EXPECT(!currency_is_code(SPAN("C Y")));
}

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

static void
scales(void)
{
	struct scales s = SCALES_NONE;
	static const char *const bad[] = { "", "=2", "CNY=", "CNY=19", "19",
		"-1", "x", "cny=2", "CNY=2 ", "C=2", "CNY=002", "CNY==2" };

	EXPECT(scales_of(&s, SPAN("JPY")) == 0);
	EXPECT(scales_set(&s, "JPY=2") && scales_set(&s, "USDT=18"));
	EXPECT(scales_of(&s, SPAN("JPY")) == 2);
	EXPECT(scales_of(&s, SPAN("USDT")) == 18);
	EXPECT(scales_of(&s, SPAN("CNY")) == 2);
	EXPECT(scales_set(&s, "4") && scales_set(&s, "JPY=0"));
	EXPECT(scales_of(&s, SPAN("JPY")) == 0);
	EXPECT(scales_of(&s, SPAN("CNY")) == 4);
	EXPECT(scales_of(&s, SPAN("-")) == 4);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		EXPECT(!scales_set(&s, bad[i]));
	EXPECT(s.n == 2 && s.all == 4);
	EXPECT(scales_set(&s, "RMB=3") && scales_of(&s, SPAN("CNY")) == 3);
}

static void
many_scales(void)
{
	struct scales s = SCALES_NONE;
	char text[16];

	for (int i = 0; i < CURRENCY_SCALES; i++) {
		snprintf(text, sizeof text, "C%02d=3", i);
		EXPECT(scales_set(&s, text));
	}
	EXPECT(!scales_set(&s, "CNY=3"));
	EXPECT(scales_set(&s, "C00=1"));
	EXPECT(scales_of(&s, SPAN("C00")) == 1);
}

/* CODE and its decimals, or "-", as the list of ISO 4217 has them. */
static int
check_list(const char *name)
{
	struct lines l;
	struct err e;
	struct span line;
	int bad = 0;

	if (lines_open(&l, name, &e))
		return 2;
	while (lines_next(&l, &line, &e) == 1) {
		struct span code = { line.p, 3 };
		int want = line.p[4] == '-' ? 2 : line.p[4] - '0';

		if (!currency_is_iso(code) || currency_decimals(code) != want) {
			printf("%.*s\n", (int)line.len, line.p);
			bad++;
		}
	}
	printf("%d codes, %d differ\n", (int)l.count, bad);
	lines_close(&l);
	return bad != 0;
}

int
main(int argc, char **argv)
{
	if (argc > 1)
		return check_list(argv[1]);
	test("a currency has the decimals of ISO 4217, or two", decimals);
	test("a code is 2 to 12 capital letters and digits", codes);
	test("the longest sign is found", signs);
	test("a sign of one currency alone names its code", named);
	test("--scale overrides the list, all or one by one", scales);
	test("more scales than there is room for are refused", many_scales);
	return test_done();
}
