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
	return test_done();
}
