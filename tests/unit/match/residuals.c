#include "match/residuals.h"

#include "test.h"

static void
add(struct residuals *all, const char *currency, int minor)
{
	struct err e;

	EXPECT(residuals_add(all, span_str(currency),
		   (struct amount){ minor, 2 }, &e) == 0);
}

static void
told(const struct residuals *all, const char *want)
{
	struct buf b = { 0 };

	EXPECT(residuals_tell(all, &b) == (*want != '\0'));
	buf_byte(&b, '\0');
	EXPECT_STR(b.p, want);
	buf_free(&b);
}

static void
by_currency(void)
{
	struct residuals a = { 0 }, b = { 0 };
	struct err e;

	told(&a, "");
	add(&a, "USD", 3);
	add(&a, "CNY", -5);
	add(&b, "EUR", 1);
	add(&b, "CNY", 4);
	EXPECT(residuals_merge(&a, &b, &e) == 0);
	told(&a,
	    "matched within the tolerance: 2 of CNY, which differ by 0.09 in "
	    "all, left minus right by -0.01; 1 of EUR, which differ by 0.01 in "
	    "all, left minus right by 0.01; 1 of USD, which differ by 0.03 in "
	    "all, left minus right by 0.03");
	residuals_free(&a);
	residuals_free(&b);
}

static void
capped(void)
{
	struct residuals all = { 0 };
	struct residual_caps caps = { 0 };
	struct err e;

	add(&all, "CNY", -5);
	add(&all, "CNY", 5);
	add(&all, "USD", 7);
	EXPECT(residuals_check(&all, &caps, &e) == 0);
	EXPECT(residual_cap_add(&caps, "CNY=0.10", &e) == 0);
	EXPECT(residuals_check(&all, &caps, &e) == 0);
	EXPECT(residual_cap_add(&caps, "0.06", &e) == 0);
	EXPECT(residuals_check(&all, &caps, &e) == -1);
	EXPECT(e.status == ST_DATA);
	EXPECT_STR(e.text,
	    "1 of USD matched within the tolerance and differ by 0.07 in all, "
	    "--tolerance-total is 0.06");
	EXPECT(residual_cap_add(&caps, "USD=0.07", &e) == 0);
	EXPECT(residuals_check(&all, &caps, &e) == 0);
	EXPECT(residual_cap_add(&caps, "CNY=0.0999", &e) == 0);
	EXPECT(residuals_check(&all, &caps, &e) == -1);
	residuals_free(&all);
	residual_caps_free(&caps);
}

static void
too_much(void)
{
	struct residuals all = { 0 };
	const struct amount most = { AMOUNT_MINOR_NONE + 1, 0 };
	struct err e;

	EXPECT(residuals_add(&all, SPAN("CNY"), most, &e) == 0);
	EXPECT(residuals_add(&all, SPAN("CNY"), amount_neg(most), &e) == -1);
	EXPECT(e.status == ST_DATA);
	EXPECT_STR(e.text,
	    "the differences of CNY within the tolerance add up to too much");
	residuals_free(&all);
}

int
main(void)
{
	test("differences add up by currency, with and without their sign",
	    by_currency);
	test("each currency has its own bound, else the common one", capped);
	test("sums that do not fit are told", too_much);
	return test_done();
}
