/* whole: parts that are missing, come twice, or are of another run. */
#include "whole/whole.h"

#include <stdlib.h>

#include "scratch.h"
#include "test.h"

static struct err e;
static const struct total nothing;

/* Takes a stream whose #total lines have these words, each with a TAB before it,
 * of so many #total lines. */
static int
take(struct whole *w, const char *name, const char *const *words, size_t n)
{
	static char text[2000];
	struct stream_in in;
	const struct stream_rules rules = { 0 };
	struct span line;
	size_t len = 0;
	int r;

	for (size_t i = 0; i < n; i++)
		len += (size_t)snprintf(text + len, sizeof text - len,
		    "#recon record 1\nk\t1.00\tCNY\tL\t-\n"
		    "#total\trecords=1\tL.CNY=1.00%s\n",
		    words[i]);
	if (n == 0)
		len =
		    (size_t)snprintf(text, sizeof text, "k\t1.00\tCNY\tL\t-\n");
	scratch_write(name, text, len);
	e = (struct err){ 0 };
	EXPECT(stream_open(&in, name, STREAM_RECORD, &rules, &e) == 0);
	while (stream_line(&in, &line, &e) == LINE_OK)
		EXPECT(stream_count(&in, line, &e) == 0);
	EXPECT_STR(e.text, "");
	r = whole_take(w, &in, &e);
	stream_close(&in);
	return r;
}

static int
take_one(struct whole *w, const char *name, const char *words)
{
	return take(w, name, &words, 1);
}

static void
all_there(void)
{
	static const char *const two[] = { "\tpart=2/4@r", "\tpart=4/4@r" };
	struct whole w = { .all = { .n = 4 } };

	EXPECT(take_one(&w, "a", "\tpart=3/4@r") == 0);
	EXPECT(whole_check(&w, &nothing, STREAM_RECORD, &e) == -1);
	EXPECT(e.status == ST_DATA);
	EXPECT_STR(e.text, "3 of 4 parts are missing: 1, 2, 4");
	EXPECT(take(&w, "b", two, 2) == 0);
	EXPECT(whole_check(&w, &nothing, STREAM_RECORD, &e) == -1);
	EXPECT_STR(e.text, "1 of 4 parts is missing: 1");
	EXPECT(take_one(&w, "c", "\tpart=1/4@r") == 0);
	EXPECT(whole_check(&w, &nothing, STREAM_RECORD, &e) == 0);
	whole_free(&w);
}

static void
none_there(void)
{
	struct whole w = { .all = { .n = 200 } };

	EXPECT(whole_check(&w, &nothing, STREAM_RECORD, &e) == -1);
	EXPECT_STR(e.text,
	    "200 of 200 parts are missing: 1, 2, 3, 4, 5, 6, 7, 8 and others");
	whole_free(&w);
}

static void
twice(void)
{
	static const char *const both[] = { "\tpart=1/4", "\tpart=1/4" };
	struct whole w = { .all = { .n = 4 } };

	EXPECT(take_one(&w, "a", "\tpart=3/4") == 0);
	EXPECT(take_one(&w, "b", "\tpart=3/4") == -1);
	EXPECT(e.status == ST_DATA);
	EXPECT_STR(e.text, "b: part 3/4 comes twice, first from a");
	EXPECT(take(&w, "c", both, 2) == -1);
	EXPECT_STR(e.text, "c: part 1/4 comes twice");
	whole_free(&w);
}

static void
other_runs(void)
{
	struct whole w = { .all = { .n = 4 } }, v;

	EXPECT(run_part_parse_all(&w.all, SPAN("4@r1")));
	v = w;
	EXPECT(take_one(&w, "a", "\tpart=1/4@r2") == -1);
	EXPECT(e.status == ST_DATA);
	EXPECT_STR(e.text, "a: is part 1/4@r2, where --parts has 4@r1");
	EXPECT(take_one(&w, "a", "\tpart=1/4") == -1);
	EXPECT(take_one(&w, "a", "\tpart=1/5@r1") == -1);
	EXPECT(take_one(&w, "a", "\tpart=1/4@r1") == 0);
	whole_free(&w);
	v.all.len = 0; /* of whatever run, but all of the same */
	EXPECT(take_one(&v, "a", "\tpart=1/4@r2") == 0);
	EXPECT(take_one(&v, "b", "\tpart=2/4@r1") == -1);
	EXPECT_STR(e.text,
	    "b: is part 2/4@r1, and 1/4@r2 is a: parts of different runs");
	EXPECT(take_one(&v, "b", "\tpart=2/4") == -1);
	whole_free(&v);
}

static void
unnamed(void)
{
	static const char *const half[] = { "\tpart=1/4", "" };
	struct whole w = { .all = { .n = 4 } }, v = { .inherits = true };

	EXPECT(take_one(&w, "a", "") == -1);
	EXPECT(e.status == ST_DATA);
	EXPECT_STR(e.text, "a: its #total names no part, and --parts needs it");
	EXPECT(take(&w, "a", half, 2) == -1);
	EXPECT(take(&w, "a", NULL, 0) == -1);
	EXPECT(take_one(&w, "a", "\tpart=5/4") == -1);
	EXPECT_STR(e.text,
	    "a: part=, read= or read-xxh3= of a #total line is not as it "
	    "should be");
	EXPECT(take_one(&v, "a", "") == -1);
	EXPECT_STR(
	    e.text, "a: its #total names no part, and --part input needs it");
	whole_free(&w);
	whole_free(&v);
}

/* What nobody asks for is not looked at. */
static void
unasked(void)
{
	struct whole w = { 0 };

	EXPECT(take_one(&w, "a", "\tpart=5/4") == 0);
	EXPECT(take_one(&w, "a", "\tpart=1/4") == 0);
	EXPECT(take_one(&w, "a", "\tpart=1/9@r") == 0);
	EXPECT(take(&w, "a", NULL, 0) == 0);
	EXPECT(whole_check(&w, &nothing, STREAM_RECORD, &e) == 0);
	whole_free(&w);
}

/* The #total line of a stream without lines to which the whole has its say. */
static const char *
said(const struct whole *w, bool are_others)
{
	static char text[400];
	struct stream_out out;
	struct buf b = { 0 };

	EXPECT(stream_create(&out, "out", STREAM_RECORD, false, &e) == 0);
	whole_say_parts(w, &out);
	whole_say_read(w, &out, are_others);
	stream_total_line(&out, &b);
	snprintf(text, sizeof text, "%.*s", (int)b.len, b.p);
	buf_free(&b);
	stream_abandon(&out);
	return text;
}

#define BEGIN "#total\trecords=0"
#define END "\txxh3=0000000000000000\n"
#define READ(n, digest) "\tread=" n "\tread-xxh3=" digest

static void
inherited(void)
{
	struct whole w = { .inherits = true, .beside = true };

	EXPECT_STR(said(&w, true), BEGIN END);
	EXPECT(take_one(&w, "a", "\tpart=3/4@r") == 0);
	EXPECT(take_one(&w, "b", "\tpart=2/4@r") == 0);
	EXPECT(take_one(&w, "c", "\tpart=3/4@r") == 0);
	EXPECT(take_one(&w, "d", "\tpart=1/4@s") == -1);
	EXPECT_STR(said(&w, false), BEGIN "\tpart=2/4@r\tpart=3/4@r" END);
	w.inherits = false;
	EXPECT_STR(said(&w, true), BEGIN END);
	whole_free(&w);
	w.inherits = true; /* not beside each other */
	EXPECT(take_one(&w, "a", "\tpart=3/4@r") == 0);
	EXPECT(take_one(&w, "c", "\tpart=3/4@r") == -1);
	whole_free(&w);
}

static void
made_of(void)
{
	static const char *const two[] = { "\tpart=1/4" READ(
					       "5", "0000000000000003"),
		"\tpart=2/4" READ("6", "0000000000000004") };
	struct whole w = { .inherits = true };

	EXPECT(take(&w, "a", two, 2) == 0);
	EXPECT_STR(said(&w, false),
	    BEGIN "\tpart=1/4\tpart=2/4" READ("11", "0000000000000007") END);
	/* lines that do not say it are what they were made of, themselves */
	EXPECT(take_one(&w, "b", "\tpart=3/4") == 0);
	EXPECT(w.read == 12);
	EXPECT_STR(said(&w, false), BEGIN "\tpart=1/4\tpart=2/4\tpart=3/4" END);
	EXPECT(strstr(said(&w, true), "\tread=12\tread-xxh3="));
	whole_free(&w);
}

static void
compared(void)
{
	struct whole w = { .all = { .n = 2 } };
	struct total t = { .records = 2 };

	scratch_write("want", "#total\trecords=6\tL.CNY=2.00\n", 28);
	EXPECT(total_add(&t, 'L', SPAN("CNY"), (struct amount){ 2, 0 }) ==
	    AMOUNT_OK);
	expected_add(&w.expected, "want");
	EXPECT(expected_read(&w.expected, &e) == 0);
	EXPECT(
	    take_one(&w, "a", "\tpart=1/2" READ("5", "0000000000000003")) == 0);
	EXPECT(take_one(&w, "b", "\tpart=2/2") == 0);
	EXPECT(whole_check(&w, &t, STREAM_RECORD, &e) == 0 && w.counted);
	/* one of the results does not say how many records it is of */
	EXPECT(whole_check(&w, &t, STREAM_RESULT, &e) == 0 && !w.counted);
	EXPECT(total_add(&t, 'L', SPAN("CNY"), (struct amount){ 2, 0 }) ==
	    AMOUNT_OK);
	EXPECT(whole_check(&w, &t, STREAM_RECORD, &e) == -1);
	EXPECT_STR(e.text, "not what want says: L.CNY 2.00, read 4");
	total_free(&t);
	whole_free(&w);
}

int
main(void)
{
	scratch_begin();
	test("parts are missing until all are there", all_there);
	test("of many that are missing some are named", none_there);
	test("a part that comes twice is refused", twice);
	test("parts of another run are refused", other_runs);
	test("what names no part is refused", unnamed);
	test("words that nobody asks for are not looked at", unasked);
	test("what is written names the parts that were read", inherited);
	test("and says what they were made of", made_of);
	test("what was read is compared with what was expected", compared);
	scratch_end();
	return test_done();
}
