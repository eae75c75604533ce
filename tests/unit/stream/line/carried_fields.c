#include "stream/line/carried_fields.h"

#include "test.h"

/* What records with these fields agree on. */
static bool
agree(
    const char *first, const char *second, const char *third, const char *want)
{
	struct buf b = { 0 };
	bool same;

	carried_first(&b, span_str(first));
	if (second)
		carried_meet(&b, span_str(second));
	if (third)
		carried_meet(&b, span_str(third));
	same = span_eq(buf_span(&b), span_str(want));
	if (!same)
		printf("# got \"%.*s\"\n", (int)b.len, b.p);
	buf_free(&b);
	return same;
}

static void
first(void)
{
	EXPECT(agree("a=1\tb=2", NULL, NULL, "a=1\tb=2"));
	EXPECT(agree("n=3", NULL, NULL, ""));
	EXPECT(agree("a=1\tn=3\tb=2", NULL, NULL, "a=1\tb=2"));
	EXPECT(agree("nn=3\tn", NULL, NULL, "nn=3\tn"));
}

static void
meeting(void)
{
	EXPECT(agree("a=1\tb=2", "a=1\tb=2", NULL, "a=1\tb=2"));
	EXPECT(agree("a=1\tb=2", "b=2\ta=1", "a=1\tc=3\tb=2", "a=1\tb=2"));
	EXPECT(agree("a=1\tb=2\tc=3", "a=1\tb=3\tc=3", NULL, "a=1\tc=3"));
	EXPECT(agree("a=1\tb=2\tc=3", "b=2", NULL, "b=2"));
	EXPECT(agree("a=1\tb=2\tc=3", "c=3\ta=1", "c=3", "c=3"));
	EXPECT(agree("a=1", "a=12", NULL, ""));
	EXPECT(agree("a=12", "a=1", NULL, ""));
	EXPECT(agree("a=1", "b=2", "a=1", ""));
	EXPECT(agree("a=1\tn=2", "n=2\ta=1", NULL, "a=1"));
	EXPECT(agree("a=1", "", NULL, ""));
}

static void
by_name(void)
{
	struct span found, value, fields = SPAN("ab=1\ta=2\tc=\tb=x=y");
	struct err e;

	EXPECT(carried_find(fields, SPAN("a"), &found, &value, &e) == 0);
	EXPECT(span_eq(found, SPAN("a=2")) && span_eq(value, SPAN("2")));
	EXPECT(carried_find(fields, SPAN("c"), &found, &value, &e) == 0);
	EXPECT(found.p && value.len == 0);
	EXPECT(carried_find(fields, SPAN("b"), &found, &value, &e) == 0);
	EXPECT(span_eq(value, SPAN("x=y")));
	EXPECT(carried_find(fields, SPAN("d"), &found, &value, &e) == 0);
	EXPECT(!found.p && !value.p);
	EXPECT(carried_find(
		   SPAN("a=1\tb=2\ta=1"), SPAN("a"), &found, &value, &e) == -1);
	EXPECT(e.status == ST_DATA);
	EXPECT_STR(e.text, "a: is carried twice");
}

int
main(void)
{
	test("a field is found by its whole name, once", by_name);
	test("the first record's fields but n= are what it agrees on", first);
	test("only fields that all have with one value are kept", meeting);
	return test_done();
}
