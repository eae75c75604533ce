#include "roll/repair/adjustments.h"

#include "scratch.h"
#include "test.h"

#define ID "0123456789abcdef0123"

static struct adjustments all;

/* Reads a table; what is said of a bad one. */
static const char *
read_table(const char *text)
{
	static const struct stream_rules rules = { .allow_empty = true };
	static struct err e;
	struct stream_in in;
	struct table_in t;
	int r;

	scratch_write("in", text, strlen(text));
	EXPECT(stream_open(&in, "in", STREAM_TABLE, &rules, &e) == 0);
	if (table_over(&t, &in, &e))
		return e.text;
	r = adjustments_read(&all, &t, &e);
	table_close(&t);
	return r ? e.text : "";
}

static void
columns_may_stand_in_any_order(void)
{
	EXPECT_STR(read_table("by\tticket\tid\treason\tnote\n"
			      "lin\t7\t" ID "\terror\t\n"
			      "ann\t\t" ID "\tgoodwill\tso\n"),
	    "");
	EXPECT(all.n == 2 && !memcmp(all.of[0].id, ID, LEG_ID));
	/* cells that are empty are not carried */
	EXPECT(span_eq(
	    all.of[0].fields, SPAN("\treason=error\tby=lin\tticket=7")));
	EXPECT(span_eq(
	    all.of[1].fields, SPAN("\treason=goodwill\tby=ann\tnote=so")));
	EXPECT(all.of[0].line == 2 && all.of[1].line == 3);
	adjustments_free(&all);
	EXPECT_STR(read_table(""), "");
	EXPECT(all.n == 0);
}

static void
columns_that_cannot_be_are_told(void)
{
	EXPECT_STR(
	    read_table("id\tby\n"), "in: column \"reason\" is not there");
	EXPECT_STR(read_table("id\tby\tby\treason\n"),
	    "in: column \"by\" is there twice");
	EXPECT_STR(read_table("id\tby\treason\ta=b\n"),
	    "in: column \"a=b\" cannot be carried under this name");
	for (size_t i = 0; i < 6; i++) {
		static const char *const taken[] = { "closes", "closed",
			"replaced", "age", "l.first", "reopened" };
		char text[80];

		snprintf(text, sizeof text, "id\tby\treason\t%s\n", taken[i]);
		EXPECT(strstr(
		    read_table(text), "cannot be carried under this name"));
	}
	adjustments_free(&all);
}

static void
rows_without_id_reason_or_name_are_told(void)
{
	EXPECT_STR(read_table("id\tby\treason\n7\tlin\terror\n"),
	    "in:2: this is no id of an item: \"7\"");
	EXPECT_STR(read_table("id\tby\treason\n" ID "\tlin\t\n"),
	    "in:2: no reason is given for closing the item: \"" ID "\"");
	EXPECT_STR(read_table("id\tby\treason\n" ID "\t\terror\n"),
	    "in:2: nobody is named who closes the item: \"" ID "\"");
	adjustments_free(&all);
}

int
main(void)
{
	scratch_begin();
	test("columns may stand in any order, and are carried along",
	    columns_may_stand_in_any_order);
	test(
	    "columns that cannot be are told", columns_that_cannot_be_are_told);
	test("rows without an id, a reason or a name are told",
	    rows_without_id_reason_or_name_are_told);
	scratch_end();
	return test_done();
}
