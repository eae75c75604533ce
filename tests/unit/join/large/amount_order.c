#include "join/large/amount_order.h"

#include "scratch.h"
#include "test.h"

/* An amount of some digits and decimals, many of them alike. */
static struct span
make(uint64_t *seed, char *text)
{
	static const char *const few[] = { "0", "0.00", "1", "1.00", "1.5",
		"1.50", "-1", "-1.00", "-1.5", "-1.05", "10", "9", "-10", "-9",
		"0.01", "-0.01", "0.1", "100",
		"170141183460469231731687303715884105727",
		"-170141183460469231731687303715884105727",
		"0.000000000000000001", "-0.000000000000000001" };
	uint64_t x = scratch_random(seed);
	struct amount a = { (int64_t)scratch_random(seed) % 3000,
		(int)((x >> 8) % 5) };

	if (x % 3 == 0)
		return span_str(few[(x >> 16) % (sizeof few / sizeof *few)]);
	if (x % 3 == 1)
		a.minor = (int64_t)scratch_random(seed);
	return (struct span){ text, amount_format(a, text) };
}

static int
sign(int c)
{
	return (c > 0) - (c < 0);
}

static void
as_numbers(void)
{
	uint64_t seed = 20221108;
	unsigned equal = 0;

	for (int i = 0; i < 200000; i++) {
		char texts[2][AMOUNT_TEXT_CAP];
		char keys[2][AMOUNT_ORDER_CAP];
		struct span x = make(&seed, texts[0]);
		struct span y = make(&seed, texts[1]);
		struct span p = { keys[0], amount_order(x, keys[0]) };
		struct span q = { keys[1], amount_order(y, keys[1]) };
		struct amount a, b;

		EXPECT(amount_parse(x, &a) == AMOUNT_OK);
		EXPECT(amount_parse(y, &b) == AMOUNT_OK);
		EXPECT(sign(span_cmp(p, q)) == sign(amount_cmp(a, b)));
		equal += amount_cmp(a, b) == 0;
		/* a field of a line, with a TAB behind it */
		keys[0][p.len++] = keys[1][q.len++] = '\t';
		EXPECT(sign(span_cmp(p, q)) == sign(amount_cmp(a, b)));
	}
	EXPECT(equal > 1000);
}

int
main(void)
{
	test("the order of the texts is that of the numbers", as_numbers);
	return test_done();
}
