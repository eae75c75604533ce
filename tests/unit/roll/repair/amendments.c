#include "roll/repair/amendments.h"

#include "scratch.h"
#include "test.h"
#include "value/time/date.h"

static struct amendments all;
static int32_t today;

/* Reads records, a LF behind each; what is said of bad ones. */
static const char *
read_records(const char *text)
{
	static const struct stream_rules rules;
	static struct err e;
	struct stream_in in;
	int r;

	scratch_write("in", text, strlen(text));
	EXPECT(stream_open(&in, "in", STREAM_RECORD, &rules, &e) == 0);
	r = amendments_read(&all, &in, today, &e);
	stream_close(&in);
	return r ? e.text : "";
}

static void
forget(void)
{
	amendments_free(&all);
}

#define ID "0123456789abcdef0123"

static void
what_is_carried_is_known(void)
{
	EXPECT_STR(read_records(
		       "k\t1.00\tCNY\tL\t-\tnote=x\treplaces=" ID "\treply=R1\n"
		       "a\t2.00\tCNY\tR\t2022-10-30\n"),
	    "");
	EXPECT(all.n == 2);
	EXPECT(span_eq(all.of[0].replaces, SPAN(ID)));
	EXPECT(span_eq(all.of[0].reply, SPAN("R1")));
	EXPECT(all.of[1].replaces.len == 0 && all.of[1].reply.len == 0);
	/* one without a DATE has today's */
	EXPECT(span_eq(all.of[0].line,
	    SPAN("k\t1.00\tCNY\tL\t2022-11-01\tnote=x\treplaces=" ID
		 "\treply=R1")));
	EXPECT(span_eq(all.of[1].line, SPAN("a\t2.00\tCNY\tR\t2022-10-30")));
	EXPECT(all.of[0].at == 1 && all.of[1].at == 2);
	forget();
}

static void
what_is_wrong_is_told_with_its_line(void)
{
	EXPECT_STR(read_records("k\t1.00\tCNY\tL\t-\n"
				"k\t1.00\tCNY\tL\t-\treplaces=7\n"),
	    "in:2: replaces=\"7\" is no id of an item");
	EXPECT_STR(read_records("k\t1.00\tCNY\tL\t-\treply=\n"),
	    "in:1: reply= is empty");
	EXPECT_STR(read_records("k\t1.00\tCNY\tL\t-\treplaces=\n"),
	    "in:1: replaces= is empty");
	EXPECT(*read_records("k\t1.00\tCNY\tL\t-\treply=a\treply=b\n"));
	EXPECT(*read_records("k\t1\n"));
	forget();
}

static void
one_that_comes_twice_with_a_reply_counts_once(void)
{
	EXPECT_STR(read_records("k\t1.00\tCNY\tL\t-\treply=R1\n"
				"a\t2.00\tCNY\tL\t-\n"
				"k\t1.00\tCNY\tL\t2022-11-01\treply=R1\n"
				"a\t2.00\tCNY\tL\t-\n"),
	    "");
	amendments_arrange(&all);
	EXPECT(span_eq(amendment_key(&all.of[0]), SPAN("a")));
	EXPECT(span_eq(amendment_key(&all.of[3]), SPAN("k")));
	EXPECT(all.of[0].use == AMENDMENT_ROLLED);
	EXPECT(all.of[1].use == AMENDMENT_ROLLED);
	EXPECT(all.of[2].use == AMENDMENT_ROLLED);
	EXPECT(all.of[3].use == AMENDMENT_KNOWN);
	forget();
}

static void
ids_count_those_that_are_alike(void)
{
	struct leg_ids ids = { 0 };
	char want[2][LEG_ID];

	EXPECT_STR(read_records("k\t1.00\tCNY\tL\t-\tn=3\n"
				"k\t1.00\tCNY\tL\t-\tnote=x\n"
				"k\t1.00\tCNY\tR\t-\n"),
	    "");
	amendments_arrange(&all);
	amendments_name(&all, today);
	for (uint64_t i = 0; i < 2; i++)
		leg_ids_make(&ids,
		    &(struct leg_nature){ SPAN("k"), SPAN("CNY"), 'L',
			{ 100, 2 }, today, today, i + 1, true },
		    want[i]);
	EXPECT(!memcmp(all.of[0].id, want[0], LEG_ID));
	EXPECT(!memcmp(all.of[1].id, want[1], LEG_ID));
	EXPECT(memcmp(all.of[2].id, want[0], LEG_ID));
	leg_ids_free(&ids);
	forget();
}

static void
one_becomes_an_open_line_of_its_side(void)
{
	struct buf b = { 0 };
	struct result r;
	struct err e;

	EXPECT_STR(read_records("k\t1.00\tCNY\tL\t-\tnote=x\tn=3\n"
				"k\t-2.00\tCNY\tR\t-\tuser=7\n"),
	    "");
	EXPECT(amendment_format(&all.of[0], &b, &r, &e) == 0);
	EXPECT(r.class == CLASS_LEFT && r.has_left && !r.has_right);
	buf_byte(&b, '\0');
	EXPECT_STR(b.p,
	    "k\tleft\t1.00\t-\t1.00\tCNY\t2022-11-01\tln=3\trn=0\tl.note=x");
	buf_clear(&b);
	EXPECT(amendment_format(&all.of[1], &b, &r, &e) == 0);
	EXPECT(r.class == CLASS_RIGHT && !r.has_left && r.has_right);
	buf_byte(&b, '\0');
	EXPECT_STR(b.p, "k\tright\t-\t-2.00\t2.00\tCNY\t2022-11-01\tr.user=7");
	buf_free(&b);
	forget();
}

int
main(void)
{
	scratch_begin();
	EXPECT(date_of(2022, 11, 1, &today));
	test("what a record carries is known", what_is_carried_is_known);
	test("what is wrong is told with its line",
	    what_is_wrong_is_told_with_its_line);
	test("one that comes twice with a reply counts once",
	    one_that_comes_twice_with_a_reply_counts_once);
	test("ids count those that are alike", ids_count_those_that_are_alike);
	test("one becomes an open line of its side",
	    one_becomes_an_open_line_of_its_side);
	scratch_end();
	return test_done();
}
