#include "join/join_keys.h"

#include "scratch.h"
#include "test.h"

static const struct stream_rules rules;
static const struct join_rules line_by_line, by_sums = { .aggregate = true };
static const char records[] = "a\t1.00\tCNY\tL\t-\na\t1.00\tCNY\tR\t-\n"
			      "b\t2.00\tUSD\tR\t-\n";

struct day {
	struct group from;
	struct stream_out to;
	struct join join;
	struct err e;
};

static void
begin(struct day *d, bool aggregate)
{
	static char in[] = "in";
	char *names[] = { in };

	*d = (struct day){ .join.rules = aggregate ? &by_sums : &line_by_line };
	scratch_write("in", records, sizeof records - 1);
	EXPECT(group_open(&d->from, names, 1, &rules, &d->e) == 0);
	EXPECT(stream_create(&d->to, "out", STREAM_RESULT, true, &d->e) == 0);
	EXPECT(join_run(&d->join, &d->from, &d->to, &d->e) == 0);
}

static void
end(struct day *d)
{
	group_close(&d->from);
	stream_abandon(&d->to);
}

static void
runs(void)
{
	struct day d;

	begin(&d, false);
	EXPECT(d.join.placed == 3 && d.to.total.records == 2);
	EXPECT(d.join.of[CLASS_MATCHED] == 1 && d.join.of[CLASS_RIGHT] == 1);
	EXPECT(d.join.of[CLASS_AMOUNT] == 0 && d.join.of[CLASS_LEFT] == 0);
	group_close(&d.from);
	EXPECT(stream_finish(&d.to, &d.e) == 0);
	EXPECT(scratch_holds("out",
	    "a\tmatched\t1.00\t1.00\t0.00\tCNY\t-\n"
	    "b\tright\t-\t2.00\t-2.00\tUSD\t-\n"));
}

/* What the program itself can never do: a record lost, one written twice, a
 * wrong amount, a wrong side. */
static void
checks(void)
{
	struct day d;

	for (int aggregate = 0; aggregate < 2; aggregate++) {
		begin(&d, aggregate);
		EXPECT(join_check(&d.join, &d.from, &d.to, &d.e) == 0);

		d.join.placed--;
		EXPECT(join_check(&d.join, &d.from, &d.to, &d.e) == -1);
		EXPECT(d.e.status == ST_BROKEN);
		EXPECT_STR(d.e.text,
		    "the results are not what was read: "
		    "#total says 2 records, read 3");
		d.join.placed++;

		total_add(
		    &d.to.total, 'L', SPAN("CNY"), (struct amount){ 1, 2 });
		EXPECT(join_check(&d.join, &d.from, &d.to, &d.e) == -1);
		EXPECT(d.e.status == ST_BROKEN);
		EXPECT_STR(d.e.text,
		    "the results are not what was read: "
		    "L.CNY: #total says 1.01, read 1.00");
		total_add(
		    &d.to.total, 'L', SPAN("CNY"), (struct amount){ -1, 2 });
		EXPECT(join_check(&d.join, &d.from, &d.to, &d.e) == 0);

		total_add(
		    &d.to.total, 'L', SPAN("USD"), (struct amount){ 2, 0 });
		EXPECT(join_check(&d.join, &d.from, &d.to, &d.e) == -1);
		EXPECT_STR(d.e.text,
		    "the results are not what was read: "
		    "L.USD: #total says 2, read 0");
		end(&d);
	}
}

static void
output_fails(void)
{
	static char in[] = "in";
	char *names[] = { in };
	struct day d = { .join.rules = &line_by_line };

	scratch_write("in", records, sizeof records - 1);
	EXPECT(group_open(&d.from, names, 1, &rules, &d.e) == 0);
	EXPECT(
	    stream_create(&d.to, "/dev/full", STREAM_RESULT, false, &d.e) == 0);
	EXPECT(output_flush(&d.to.out, &d.e) == -1);
	EXPECT(join_run(&d.join, &d.from, &d.to, &d.e) == -1);
	EXPECT(d.e.status == ST_FAIL);
	EXPECT_STR(d.e.text, "/dev/full: write: No space left on device");
	EXPECT(d.join.placed < 3); /* it did not go on in vain */
	end(&d);
}

int
main(void)
{
	scratch_begin();
	test("results are written and counted by class", runs);
	test(
	    "a record lost or an amount changed is a broken invariant", checks);
	test("an output that fails ends it", output_fails);
	scratch_end();
	return test_done();
}
