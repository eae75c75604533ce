#include "book/dir/day_entry.h"

#include <stdlib.h>

#include "test.h"

#define D64 "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

static const char whole[] =
    "recon-state day 1\n"
    "date\t2022-11-02\n"
    "generation\t2\n"
    "kind\trolled\n"
    "from\t2022-11-01\t1\t" D64 "\n"
    "when\t2022-11-03T02:00:00Z\n"
    "user\trecon\t1000\n"
    "version\t0.1.0\n"
    "option\ttolerance\t0.05\n"
    "force\t2022-11-02 was run before, from other input\n"
    "by\tlin\tthe bill was wrong\n"
    "input\tresults\tday.res\t120\t" D64 "\trecords=1\tL.CNY=9.00\n"
    "input\tamend\tmore.rec\t12\t" D64 "\trecords=0\n"
    "total\tbefore\trecords=1\tL.CNY=12.80\n"
    "total\tnew\trecords=2\tL.CNY=3.00\tR.CNY=12.80\n"
    "total\tclosed\trecords=2\tL.CNY=12.80\tR.CNY=12.80\n"
    "total\topen\trecords=1\tL.CNY=3.00\n"
    "oldest\t2022-11-02\n"
    "file\topen\topen-2022-11-02.2.res\t99\t" D64 "\n"
    "copy\tinput-2022-11-02.2.1.gz\t70\t" D64 "\n";

static void
read_and_written(void)
{
	struct day_entry d;
	struct buf b = { 0 };
	struct err e;

	EXPECT(day_entry_parse(&d, span_str(whole), "d", &e) == 0);
	EXPECT(d.generation == 2 && d.from_generation == 1);
	EXPECT(d.inputs.n == 2 && d.copies.n == 1 && d.open.bytes == 99);
	EXPECT(d.totals[DAY_NEW].records == 2);
	EXPECT(span_eq(d.options, SPAN("tolerance\t0.05\n")));
	day_entry_format(&d, &b);
	buf_byte(&b, '\0');
	EXPECT_STR(b.p, whole);
	buf_free(&b);
	day_entry_free(&d);
}

/* Is the text, with its first `from` replaced, read? What is read is written
 * as it was. */
static bool
reads(const char *from, const char *to)
{
	const char *at = strstr(whole, from);
	struct day_entry d;
	struct buf text = { 0 }, b = { 0 };
	struct err e;
	bool good;

	buf_add(&text, (struct span){ whole, (size_t)(at - whole) });
	buf_str(&text, to);
	buf_str(&text, at + strlen(from));
	good = day_entry_parse(&d, buf_span(&text), "d", &e) == 0;
	if (good) {
		day_entry_format(&d, &b);
		EXPECT(span_eq(buf_span(&text), buf_span(&b)));
		day_entry_free(&d);
	} else {
		EXPECT(e.status == ST_DATA);
	}
	buf_free(&text);
	buf_free(&b);
	return good;
}

static void
may_be_missing(void)
{
	EXPECT(reads("2022-11-01\t1\t" D64, "-"));
	EXPECT(reads("option\ttolerance\t0.05\n", ""));
	EXPECT(reads("by\tlin\tthe bill was wrong\n", ""));
	EXPECT(reads("kind\trolled", "kind\timported"));
	EXPECT(reads("oldest\t2022-11-02", "oldest\t-"));
	EXPECT(reads("total\tbefore",
	    "facts\tl.facts\t7\t" D64 "\tx\\x09y\ntotal\tbefore"));
	EXPECT(!reads("total\tbefore", "facts\tl.facts\t7\ntotal\tbefore"));
	EXPECT(reads(
	    "oldest\t", "total\treopened\trecords=1\tL.CNY=3.00\noldest\t"));
	EXPECT(!reads("oldest\t", "total\treopened\trecords=0\noldest\t"));
	EXPECT(!reads("oldest\t", "total\tother\trecords=1\noldest\t"));
	EXPECT(reads("copy\tinput-2022-11-02.2.1.gz\t70\t" D64 "\n", ""));
}

static void
other_names(void)
{
	EXPECT(!reads("open-2022-11-02.2.res", "open-2022-11-02.1.res"));
	EXPECT(!reads("open-2022-11-02.2.res", "../open-2022-11-02.2.res"));
	EXPECT(!reads("open-2022-11-02.2.res", "/etc/passwd"));
	EXPECT(!reads("open-2022-11-02.2.res", "open-2022-11-02.res"));
	EXPECT(!reads("input-2022-11-02.2.1.gz", "day-2022-11-02.2"));
	EXPECT(!reads("input-2022-11-02.2.1.gz", "input-2022-11-03.2.1.gz"));
}

static void
every_line_is_needed(void)
{
	const char *lf;

	for (const char *line = whole; *line; line = lf + 1) {
		char text[128];

		lf = strchr(line, '\n');
		snprintf(text, sizeof text, "%.*s\n", (int)(lf - line), line);
		EXPECT(!reads(text, "x\n"));
	}
	EXPECT(!reads("recon-state day 1", "recon-state day 2"));
	EXPECT(!reads("from\t2022-11-01", "from\t2022-11-02"));
	EXPECT(!reads("\t99\t", "\t-1\t"));
	EXPECT(!reads("records=1\tL", "records=\tL"));
	EXPECT(!reads("\trecords=0\n", "\n"));
	EXPECT(!reads("\trecords=0\n", "\trecords=0\tx\n"));
}

static void
told_with_its_line(void)
{
	struct day_entry d;
	struct err e;

	EXPECT(day_entry_parse(&d,
		   SPAN("recon-state day 1\ndate\t2022-11-02\nx\n"), "d",
		   &e) == -1);
	EXPECT_STR(e.text, "d:3: is no file of a day from here on");
	EXPECT(day_entry_parse(&d, SPAN(""), "d", &e) == -1);
	EXPECT_STR(e.text, "d: is no file of a day that this version knows");
}

int
main(void)
{
	test("what is read is written as it was", read_and_written);
	test("some lines may be missing", may_be_missing);
	test("files of another day or place are refused", other_names);
	test("a line that is another one is refused", every_line_is_needed);
	test("what is wrong is told with its line", told_with_its_line);
	return test_done();
}
