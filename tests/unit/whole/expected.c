/* expected: totals told beforehand, and what is said where others come. */
#include "whole/expected.h"

#include "scratch.h"
#include "test.h"

static struct err e;

static void
put(const char *path, const char *text)
{
	scratch_write(path, text, strlen(text));
}

static struct span
cut(const char *currency)
{
	return span_str(currency);
}

static void
add(struct total *t, char side, const char *currency, int minor)
{
	EXPECT(total_add(t, side, cut(currency), (struct amount){ minor, 2 }) ==
	    AMOUNT_OK);
}

/* Reads files and compares them with a total of CNY. */
static int
compare(const char *a, const char *b, uint64_t records, int left, int right,
    const uint64_t *digest)
{
	struct expected x = { 0 };
	struct total t = { .records = records };
	int r;

	e = (struct err){ 0 };
	expected_add(&x, a);
	if (b)
		expected_add(&x, b);
	add(&t, 'L', "CNY", left);
	add(&t, 'R', "CNY", right);
	r = expected_read(&x, &e) || expected_check(&x, &t, true, digest, &e)
	    ? -1
	    : 0;
	total_free(&t);
	expected_free(&x);
	return r;
}

static const uint64_t two = 2, three = 3, five = 5;

static void
one_file(void)
{
	put("t",
	    "#recon record 2\n#total\trecords=3\tL.CNY=1.50"
	    "\txxh3=0000000000000003\nk\t1.50\tCNY\tL\t-\n");
	EXPECT(compare("t", NULL, 3, 150, 0, &three) == 0);
	EXPECT(compare("t", NULL, 3, 150, 0, NULL) == 0);
	EXPECT(compare("t", NULL, 3, 150, 0, &two) == -1);
	EXPECT(e.status == ST_DATA);
	EXPECT_STR(e.text,
	    "not what t says: count and sums agree, the lines do not: keys, "
	    "dates or carried fields are others");
	EXPECT(compare("t", NULL, 2, 150, 1, &three) == -1);
	EXPECT(e.status == ST_DATA);
	EXPECT_STR(
	    e.text, "not what t says: 3 records, read 2; R.CNY 0, read 0.01");
}

static void
several_lines_and_files(void)
{
	put("l",
	    "#total\trecords=2\tL.CNY=1.00\txxh3=0000000000000001\n"
	    "#total\trecords=1\tL.CNY=0.50\txxh3=0000000000000001\n");
	put("r", "#total\trecords=4\tR.CNY=9.00\txxh3=0000000000000003\n");
	EXPECT(compare("l", "r", 7, 150, 900, &five) == 0);
	EXPECT(compare("r", "l", 7, 150, 901, &five) == -1);
	EXPECT_STR(e.text, "not what r, l says: R.CNY 9.00, read 9.01");
	/* one has no digest: none is compared */
	put("r", "#total\trecords=4\tR.CNY=9.00\n");
	EXPECT(compare("l", "r", 7, 150, 900, &three) == 0);
}

static void
results(void)
{
	struct expected x = { 0 };
	struct total t = { .records = 9 };

	put("t",
	    "#total\trecords=2\tL.CNY=1.00\tR.CNY=1.00\tread=4"
	    "\tread-xxh3=0000000000000003\txxh3=0000000000000001\n");
	EXPECT(compare("t", NULL, 4, 100, 100, &three) == 0);
	EXPECT(compare("t", NULL, 2, 100, 100, &three) == -1);
	EXPECT_STR(e.text, "not what t says: 4 records, read 2");
	/* where records are not counted only sums are compared */
	add(&t, 'L', "CNY", 100);
	add(&t, 'R', "CNY", 100);
	expected_add(&x, "t");
	EXPECT(expected_read(&x, &e) == 0);
	EXPECT(expected_check(&x, &t, false, &two, &e) == 0);
	EXPECT(expected_check(&x, &t, true, &two, &e) == -1);
	add(&t, 'L', "CNY", 1);
	EXPECT(expected_check(&x, &t, false, &two, &e) == -1);
	total_free(&t);
	expected_free(&x);
}

static void
facts(void)
{
	put("f",
	    "recon-facts\t1\nprogram\trecon-key\n"
	    "input\tread\ta\t-\t-\n"
	    "output\twritten\tstdout\t-\t-\trecords=3\tL.CNY=1.50"
	    "\txxh3=0000000000000003\n"
	    "output\trejects\tx\t-\t-\trecords=9\n"
	    "status\t0\n");
	EXPECT(compare("f", NULL, 3, 150, 0, &three) == 0);
	EXPECT(compare("f", NULL, 3, 150, 0, &two) == -1);
	put("l", "#total\trecords=2\txxh3=0000000000000002\n");
	EXPECT(compare("f", "l", 5, 150, 0, &five) == 0);
	put("f", "recon-facts\t1\nprogram\trecon-key\nstatus\t0\n");
	EXPECT(compare("f", NULL, 3, 150, 0, &three) == -1);
	EXPECT_STR(e.text,
	    "f: has no #total line, nor does it have facts of a stream that "
	    "was written");
	put("f",
	    "recon-facts\t1\nprogram\trecon-key\n"
	    "output\twritten\tstdout\t-\t-\trecords=3\nstatus\t65\n");
	EXPECT(compare("f", NULL, 3, 0, 0, NULL) == -1);
	EXPECT_STR(e.text, "f: facts of a run that ended badly");
	put("f", "recon-facts\t1\nprogram\trecon-key\n");
	EXPECT(compare("f", NULL, 3, 0, 0, NULL) == -1);
	EXPECT(e.status == ST_DATA);
}

static void
refused(void)
{
	static const struct {
		const char *text, *why;
	} rows[] = {
		{ "",
		    "t: has no #total line, nor does it have facts of a "
		    "stream that was written" },
		{ "k\t1.50\tCNY\tL\t-\n",
		    "t: has no #total line, nor does it have facts of a "
		    "stream that was written" },
		{ "#recon record 2\n#total\trecords=0\n#recon record 2\n",
		    "t: has a #recon line without its #total: what wrote it "
		    "did not finish" },
		{ "#total\tx\n", "t:1: cannot read \"x\" in a #total line" },
		{ "\n#total\trecords=1\tread=7\n",
		    "t:2: cannot read the words of a #total line" },
		{ "#total\trecords=1\tpart=0/2\n",
		    "t:1: cannot read the words of a #total line" },
		{ "#total\trecords=1\txxh3=1\n",
		    "t:1: cannot read the words of a #total line" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		put("t", rows[i].text);
		EXPECT(compare("t", NULL, 0, 0, 0, NULL) == -1);
		EXPECT(e.status == ST_DATA);
		EXPECT_STR(e.text, rows[i].why);
	}
	EXPECT(compare("none", NULL, 0, 0, 0, NULL) == -1);
	EXPECT(e.status == ST_FAIL);
	EXPECT_STR(e.text, "none: No such file or directory");
}

/* No more than a line has room for. */
static void
many(void)
{
	struct buf b = { 0 };

	buf_str(&b, "#total\trecords=1");
	for (char c = 'A'; c <= 'Z'; c++)
		buf_printf(&b, "\tL.X%c=1.00", c);
	scratch_write("t", b.p, b.len);
	EXPECT(compare("t", NULL, 2, 0, 0, NULL) == -1);
	EXPECT_STR(e.text,
	    "not what t says: 1 record, read 2; L.XA 1.00, read 0; L.XB "
	    "1.00, read 0; L.XC 1.00, read 0; L.XD 1.00, read 0; L.XE 1.00, "
	    "read 0; L.XF 1.00, read 0; L.XG 1.00, read 0; and more");
	buf_free(&b);
}

int
main(void)
{
	scratch_begin();
	test("a stream's own #total is compared", one_file);
	test("lines and files are added up", several_lines_and_files);
	test("what results were made of is compared, if it is known", results);
	test("facts say what was written", facts);
	test("a file that says nothing is refused", refused);
	test("many differences are told in part", many);
	scratch_end();
	return test_done();
}
