#include "match/tolerance.h"

#include "scratch.h"
#include "test.h"

static struct tolerance
tolerance(const char *text)
{
	struct tolerances all = { 0 };
	struct tolerance t = { 0 };
	struct err e = { .text = "" };

	EXPECT(tolerance_add(&all, text, &e) == 0);
	EXPECT_STR(e.text, "");
	if (all.n)
		t = all.of[0];
	tolerances_free(&all);
	return t;
}

static bool
covers(const char *text, int128 a, int128 b, int scale)
{
	struct tolerance t = tolerance(text);
	bool yes = tolerance_covers(&t, a, b, scale);

	EXPECT(tolerance_covers(&t, b, a, scale) == yes);
	EXPECT(tolerance_covers(&t, -a, -b, scale) == yes);
	return yes;
}

static void
absolute(void)
{
	EXPECT(covers("0.05", 1000, 1005, 2));
	EXPECT(!covers("0.05", 1000, 1006, 2));
	EXPECT(covers("0.05", 10, 10, 0) && !covers("0.05", 10, 11, 0));
	EXPECT(covers("0.05", 10000, 10050, 3));
	EXPECT(!covers("0.05", 10000, 10051, 3));
	EXPECT(covers("0", 7, 7, 2) && !covers("0", 7, 8, 2));
	EXPECT(covers("1", -50, 50, 2) && !covers("1", -50, 51, 2));
}

static void
percent(void)
{
	EXPECT(covers("0.5%", 20000, 19900, 2));
	EXPECT(!covers("0.5%", 20000, 19899, 2));
	EXPECT(covers("100%", 5, 0, 2) && !covers("100%", 5, -1, 2));
	EXPECT(covers("0%", 0, 0, 2) && !covers("0%", 1, 2, 2));
	EXPECT(covers(
	    "0.0000000000000001%", 1000000000000000000, 999999999999999999, 0));
	EXPECT(!covers(
	    "0.0000000000000001%", 1000000000000000000, 999999999999999998, 0));
}

static void
widest(void)
{
	const int128 most = (int128)((~(uint128)0) >> 1);

	EXPECT(tolerance_distance(most, -most) == (uint128)most * 2);
	EXPECT(!covers("100%", most, -most, 0));
	EXPECT(!covers("99.9999999999999999%", most, 0, 18));
	EXPECT(covers("100%", most, 0, 18));
	EXPECT(covers("50%", most - 1, (most - 1) / 2, 2));
	EXPECT(!covers("50%", most - 1, (most - 1) / 2 - 1, 2));
	EXPECT(covers("170141183460469231731687303715884105727", most, 0, 0));
	EXPECT(!covers("170141183460469231731687303715884105727", most, -1, 0));
	EXPECT(
	    covers("170141183460469231731687303715884105727", most, -most, 18));
	EXPECT(!covers("0.000000000000000001", most, most - 1, 0));
}

/* Both kinds against plain arithmetic on numbers that cannot overflow. */
static void
small_numbers(void)
{
	uint64_t seed = 20221104;

	for (int i = 0; i < 20000; i++) {
		int64_t a = (int64_t)(scratch_random(&seed) % 4001) - 2000;
		int64_t b = a + (int64_t)(scratch_random(&seed) % 101) - 50;
		int64_t limit = (int64_t)(scratch_random(&seed) % 100);
		int64_t far = a > b ? a - b : b - a;
		int64_t x = a < 0 ? -a : a, y = b < 0 ? -b : b;
		char text[16];

		snprintf(text, sizeof text, "%d.%02d", (int)limit / 100,
		    (int)limit % 100);
		EXPECT(covers(text, a, b, 2) == (far <= limit));
		EXPECT(covers(text, a, b, 3) == (far <= limit * 10));
		snprintf(text, sizeof text, "%d.%01d%%", (int)limit / 10,
		    (int)limit % 10);
		EXPECT(covers(text, a, b, 2) ==
		    (far * 1000 <= (x > y ? x : y) * limit));
	}
}

static bool
lies_in(const char *text, int128 left, int128 right, int scale)
{
	struct tolerance t = tolerance(text);

	return tolerance_covers(&t, left, right, scale);
}

static void
ranges(void)
{
	EXPECT(lies_in("-0.01..+0.05", 100, 101, 2));
	EXPECT(!lies_in("-0.01..+0.05", 100, 102, 2));
	EXPECT(lies_in("-0.01..0.05", 105, 100, 2));
	EXPECT(!lies_in("-0.01..0.05", 106, 100, 2));
	EXPECT(lies_in("0..+1%", 100, 99, 0) && !lies_in("0..+1%", 99, 100, 0));
	EXPECT(
	    lies_in("-1%..-0", 99, 100, 0) && !lies_in("-1%..-0", 100, 99, 0));
	EXPECT(lies_in("CNY=-2..0", -3, -1, 0) && !lies_in("-2..0", -1, -3, 0));
}

static void
floors(void)
{
	EXPECT(covers("20%,100", 1000, 800, 0));
	EXPECT(!covers("20%,100", 1000, 799, 0));
	EXPECT(covers("100,20%", 10, -90, 0) && !covers("100,20%", 10, -91, 0));
	EXPECT(lies_in("-10%,2..+1", 1, 3, 0) &&
	    lies_in("-10%,2..+1", 90, 100, 0));
	EXPECT(!lies_in("-10%,2..+1", 3, 1, 0));
}

static void
by_currency(void)
{
	struct tolerances all = { 0 };
	struct err e;

	EXPECT(tolerance_for(&all, SPAN("CNY")) == NULL);
	EXPECT(tolerance_add(&all, "CNY=1", &e) == 0);
	EXPECT(tolerance_for(&all, SPAN("USD")) == NULL);
	EXPECT(tolerance_add(&all, "2", &e) == 0);
	EXPECT(tolerance_add(&all, "-=3%", &e) == 0);
	EXPECT(tolerance_for(&all, SPAN("CNY"))->above.fixed.minor == 1);
	EXPECT(tolerance_for(&all, SPAN("USD"))->above.fixed.minor == 2);
	EXPECT(tolerance_for(&all, SPAN("-"))->below.percent.minor == 3);
	EXPECT(tolerance_add(&all, "CNY=4", &e) == 0);
	EXPECT(tolerance_add(&all, "5", &e) == 0);
	EXPECT(tolerance_for(&all, SPAN("CNY"))->above.fixed.minor == 4);
	EXPECT(tolerance_for(&all, SPAN("USD"))->above.fixed.minor == 5);
	tolerances_free(&all);
}

static void
reaches(void)
{
	static const char *const texts[] = { "0", "0.05", "3%", "100%",
		"-0.07..+12%", "-100%..0", "20%,0.30", "0.003" };
	enum { END = 5000 };

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct tolerance t = tolerance(texts[i]);

		for (int minor = -300; minor <= 300; minor += 7) {
			for (int way = 0; way < 4; way++) {
				bool left = way & 1;
				int sign = way & 2 ? 1 : -1;
				int64_t far = 0, other = minor + sign;

				while (far < END &&
				    tolerance_covers(&t, left ? minor : other,
					left ? other : minor, 2)) {
					far++;
					other += sign;
				}
				EXPECT(tolerance_reach(&t, minor, left, sign,
					   END, 2) == far);
			}
		}
	}
}

static void
refused(void)
{
	static const char *const rows[][2] = {
		{ "",
		    "\"\" is not an amount; wanted is one like 0.05, 0.5%, "
		    "0.5%,0.05, -0.01..+0.05 or CNY=0.05" },
		{ "CNY=",
		    "\"\" is not an amount; wanted is one like 0.05, "
		    "0.5%, 0.5%,0.05, -0.01..+0.05 or CNY=0.05" },
		{ ".5",
		    "\".5\" is not an amount; wanted is one like 0.05, "
		    "0.5%, 0.5%,0.05, -0.01..+0.05 or CNY=0.05" },
		{ "5%%",
		    "\"5%\" is not an amount; wanted is one like 0.05, "
		    "0.5%, 0.5%,0.05, -0.01..+0.05 or CNY=0.05" },
		{ "=5", "\"\" is not a currency code" },
		{ "cny=5", "\"cny\" is not a currency code" },
		{ "-5", "a tolerance cannot be negative" },
		{ "100.01%", "a percent above 100 would match anything" },
		{ "0.00000000000000001%",
		    "a percent can have at most 16 "
		    "decimals" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct tolerances all = { 0 };
		struct err e = { .text = "accepted" };

		EXPECT(tolerance_add(&all, rows[i][0], &e) == -1);
		EXPECT(e.status == ST_FAIL && all.n == 0);
		EXPECT_STR(e.text, rows[i][1]);
		tolerances_free(&all);
	}
}

static void
told_as_said(void)
{
	static const char want[] = "tolerance\t0.05\n"
				   "tolerance\tCNY=1%,0.10\n"
				   "tolerance\tUSD=-0.01..+0.02\n";
	static const char *const said[] = { "USD=-0.01..+0.02", "0.01",
		"CNY=0.10", "0.05", "CNY=1%,0.10" };
	struct tolerances all = { 0 };
	struct buf b = { 0 };
	struct err e;

	tolerances_format(&all, &b);
	EXPECT(b.len == 0);
	for (size_t i = 0; i < sizeof said / sizeof *said; i++)
		EXPECT(tolerance_add(&all, said[i], &e) == 0);
	tolerances_format(&all, &b);
	buf_byte(&b, '\0');
	EXPECT_STR(b.p, want);
	buf_free(&b);
	tolerances_free(&all);
}

int
main(void)
{
	test("an absolute tolerance holds at every scale", absolute);
	test("a percent is of the larger absolute amount", percent);
	test("both are exact up to the widest amounts", widest);
	test("both agree with plain arithmetic", small_numbers);
	test("a range has its own limit for each sign of left - right", ranges);
	test("of a percent and an amount the larger one holds", floors);
	test("a currency's own tolerance, else the common one, the last given",
	    by_currency);
	test("those that are used are told as they were said, by currency",
	    told_as_said);
	test("a tolerance reaches as far as it covers every amount", reaches);
	test("what is no tolerance is refused with the reason", refused);
	return test_done();
}
