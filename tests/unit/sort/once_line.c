#include "sort/once_line.h"

#include "test.h"

static struct names id;

/* The line of a record, which begins to be known by the names in id. */
static int
make(struct buf *b, const char *line, size_t operand, struct err *e)
{
	struct record r;

	buf_clear(b);
	EXPECT(record_parse(span_str(line), &r, e) == 0);
	return once_line_make(b, &id, &r, operand, 7, e);
}

static void
there_and_back(void)
{
	static const char *const records[] = {
		"K1\t1.00\tCNY\tL\t-",
		"K1\t1.00\tCNY\tR\t2022-11-01\tsrc=a:1",
		"K1\t1.00\tCNY\tL\t-\tsrc=a:1\ttx=1",
		"K1\t1.00\tCNY\tL\t-\ttx=1\tsrc=a:1\tsrcs=2",
		"K1\t1.00\tCNY\tL\t-\ttx=1\tsrc=a b\\t\tn=2",
	};
	struct buf b = { 0 }, again = { 0 };
	struct once_line o;
	struct err e;

	for (size_t i = 0; i < sizeof records / sizeof *records; i++) {
		EXPECT(make(&b, records[i], (size_t)1 << 40, &e) == 0);
		once_line_read(&o, buf_span(&b));
		EXPECT(o.operand == (size_t)1 << 40 && o.number == 7);
		buf_clear(&again);
		once_line_restore(&again, &o);
		EXPECT(span_eq(buf_span(&again), span_str(records[i])));
	}
	buf_free(&b);
	buf_free(&again);
}

static void
order(void)
{
	/* each before the next: by side, id, content, operand, src */
	static const struct {
		const char *record;
		size_t operand;
	} all[] = {
		{ "K1\t1.00\tCNY\tL\t-\ttx=1\tsrc=z", 0 },
		{ "K1\t1.00\tCNY\tL\t-\tsrc=a\ttx=1", 2 },
		{ "K1\t1.00\tCNY\tL\t-\ttx=1\tsrc=a", 10 },
		{ "K1\t1.00\tCNY\tL\t-\ttx=1\tsrc=b", 10 },
		{ "K1\t2.00\tCNY\tL\t-\ttx=1", 0 },
		{ "K1\t1.00\tCNY\tL\t-\ttx=10", 0 },
		{ "K2\t1.00\tCNY\tL\t-\ttx=0", 0 },
		{ "K1\t1.00\tCNY\tR\t-\ttx=1", 0 },
	};
	struct buf before = { 0 }, b = { 0 };
	struct err e;

	for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
		EXPECT(make(&b, all[i].record, all[i].operand, &e) == 0);
		EXPECT(span_cmp(buf_span(&before), buf_span(&b)) < 0);
		buf_clear(&before);
		buf_add(&before, buf_span(&b));
	}
	buf_free(&before);
	buf_free(&b);
}

static void
without_id(void)
{
	struct buf b = { 0 };
	struct err e;

	EXPECT(make(&b, "K1\t1.00\tCNY\tL\t-", 0, &e) == 0);
	names_add(&id, SPAN("tx"));
	EXPECT(make(&b, "K1\t1.00\tCNY\tL\t-", 0, &e) == -1);
	EXPECT(e.status == ST_DATA);
	EXPECT_STR(
	    e.text, "tx: the record has none, and --once knows records by it");
	EXPECT(make(&b, "K1\t1.00\tCNY\tL\t-\ttx=-", 0, &e) == -1);
	EXPECT(make(&b, "K1\t1.00\tCNY\tL\t-\ttx=1\ttx=1", 0, &e) == -1);
	EXPECT_STR(e.text, "tx: is carried twice");
	buf_free(&b);
}

int
main(void)
{
	names_add(&id, SPAN("key"));
	test("a record is made a line and comes back", there_and_back);
	test("what it is known by is looked for in it", without_id);
	test("lines sort by side, id, content, input and src", order);
	names_free(&id);
	return test_done();
}
