/* lump against adding every record to the total at once. */
#include "stream/line/pending_sum.h"

#include "scratch.h"
#include "test.h"

static struct amount
random_amount(uint64_t *seed, unsigned wide)
{
	uint64_t r = scratch_random(seed);
	int128 v = (int128)(scratch_random(seed) >> r % 60);

	if ((r >> 8) % 256 < wide) /* a few of these overflow */
		v = (v | (int128)1 << 62) *
		    ((int128)1
			<< (r >> 40 & 3 ? 58 + (r >> 44) % 5 : (r >> 44) % 63));
	if ((r >> 32) % 8 < 3)
		v = -v;
	return (struct amount){ v, 2 };
}

static bool
same(const struct total *a, const struct total *b)
{
	struct err e;

	return total_equal(a, b, &e);
}

/* Which records are refused is told by both, and the totals are equal. */
static void
run(uint64_t *seed, unsigned wide, int *kept, int *refused)
{
	static const struct span currencies[] = { { "CNY", 3 }, { "USD", 3 },
		{ "USDT", 4 } };
	struct total one = { 0 }, other = { 0 };
	struct record rec = { .side = 'L', .currency = currencies[0] };
	struct lump lump = { 0 };
	struct err e;

	for (int i = 0; i < 3000 && !test_broken; i++) {
		uint64_t r = scratch_random(seed);
		bool fits;

		if (r % 100 == 0) {
			rec.currency = currencies[(r >> 8) % 3];
			lump_close(&lump);
		}
		rec.amount = random_amount(seed, wide);
		fits = total_record(&one, &rec, &e) == 0;
		*refused += !fits;
		if (lump_keep(&lump, rec.amount)) {
			EXPECT(fits);
			++*kept;
		} else {
			EXPECT(fits == !lump_record(&lump, &other, &rec, &e));
		}
		if (r >> 16 & 1)
			lump_count(&lump, &other);
		EXPECT(lump.n || same(&one, &other));
	}
	lump_count(&lump, &other);
	EXPECT(same(&one, &other));
	total_free(&one);
	total_free(&other);
}

static void
as_one_by_one(void)
{
	uint64_t seed = 20221101;
	int kept = 0, refused = 0;

	for (unsigned i = 0; i < 60; i++)
		run(&seed, i % 3 * (i % 2 ? 1 : 20), &kept, &refused);
	EXPECT(kept > 50000 && refused > 100);
}

int
main(void)
{
	test("totals and overflows are those of adding one by one",
	    as_one_by_one);
	return test_done();
}
