/*
 * What recon-roll does is tested from outside; here is what must never be
 * seen there.
 */
#include "roll/roll.h"

#include "scratch.h"
#include "test.h"

/* Rolls one new item over a tally that is wrong by one item from before. */
static void
an_item_that_is_lost_is_noticed(void)
{
	static const char line[] = "a\tleft\t1.00\t-\t1.00\tCNY\t2022-11-01\n";
	static const struct stream_rules rules;
	struct result lost = { .class = CLASS_RIGHT,
		.has_right = true,
		.right = { 250, 2 },
		.currency = { "CNY", 3 } };
	struct stream_in today;
	struct stream_out open, out;
	static const struct roll_rules exactly;
	struct roll r = { 0 };
	struct err e;

	scratch_write("in", line, strlen(line));
	EXPECT(stream_open(&today, "in", STREAM_RESULT, &rules, &e) == 0);
	EXPECT(stream_create(&open, "open", STREAM_RESULT, false, &e) == 0);
	EXPECT(stream_create(&out, "out", STREAM_RESULT, false, &e) == 0);
	EXPECT(class_totals_add(&r.sums.before, &lost, &e) == 0);
	EXPECT(
	    roll_day(&r, &exactly, NULL, &today, 19297, &open, &out, &e) == -1);
	EXPECT(e.status == ST_BROKEN);
	EXPECT_STR(e.text,
	    "open items do not balance: CNY right: 1 lines, "
	    "left 0, right 2.50 against 0 lines, left 0, right 0");
	stream_close(&today);
	stream_abandon(&open);
	stream_abandon(&out);
	roll_free(&r);
	EXPECT(scratch_files(1) == 1);
}

int
main(void)
{
	scratch_begin();
	test("an item that is lost is noticed and no file appears",
	    an_item_that_is_lost_is_noticed);
	scratch_end();
	return test_done();
}
