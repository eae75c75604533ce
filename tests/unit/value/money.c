#include <inttypes.h>
#include <stdlib.h>

#include "value/currency.h"
#include "io/lines.h"
#include "base/mem.h"
#include "value/money.h"
#include "test.h"
#include "text/tsv.h"

static const struct numeral_form undeclared;

/* The amount's text, or the reason; lives until the next call. */
static const char *
reads(const char *cell, const struct numeral_form *f, const char *currency)
{
	static struct err e;
	static char text[AMOUNT_TEXT_CAP];
	struct money m = { 0 };

	if (money_parse(span_str(cell), f, span_str(currency), &m, &e))
		return e.text;
	amount_format(m.amount, text);
	return text;
}

static void
as_written(void)
{
	static const char *const rows[][2] = {
		{ "1,234.56", "1234.56" },
		{ "1.234,56", "1234.56" },
		{ "2 500,00 kr", "2500.00" },
		{ "¥12.00", "12.00" },
		{ "($1,936.76)", "-1936.76" },
		{ "- $21.59", "-21.59" },
		{ "12.30-", "-12.30" },
		{ "318.30+", "318.30" },
		{ "$-76.00", "-76.00" },
		{ "-$76.00", "-76.00" },
		{ "+$327.49", "327.49" },
		{ "$(85.00)", "-85.00" },
		{ "12.00 EUR", "12.00" },
		{ "EUR12.00", "12.00" },
		{ "usd 5.00", "5.00" },
		{ "$5.00 USD", "5.00" },
		{ "US$5.00", "5.00" },
		{ "R$ 1.234,56", "1234.56" },
		{ "C$5.00", "5.00" },
		{ "C5.00", "5.00" },
		{ "D5.00", "-5.00" },
		{ "68,511.01 DR", "-68511.01" },
		{ "89,070.00CR", "89070.00" },
		{ "12.30 cr", "12.30" },
		{ "82 604,01", "82604.01" },
		{ "82\xc2\xa0"
		  "604,01",
		    "82604.01" },
		{ "82\xe2\x80\xaf"
		  "604,01 ₽",
		    "82604.01" },
		{ "1'234'567.50", "1234567.50" },
		{ "1’234.50", "1234.50" },
		{ "12,34,567.00", "1234567.00" },
		{ "\xe2\x88\x92"
		  "7.5",
		    "-7.5" },
		{ "12.30元", "12.30" },
		{ "￥12.30", "12.30" },
		{ "  12.30\t", "12.30" },
		{ ".50", "0.50" },
		{ "0.05940", "0.05940" },
		{ "0.234", "0.234" },
		{ "1234.567", "1234.567" },
		{ "1,234,567", "1234567" },
		{ "1 234", "1234" },
		{ "155,5", "155.5" },
		{ "1,2345", "1.2345" },
		{ "0", "0" },
		{ "-0.00", "0.00" },
		{ "007.50", "7.50" },
		{ "Rs.1,00,000.00", "100000.00" },
		{ "12,30 zł", "12.30" },
		{ "170141183460469231731687303715884105727",
		    "170141183460469231731687303715884105727" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		EXPECT_STR(reads(rows[i][0], &undeclared, "-"), rows[i][1]);
}

static void
not_amounts(void)
{
	static const char *const rows[] = { "", " ", "-", "--", "abc", "12,3x",
		"1.2.3", "1,23,4", "1234,567.00", "12,34.00", "1,234.567.89",
		"1,234,56", "1 23", "12. 30", "12.", "12,", "$", "USD",
		"2.02211E+23", "1e5", "0x10", "(5", "5)", ")5(", "((5))",
		"-(5)", "--5", "-5-", "+-5", "5 CR DR", "-5 DR", "$5 $5 $5",
		"12.30 bananas", "12.30%", "0.60%", "131.77(已退款89.84)",
		"12.30 12.30", "01,234.00", "0,123.45", "1,,234", "1..5", ".",
		",", "'5", "12:30", "2022-11-01", "12.30;", "NaN", "Infinity",
		"1/2", "\xef\xbc\x91", "12\xff", "1\u00a02", "D", "CR" };

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		EXPECT_STR(
		    reads(rows[i], &undeclared, "-"), "is not an amount");
		if (test_broken)
			printf("# %s\n", rows[i]);
	}
	EXPECT(money_parse((struct span){ "1\0", 2 }, &undeclared, SPAN("-"),
		   &(struct money){ 0 }, &(struct err){ 0 }) == -1);
}

static void
ambiguous(void)
{
	static const char *const rows[] = { "1.234", "1,234", "12.345",
		"999,999", "-1.234", "$1,000", "(12.345)" };
	struct numeral_form point = { .decimal = '.' };
	struct numeral_form comma = { .decimal = ',' };

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		EXPECT_STR(reads(rows[i], &undeclared, "-"),
		    "may have three decimals or none: declare the mark with "
		    "--decimal or --thousands");
	EXPECT_STR(reads("1.234", &point, "-"), "1.234");
	EXPECT_STR(reads("1.234", &comma, "-"), "1234");
	EXPECT_STR(reads("1,234", &point, "-"), "1234");
	EXPECT_STR(reads("1,234", &comma, "-"), "1.234");
}

static void
declared(void)
{
	struct numeral_form f = { 0 };

	EXPECT(numeral_decimal(&f, ","));
	EXPECT_STR(reads("12,30", &f, "-"), "12.30");
	EXPECT_STR(reads("380115,", &f, "-"), "380115");
	EXPECT_STR(reads("0,", &f, "-"), "0");
	EXPECT_STR(reads("12.30", &f, "-"), "is not an amount");
	EXPECT_STR(reads("1,234.56", &f, "-"), "is not an amount");
	EXPECT_STR(reads("0012", &f, "-"), "12");
	EXPECT(numeral_thousands(&f, " "));
	EXPECT_STR(reads("1 234,5", &f, "-"), "1234.5");
	EXPECT_STR(reads("1\xc2\xa0"
			 "234,5",
		       &f, "-"),
	    "1234.5");
	EXPECT_STR(reads("1.234,5", &f, "-"), "is not an amount");
	EXPECT(numeral_thousands(&f, "none"));
	EXPECT_STR(reads("1 234,5", &f, "-"), "is not an amount");
	f = (struct numeral_form){ 0 };
	EXPECT(numeral_thousands(&f, ","));
	EXPECT_STR(reads("1,234", &f, "-"), "1234");
	EXPECT_STR(reads("1.234", &f, "-"), "1.234");
	EXPECT_STR(reads("12,30", &f, "-"), "is not an amount");
	f = (struct numeral_form){ 0 };
	EXPECT(numeral_thousands(&f, "none"));
	EXPECT_STR(reads("1.234", &f, "-"), "1.234");
	EXPECT_STR(reads("1,234", &f, "-"), "1.234");
	EXPECT_STR(reads("1,234.5", &f, "-"), "is not an amount");
	f = (struct numeral_form){ 0 };
	EXPECT(numeral_thousands(&f, "٬") && numeral_decimal(&f, ":"));
	EXPECT_STR(reads("1٬234:50", &f, "-"), "1234.50");
}

static void
marks(void)
{
	struct numeral_form f = { 0 };
	static const char *const bad[] = { "", "..", "5", "a", "-", "+", "(",
		"$", " ", "\t", "\x7f", "٫" };
	static const char *const bad_thousands[] = { "", "..", "5", "a", "-",
		"\xff", "\xc2", "\t", "  ", "né" };

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		EXPECT(!numeral_decimal(&f, bad[i]));
	for (size_t i = 0; i < sizeof bad_thousands / sizeof *bad_thousands;
	     i++)
		EXPECT(!numeral_thousands(&f, bad_thousands[i]));
	EXPECT(f.decimal == 0 && !f.thousands_declared);
}

static void
minor_units(void)
{
	struct numeral_form f = { .minor = true, .minor_decimals = 2 };

	EXPECT_STR(reads("000000476800", &f, "CNY"), "4768.00");
	EXPECT_STR(reads("C000000473939", &f, "CNY"), "4739.39");
	EXPECT_STR(reads("D000000002861", &f, "CNY"), "-28.61");
	EXPECT_STR(reads("10000", &f, "USD"), "100.00");
	EXPECT_STR(reads("-5", &f, "USD"), "-0.05");
	EXPECT_STR(reads("100.00", &f, "USD"), "is not an amount");
	EXPECT_STR(reads("10,000", &f, "USD"), "is not an amount");
	f.minor_decimals = 0;
	EXPECT_STR(reads("10000", &f, "JPY"), "10000");
	f.minor_decimals = 3;
	EXPECT(numeral_thousands(&f, ","));
	EXPECT_STR(reads("10,000", &f, "KWD"), "10.000");
}

static void
padded(void)
{
	struct numeral_form f = { .decimal = '.' };
	const char *why = "is padded with zeros: if it counts minor units "
			  "say --minor, else --decimal";

	EXPECT_STR(reads("000000476800", &undeclared, "-"), why);
	EXPECT_STR(reads("C000000473939", &undeclared, "-"), why);
	EXPECT_STR(reads("00", &undeclared, "-"), why);
	EXPECT_STR(reads("000000476800", &f, "-"), "476800");
}

static void
other_currencies(void)
{
	EXPECT_STR(
	    reads("€12.00", &undeclared, "USD"), "is not an amount of USD");
	EXPECT_STR(
	    reads("12.00 EUR", &undeclared, "USD"), "is not an amount of USD");
	EXPECT_STR(reads("¥12", &undeclared, "KRW"), "is not an amount of KRW");
	EXPECT_STR(reads("¥12", &undeclared, "JPY"), "12");
	EXPECT_STR(reads("¥12", &undeclared, "CNY"), "12");
	EXPECT_STR(reads("$12", &undeclared, "MXN"), "12");
	EXPECT_STR(
	    reads("A$12", &undeclared, "USD"), "is not an amount of USD");
	EXPECT_STR(
	    reads("$12 AUD", &undeclared, "USD"), "is not an amount of USD");
	EXPECT_STR(reads("12.5 usdt", &undeclared, "USDT"), "12.5");
	EXPECT_STR(reads("12.5 usdt", &undeclared, "-"), "is not an amount");
}

static void
too_large(void)
{
	EXPECT_STR(
	    reads("170141183460469231731687303715884105728", &undeclared, "-"),
	    "is too large");
	EXPECT_STR(reads("0.1234567890123456789", &undeclared, "-"),
	    "has more than 18 decimals");
	EXPECT_STR(reads("1.0000000000000000000", &undeclared, "-"),
	    "1.000000000000000000");
	EXPECT_STR(reads("0.12345678901234567800000", &undeclared, "-"),
	    "0.123456789012345678");
	EXPECT_STR(
	    reads("-0,000000000000000000000000000000000000000000000000000",
		&undeclared, "-"),
	    "0.000000000000000000");
	EXPECT_STR(reads("1.0000000000000000001", &undeclared, "-"),
	    "has more than 18 decimals");
	EXPECT_STR(
	    reads("1,111,111,111,111,111,111,111,111,111,111,111,111,"
		  "111,111,111,111,111,111,111,111,111,111,111,111,111,111,111,"
		  "111,111,111,111,111,111,111",
		&undeclared, "-"),
	    "is not an amount");
}

/* A random cell over the bytes that matter. */
static struct span
random_cell(char *to, unsigned *seed)
{
	static const char bytes[] = "0123456789012345678900..,,--+ $()CDRE'";
	size_t n = 1 + (size_t)rand_r(seed) % 9;

	for (size_t i = 0; i < n; i++)
		to[i] = bytes[(size_t)rand_r(seed) % (sizeof bytes - 1)];
	return (struct span){ to, n };
}

static void
roads_agree(const struct numeral_form *f, unsigned *seed, int *quick)
{
	char bytes[16], text[AMOUNT_TEXT_CAP], want[AMOUNT_TEXT_CAP];
	struct span cell = random_cell(bytes, seed);
	int scale = rand_r(seed) % 5;
	struct money m;
	struct err e;
	int64_t minor;
	size_t n = money_plain(cell, f, scale, text, &minor);

	if (n == 0)
		return;
	++*quick;
	EXPECT(money_parse(cell, f, SPAN("-"), &m, &e) == 0 &&
	    amount_rescale(&m.amount, scale, ROUND_NONE) == AMOUNT_OK &&
	    m.amount.minor == minor && amount_format(m.amount, want) == n &&
	    !memcmp(want, text, n));
	if (test_broken)
		printf("# %.*s at scale %d\n", (int)cell.len, cell.p, scale);
}

static void
two_roads(void)
{
	struct numeral_form forms[5] = { { 0 }, { .decimal = '.' },
		{ .decimal = ',' }, { .minor = true, .minor_decimals = 2 },
		{ 0 } };
	unsigned seed = 20221101;
	int quick = 0;

	numeral_thousands(&forms[4], ".");
	for (int i = 0; i < 400000 && !test_broken; i++)
		roads_agree(&forms[i % 5], &seed, &quick);
	EXPECT(quick > 20000);
}

static void
quick_road_is_taken(void)
{
	char text[AMOUNT_TEXT_CAP];
	int64_t minor = 0;

	EXPECT(money_plain(SPAN("12.3"), &undeclared, 2, text, &minor) == 5);
	EXPECT(!memcmp(text, "12.30", 5) && minor == 1230);
	EXPECT(money_plain(SPAN("-12"), &undeclared, 2, text, &minor) == 6);
	EXPECT(!memcmp(text, "-12.00", 6) && minor == -1200);
	EXPECT(money_plain(SPAN("12"), &undeclared, 0, text, &minor) == 2);
	EXPECT(money_plain(SPAN("1234567890123456.78"), &undeclared, 2, text,
		   &minor) == 19 &&
	    minor == 123456789012345678);
	EXPECT(money_plain(SPAN("12345678901234567.89"), &undeclared, 2, text,
		   &minor) == 0);
	EXPECT(money_plain(SPAN("1.234"), &undeclared, 3, text, &minor) == 0);
	EXPECT(money_plain(SPAN("12.345"), &undeclared, 2, text, &minor) == 0);
}

/*
 * Lines "DECIMAL THOUSANDS CURRENCY CELL RESULT" from elsewhere are read
 * here too: "undeclared" declares nothing, RESULT is an amount or "bad".
 */
static bool
case_agrees(struct span f[5])
{
	struct numeral_form form = { 0 };
	struct money m;
	struct amount want;
	struct err e;
	char *thousands = mem_dup(f[1]);
	bool good;

	if (!span_eq(f[0], SPAN("undeclared")))
		form.decimal = f[0].p[0];
	if (!span_eq(f[1], SPAN("undeclared")))
		numeral_thousands(&form, thousands);
	good = money_parse(f[3], &form, f[2], &m, &e) == 0;
	if (span_eq(f[4], SPAN("bad")))
		good = !good;
	else
		good = good && amount_parse(f[4], &want) == AMOUNT_OK &&
		    want.minor == m.amount.minor &&
		    want.scale == m.amount.scale;
	free(thousands);
	return good;
}

static int
check_cases(const char *name)
{
	struct lines l;
	struct err e;
	struct span line;
	uint64_t good = 0, bad = 0;

	if (lines_open(&l, name, &e))
		return 2;
	while (lines_next(&l, &line, &e) == 1) {
		struct span f[5], rest = line;

		for (int i = 0; i < 5; i++)
			if (!tsv_next(&rest, &f[i]))
				return 2;
		if (case_agrees(f)) {
			good++;
		} else {
			bad++;
			printf("%.*s\n", (int)line.len, line.p);
		}
	}
	lines_close(&l);
	printf("%" PRIu64 " agree, %" PRIu64 " differ\n", good, bad);
	return bad != 0;
}

int
main(int argc, char **argv)
{
	if (argc > 1)
		return check_cases(argv[1]);
	test("amounts are read as people write them", as_written);
	test("what is not clearly an amount is refused", not_amounts);
	test("one mark before three digits takes a declaration", ambiguous);
	test("declared marks are the only ones", declared);
	test("digits, letters and signs cannot be marks", marks);
	test("minor units become units by the currency", minor_units);
	test("padding zeros are refused unless units are declared", padded);
	test("another currency's sign or code is refused", other_currencies);
	test("beyond 128 bits or 18 decimals is refused", too_large);
	test("the quick road says what the slow one says", two_roads);
	test("the quick road is taken by plain amounts", quick_road_is_taken);
	return test_done();
}
