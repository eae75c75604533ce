#include "cut/split/split_seals.h"

#include "truth_made.h"

static struct truth t;
static struct cut_book book = {
	.name = "pay", .first = DATE, .every_day = true
};

/* Opens the round of a date, and seals it: two steps. */
static void
seal(int32_t date)
{
	struct truth_move m = { .key = key,
		.round = CUT_OPEN,
		.round_to = CUT_SEALED,
		.from = CUT_OPEN,
		.to = CUT_SEALED,
		.what = "sealed" };

	m.key.date = date;
	EXPECT(truth_try(&t, &m.key));
	EXPECT(truth_moves(&t, &m));
}

/* As of a step: how many dates were sealed, and which was open. */
static void
expect(int64_t as_of, size_t n, int32_t open)
{
	struct split_seals s = { 0 };

	OK(split_seals_read(&s, &t, &book, as_of < 0 ? NULL : &as_of, &e));
	EXPECT(s.n == n && s.open == open && s.next == open + 1);
	EXPECT(as_of < 0 || s.as_of == as_of);
	for (int32_t i = 0; i < 3; i++)
		EXPECT(split_seals_has(&s, DATE + i) == (DATE + i < open));
	split_seals_free(&s);
}

static void
none(void)
{
	truth_fresh(&t);
	expect(-1, 0, DATE);
	expect(0, 0, DATE);
	truth_close(&t);
}

static void
steps(void)
{
	int64_t as_of = 5;
	struct split_seals s = { 0 };

	truth_fresh(&t);
	seal(DATE);
	seal(DATE + 1);
	expect(1, 0, DATE);
	expect(2, 1, DATE + 1);
	expect(3, 1, DATE + 1);
	expect(4, 2, DATE + 2);
	expect(-1, 2, DATE + 2);
	EXPECT(split_seals_read(&s, &t, &book, &as_of, &e) < 0);
	EXPECT(e.status == ST_FAIL);
	EXPECT_STR(e.text, "--as-of 5: the last step is 4");
	split_seals_free(&s);
	seal(DATE + 2);
	expect(4, 2, DATE + 2);
	expect(-1, 3, DATE + 3);
	book.name = "other";
	expect(-1, 0, DATE);
	book.name = "pay";
	truth_close(&t);
}

/* A date is sealed with its last hour. */
static void
hours(void)
{
	struct truth_move m = { .key = key,
		.round = CUT_OPEN,
		.round_to = CUT_SEALED,
		.from = CUT_OPEN,
		.to = CUT_SEALED,
		.what = "sealed" };

	OK(zone_load(&book.zone, "UTC", &e));
	book.cycle = CUT_CYCLE_HOUR;
	book.cut = 23 * 3600;
	truth_fresh(&t);
	m.key.cycle = CUT_CYCLE_HOUR;
	for (int32_t h = -1; h < 24; h++) {
		m.key.date = DATE * 24 + h;
		EXPECT(truth_try(&t, &m.key));
		EXPECT(truth_moves(&t, &m));
		expect(-1, h >= 22, h >= 22 ? DATE + 1 : DATE);
	}
	expect(2 * 23, 0, DATE);
	expect(2 * 24, 1, DATE + 1);
	truth_close(&t);
	book.cycle = CUT_CYCLE_DAY;
	zone_free(&book.zone);
}

int
main(int argc, char **argv)
{
	truth_begin_tests(argc, argv);
	test("of a book without rounds no date is sealed", none);
	test("what was sealed at a step stays so, whatever comes behind it",
	    steps);
	test("of a book that turns hours a date is sealed with its last one",
	    hours);
	scratch_end();
	return test_done();
}
