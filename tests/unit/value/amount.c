#include <inttypes.h>
#include <stdlib.h>

#include "value/amount.h"
#include "io/lines.h"
#include "value/numeral.h"
#include "test.h"
#include "stream/line/control_total.h"
#include "text/tsv.h"

/* 2^127 - 1, the largest amount, and below it one half. */
#define LARGEST "170141183460469231731687303715884105727"
#define HALF "85070591730234615865843651857942052864"

static struct amount
amount(const char *text)
{
	struct amount a = { 0 };

	EXPECT(amount_parse(span_str(text), &a) == AMOUNT_OK);
	return a;
}

static void
is_text(struct amount a, const char *want)
{
	char text[AMOUNT_TEXT_CAP];

	EXPECT(amount_format(a, text) == strlen(text));
	EXPECT_STR(text, want);
}

static void
canonical_text(void)
{
	static const char *const good[] = { "0", "0.0", "0.00", "1", "-1",
		"12.30", "-12.30", "0.05", "-0.05", "100", "9.99",
		"999999999999999999", "9999999999999999999",
		"0.000000000000000001", "-0.000000000000000001",
		"18446744073709551615", "18446744073709551616",
		"-18446744073709551616.5", LARGEST, ("-" LARGEST),
		"170141183460469231731.687303715884105727" };

	for (size_t i = 0; i < sizeof good / sizeof *good; i++)
		is_text(amount(good[i]), good[i]);
}

static void
result_is(const char *text, enum amount_result want)
{
	struct amount a = { 7, 3 };

	EXPECT(amount_parse(span_str(text), &a) == want);
	EXPECT(a.minor == 7 && a.scale == 3);
}

static void
other_text(void)
{
	static const char *const bad[] = { "", "-", ".", "-.", "1.", ".5",
		"-.5", "+1", "01", "00", "-0", "-0.00", "1,5", "1.2.3", " 1",
		"1 ", "1e5", "0x1", "--1", "1-", "NaN", "inf", "1.-5",
		"\xd9\xa1", "12.30\r", "1\u00a0000" };

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		result_is(bad[i], AMOUNT_SYNTAX);
	EXPECT(amount_parse((struct span){ "1\0", 2 }, &(struct amount){ 0 }) ==
	    AMOUNT_SYNTAX);
}

static void
edges_of_text(void)
{
	result_is("170141183460469231731687303715884105728", AMOUNT_OVERFLOW);
	result_is("-170141183460469231731687303715884105728", AMOUNT_OVERFLOW);
	result_is("1701411834604692317316873037158841057270", AMOUNT_OVERFLOW);
	result_is("0.0000000000000000001", AMOUNT_OVERFLOW);
	result_is("0.0000000000000000000", AMOUNT_OVERFLOW);
}

static void
tenths(void)
{
	struct amount sum;

	EXPECT(amount_add(amount("0.1"), amount("0.2"), &sum) == AMOUNT_OK);
	is_text(sum, "0.3");
	EXPECT(amount_cmp(sum, amount("0.3")) == 0);
	EXPECT(amount_cmp(sum, amount("0.300")) == 0);
}

static void
larger_scale(void)
{
	struct amount r;

	EXPECT(amount_add(amount("1.5"), amount("2.250"), &r) == AMOUNT_OK);
	is_text(r, "3.750");
	EXPECT(amount_sub(amount("1"), amount("0.000000000000000001"), &r) ==
	    AMOUNT_OK);
	is_text(r, "0.999999999999999999");
	EXPECT(amount_sub(amount("1.50"), amount("1.5"), &r) == AMOUNT_OK);
	is_text(r, "0.00");
}

static void
sum_is_too_large(const char *a, const char *b)
{
	struct amount r = { 7, 3 };

	EXPECT(amount_add(amount(a), amount(b), &r) == AMOUNT_OVERFLOW);
	EXPECT(r.minor == 7 && r.scale == 3);
	EXPECT(amount_sub(amount(a), amount_neg(amount(b)), &r) ==
	    AMOUNT_OVERFLOW);
	EXPECT(r.minor == 7 && r.scale == 3);
}

static void
edges_of_sums(void)
{
	struct amount r;

	EXPECT(amount_add(amount(LARGEST), amount("0"), &r) == AMOUNT_OK);
	EXPECT(amount_sub(amount(LARGEST), amount(LARGEST), &r) == AMOUNT_OK);
	is_text(r, "0");
	EXPECT(amount_sub(amount("0"), amount(LARGEST), &r) == AMOUNT_OK);
	is_text(r, "-" LARGEST);
	sum_is_too_large(LARGEST, "1");
	sum_is_too_large("-" LARGEST, "-1");
	sum_is_too_large(HALF, HALF);
	sum_is_too_large("-" HALF, "-" HALF); /* -2^127 has no negative */
	sum_is_too_large(LARGEST, "0.1");     /* at that scale */
	sum_is_too_large("0.000000000000000001", LARGEST);
}

static void
edges_of_scale(void)
{
	struct amount a = amount(LARGEST);

	EXPECT(amount_rescale(&a, 1, ROUND_NONE) == AMOUNT_OVERFLOW);
	is_text(a, LARGEST);
	EXPECT(amount_rescale(&a, 19, ROUND_NONE) == AMOUNT_OVERFLOW);
	EXPECT(amount_rescale(&a, -1, ROUND_NONE) == AMOUNT_OVERFLOW);
	a = amount("0");
	EXPECT(amount_rescale(&a, 18, ROUND_NONE) == AMOUNT_OK);
	is_text(a, "0.000000000000000000");
	a = amount("12.300");
	EXPECT(amount_rescale(&a, 1, ROUND_NONE) == AMOUNT_OK);
	is_text(a, "12.3");
	EXPECT(amount_rescale(&a, 0, ROUND_NONE) == AMOUNT_INEXACT);
	is_text(a, "12.3");
}

static void
rounds_to(const char *text, int scale, const char *mode, const char *want)
{
	struct amount a = amount(text);
	int m = amount_round_named(mode);

	EXPECT(m > ROUND_NONE);
	EXPECT(amount_rescale(&a, scale, (enum amount_round)m) == AMOUNT_OK);
	is_text(a, want);
}

static void
rounding(void)
{
	static const char *const rows[][5] = {
		/*        half-even half-up  down   up */
		{ "0.5", "0", "1", "0", "1" },
		{ "1.5", "2", "2", "1", "2" },
		{ "2.5", "2", "3", "2", "3" },
		{ "2.51", "3", "3", "2", "3" },
		{ "2.49", "2", "2", "2", "3" },
		{ "-0.5", "0", "-1", "0", "-1" },
		{ "-1.5", "-2", "-2", "-1", "-2" },
		{ "-2.5", "-2", "-3", "-2", "-3" },
		{ "-2.50000000000001", "-3", "-3", "-2", "-3" },
		{ "3.0", "3", "3", "3", "3" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		rounds_to(rows[i][0], 0, "half-even", rows[i][1]);
		rounds_to(rows[i][0], 0, "half-up", rows[i][2]);
		rounds_to(rows[i][0], 0, "down", rows[i][3]);
		rounds_to(rows[i][0], 0, "up", rows[i][4]);
	}
	EXPECT(amount_round_named("nearest") == -1);
	EXPECT(amount_round_named("") == -1);
}

static void
order_is(const char *a, const char *b, int want)
{
	int c = amount_cmp(amount(a), amount(b));

	EXPECT((c > 0) - (c < 0) == want);
	c = amount_cmp(amount(b), amount(a));
	EXPECT((c > 0) - (c < 0) == -want);
}

static void
comparing(void)
{
	order_is("1.5", "1.50", 0);
	order_is("0", "0.000", 0);
	order_is("-1", "1", -1);
	order_is("1", "1.01", -1);
	order_is("-1", "-1.01", 1);
	order_is("9", "10", -1);
	order_is(LARGEST, "170141183460469231731.687303715884105727", 1);
	order_is("-" LARGEST, "0.000000000000000001", -1);
	order_is("1", "1.000000000000000001", -1);
	order_is("-1", "-1.000000000000000001", 1);
	order_is("0", "-0.000000000000000001", 1);
}

/* As many as the records of a thousand streams of a million each. */
static void
billion(void)
{
	struct total million = { 0 }, all = { 0 };
	struct record cent = { .side = 'L', .currency = SPAN("CNY") };
	struct err e;

	cent.amount = amount("0.01");
	for (int i = 0; i < 1000000; i++)
		EXPECT(total_record(&million, &cent, &e) == 0);
	for (int i = 0; i < 1000; i++)
		EXPECT(total_merge(&all, &million, &e) == 0);
	EXPECT(all.records == 1000000000);
	is_text(all.sums[0].amount, "10000000.00");
	total_free(&million);
	total_free(&all);
}

/*
 * Lines "ID OP A B RESULT" from elsewhere are computed here too. Operands
 * are read as people write them, since those of decTest are; what has more
 * than 18 decimals or 128 bits is counted apart. RESULT may name an outcome.
 */
static enum amount_result
operand(struct span s, struct amount *a)
{
	struct numeral_form form = { .decimal = '.' };
	struct numeral x;
	bool negative = s.len && s.p[0] == '-';
	struct err e;

	if (amount_parse(s, a) == AMOUNT_OK)
		return AMOUNT_OK;
	if (s.len && (s.p[0] == '-' || s.p[0] == '+'))
		s = (struct span){ s.p + 1, s.len - 1 };
	if (!numeral_take(&form, &s, &x) || s.len ||
	    numeral_value(&form, &x, a, &e))
		return AMOUNT_OVERFLOW;
	if (negative)
		*a = amount_neg(*a);
	return AMOUNT_OK;
}

static enum amount_result
compute(struct span op, struct amount a, struct amount b, struct amount *r)
{
	char name[16] = "";
	int c;

	if (span_eq(op, SPAN("add")))
		return amount_add(a, b, r);
	if (span_eq(op, SPAN("subtract")))
		return amount_sub(a, b, r);
	if (span_eq(op, SPAN("compare"))) {
		c = amount_cmp(a, b);
		*r = (struct amount){ (c > 0) - (c < 0), 0 };
		return AMOUNT_OK;
	}
	/* a brought to the scale b, by a mode or exactly */
	memcpy(name, op.p, op.len < 15 ? op.len : 15);
	*r = a;
	c = amount_round_named(name);
	return amount_rescale(
	    r, (int)b.minor, c < 0 ? ROUND_NONE : (enum amount_round)c);
}

/* RESULT in canonical form is compared as text, decimals included. */
static bool
agrees(enum amount_result ar, struct amount r, struct span want)
{
	char text[AMOUNT_TEXT_CAP];
	struct amount w;

	if (span_eq(want, SPAN("overflow")))
		return ar == AMOUNT_OVERFLOW;
	if (span_eq(want, SPAN("inexact")))
		return ar == AMOUNT_INEXACT;
	if (ar != AMOUNT_OK)
		return false;
	if (amount_parse(want, &w) == AMOUNT_OK)
		return span_eq(
		    want, (struct span){ text, amount_format(r, text) });
	return operand(want, &w) == AMOUNT_OK && amount_cmp(r, w) == 0;
}

static int
check_cases(const char *name)
{
	struct lines l;
	struct err e;
	struct span line;
	uint64_t good = 0, bad = 0, beyond = 0;

	if (lines_open(&l, name, &e))
		return 2;
	while (lines_next(&l, &line, &e) == 1) {
		struct span f[5], rest = line;
		struct amount a, b, r = { 0 };
		enum amount_result ar;

		for (int i = 0; i < 5; i++)
			if (!tsv_next(&rest, &f[i]))
				return 2;
		if (span_eq(f[0], SPAN("id")))
			continue;
		if (operand(f[2], &a) || operand(f[3], &b)) {
			beyond++;
			continue;
		}
		ar = compute(f[1], a, b, &r);
		if (agrees(ar, r, f[4])) {
			good++;
		} else {
			bad++;
			printf("%.*s\n", (int)line.len, line.p);
		}
	}
	lines_close(&l);
	printf("%" PRIu64 " agree, %" PRIu64 " differ, %" PRIu64
	       " beyond the limits\n",
	    good, bad, beyond);
	return bad != 0;
}

static uint64_t
power(int n)
{
	uint64_t v = 1;

	while (n-- > 0)
		v *= 10;
	return v;
}

/* An amount, then c often enough that eight bytes can be looked at. */
static void
scan(struct amount want, unsigned char c)
{
	char text[AMOUNT_TEXT_CAP + 16];
	size_t len = amount_format(want, text);
	const char *end = text;
	struct amount a = { 0 };

	EXPECT(amount_scan(&end, text + len, &a) == AMOUNT_OK);
	EXPECT(end == text + len);
	EXPECT(a.minor == want.minor && a.scale == want.scale);
	if ((c >= '0' && c <= '9') || c == '.')
		return;
	memset(text + len, c, 16);
	a = (struct amount){ 0 };
	end = text;
	EXPECT(amount_scan(&end, text + len + 16, &a) == AMOUNT_OK);
	EXPECT(end == text + len);
	EXPECT(a.minor == want.minor && a.scale == want.scale);
}

static void
scanned(void)
{
	static const char *const none[] = { "", "-", ".", ".5", "-.5", "5.",
		"05", "00", "-0", "-0.00", "x", "+5", "5.x", "12345678.x",
		"-05.1", "00.1" };
	uint64_t v = 1;

	for (int i = 0; i < 40000; i++) {
		struct amount a;

		v = v * 6364136223846793005u + 1442695040888963407u;
		a.minor = (int128)((v >> 20) % power(i % 19));
		a.scale = i % 11;
		if (i % 7 == 0)
			a.minor = -a.minor;
		scan(a, (unsigned char)(i >> 3));
	}
	for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
		char text[32];
		const char *end = text;
		struct amount a;

		snprintf(text, sizeof text, "%s\t12345678", none[i]);
		EXPECT(amount_scan(&end, text + strlen(text), &a) ==
		    AMOUNT_SYNTAX);
	}
}

/* The text that ends eight bytes or more of memory, as the usual road reads
 * it: only amounts of this scale that have no sign. */
static bool
is_scanned_by_form(const char *text, size_t n, int scale)
{
	const struct amount_form form = amount_form(scale);
	struct amount a = { 0 };
	char memory[32] = "0123456789012345";
	int64_t minor = -1;
	bool good = amount_parse((struct span){ text, n }, &a) == AMOUNT_OK;
	bool got;

	memcpy(memory + 16, text, n);
	got = amount_scan_form(&form, memory + 16 + n, n, &minor);
	EXPECT(got ==
	    (good && a.scale == scale && n <= EIGHT && *text != '-' &&
		scale <= EIGHT - 2));
	EXPECT(!got || minor == a.minor);
	return got;
}

static void
scanned_by_form(void)
{
	static const char bytes[] = "0195.-/:\t\x80";
	size_t all = sizeof bytes - 1, good = 0;
	uint32_t seed = 1;
	char text[16];

	for (int scale = 0; scale <= AMOUNT_SCALE_MAX; scale++) {
		for (size_t i = 0; i < 10000; i++) {
			size_t left = i, n = 0;

			for (; left; left /= all)
				text[n++] = bytes[left % all];
			good += is_scanned_by_form(text, n, scale);
		}
		for (size_t i = 0; i < 20000; i++) {
			size_t n = 1 + i % 10;

			for (size_t k = 0; k < n; k++, seed = seed * 69069 + 1)
				text[k] = (char)('0' + (seed >> 16) % 10);
			if (scale && n > (size_t)scale + 1)
				text[n - 1 - (size_t)scale] = '.';
			if (seed >> 24 < 32)
				text[(seed >> 8) % n] = (char)(seed >> 16);
			good += is_scanned_by_form(text, n, scale);
		}
	}
	EXPECT(good > 40000);
}

int
main(int argc, char **argv)
{
	if (argc > 1)
		return check_cases(argv[1]);
	test("canonical text is read and written as it is", canonical_text);
	test("any other text is refused, and the amount untouched", other_text);
	test("text beyond 128 bits or 18 decimals is too large", edges_of_text);
	test("0.1 and 0.2 are 0.3", tenths);
	test("a sum has the larger scale", larger_scale);
	test("a sum beyond 128 bits is refused, not wrapped", edges_of_sums);
	test("a scale that does not fit or would lose digits is refused",
	    edges_of_scale);
	test("each rounding mode rounds as its name says", rounding);
	test("numbers compare whatever their scales", comparing);
	test("an amount ends where the first other byte stands", scanned);
	test("an amount of few digits is read from its end, too",
	    scanned_by_form);
	test("a billion rows of 0.01 add up to 10000000.00", billion);
	return test_done();
}
