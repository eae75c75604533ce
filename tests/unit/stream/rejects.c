#include "stream/rejects.h"
#include "scratch.h"
#include "test.h"

static void
lines_of(void)
{
	struct rejects r;
	struct err e;

	EXPECT(rejects_open(&r, "bad", &e) == 0 && r.wanted);
	rejects_add(
	    &r, "bill.csv", 17, "amount: \"x\" is none", SPAN("a\tb\\c\n\x01"));
	rejects_add(&r, "a\tb", 1, "r\n", SPAN(""));
	EXPECT(r.count == 2);
	EXPECT(!scratch_read("bad")); /* not before it is whole */
	EXPECT(rejects_close(&r, &e) == 0);
	EXPECT(scratch_holds("bad",
	    "bill.csv:17\tamount: \"x\" is none\t"
	    "a\\tb\\\\c\\n\\x01\n"
	    "a\\tb:1\tr\\n\t\n"));
	scratch_files(1);
}

static void
none(void)
{
	struct rejects r;
	struct err e;

	EXPECT(rejects_open(&r, "bad", &e) == 0);
	EXPECT(rejects_close(&r, &e) == 0);
	EXPECT(scratch_holds("bad", ""));
	EXPECT(rejects_open(&r, NULL, &e) == 0 && !r.wanted);
	EXPECT(rejects_close(&r, &e) == 0);
	scratch_files(1);
}

static void
thrown_away(void)
{
	struct rejects r;
	struct err e;

	EXPECT(rejects_open(&r, "bad", &e) == 0);
	rejects_add(&r, "f", 1, "why", SPAN("row"));
	rejects_abandon(&r);
	EXPECT(scratch_files(0) == 0);
	EXPECT(rejects_open(&r, "none/bad", &e) == -1);
	EXPECT_STR(e.text, "none/bad: No such file or directory");
}

int
main(void)
{
	scratch_begin();
	test("a line has place, reason and row, escaped", lines_of);
	test("without rejects the file is empty; none is made unasked", none);
	test("a failed run leaves no file", thrown_away);
	scratch_end();
	return test_done();
}
