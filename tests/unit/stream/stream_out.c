/* Streams of version 2, written and read: their lines have a digest. */
#include "base/buf.h"
#include "scratch.h"
#include "stream/line/line_digest.h"
#include "stream/stream_in.h"
#include "test.h"

#define OPEN "#recon record 2\n"
#define ONE "k1\t1.00\tCNY\tL\t-\n"
#define TWO "k2\t2.50\tUSD\tR\t2022-11-01\tn=2\n"
#define DIGEST_ONE "9ed7256f37432404"
#define DIGEST_TWO "aaeb6c9469981126"
#define X_ONE "\txxh3=" DIGEST_ONE "\n"
#define X_TWO "\txxh3=" DIGEST_TWO "\n"
#define TOTAL_ONE "#total\trecords=1\tL.CNY=1.00" X_ONE
#define TOTAL_TWO "#total\trecords=1\tR.USD=2.50" X_TWO
#define WHOLE_CONTROL OPEN TOTAL_ONE TOTAL_TWO OPEN
#define WHOLE OPEN ONE TOTAL_ONE OPEN TWO TOTAL_TWO

static const struct stream_rules lenient;

/* Reads all of it, by batches or line by line; puts the data lines into got. */
static int
read_text(struct span text, enum stream_kind want, bool slowly, struct buf *got,
    struct err *e)
{
	static struct record_batch batch;
	struct stream_in s;
	struct span line;
	int r;

	buf_clear(got);
	*e = (struct err){ .status = ST_OK };
	scratch_write("in", text.p, text.len);
	EXPECT(stream_open(&s, "in", want, &lenient, e) == 0);
	while ((r = slowly ? stream_line(&s, &line, e)
			   : stream_lines(&s, &batch, e)) == 1) {
		if (slowly && stream_count(&s, line, e)) {
			r = -1;
			break;
		}
		buf_add(got,
		    slowly ? line
			   : (struct span){
				 batch.lines.p, batch.lines.bytes - 1 });
		buf_byte(got, '\n');
	}
	stream_close(&s);
	return r;
}

static void
reads(const char *text, const char *data)
{
	struct buf got = { 0 };
	struct err e;

	for (int i = 0; i < 4; i++) {
		EXPECT(read_text(span_str(text),
			   i & 2 ? STREAM_ANY : STREAM_RECORD, i & 1, &got,
			   &e) == 0);
		EXPECT_STR(e.text, "");
		buf_byte(&got, '\0');
		EXPECT_STR(got.p, data);
	}
	buf_free(&got);
}

static void
refuses(const char *text, const char *why)
{
	struct buf got = { 0 };
	struct err e;

	for (int i = 0; i < 4; i++) {
		EXPECT(read_text(span_str(text),
			   i & 2 ? STREAM_ANY : STREAM_RECORD, i & 1, &got,
			   &e) == -1);
		EXPECT(e.status == ST_DATA);
		EXPECT_STR(e.text, why);
	}
	buf_free(&got);
}

static void
whole_streams(void)
{
	reads(WHOLE, ONE TWO);
	reads(ONE TWO WHOLE_CONTROL, ONE TWO);
	reads(WHOLE_CONTROL TWO ONE, TWO ONE);
	reads("#recon record 2\n# a comment\n#total\trecords=0"
	      "\txxh3=0000000000000000\n",
	    "");
}

static const char changed[] =
    "in: count and sums agree, the lines do not: a tool between changed them";

static void
changed_lines(void)
{
	refuses(OPEN "k3\t1.00\tCNY\tL\t-\n" TOTAL_ONE, changed);
	refuses(OPEN "k1\t1.00\tCNY\tL\t2022-11-01\n" TOTAL_ONE, changed);
	refuses(OPEN "k1\t1.00\tCNY\tL\t-\ta=b\n" TOTAL_ONE, changed);
	refuses(OPEN "k2\t1.00\tCNY\tL\t-\n" TOTAL_ONE OPEN
		     "k1\t2.50\tUSD\tR\t2022-11-01\tn=2\n" TOTAL_TWO,
	    changed);
	/* counts and sums are told first */
	refuses(OPEN "k3\t1.01\tCNY\tL\t-\n" TOTAL_ONE,
	    "in: L.CNY: #total says 1.00, read 1.01");
}

static void
totals_without_a_digest(void)
{
	static const char bad[] = "in:3: xxh3= of a #total line is not 16 "
				  "digits, or is there twice";

	refuses(OPEN ONE "#total\trecords=1\tL.CNY=1.00\n",
	    "in: is of version 2, and its #total has no xxh3=: a tool changed "
	    "it");
	refuses(OPEN ONE "#total\trecords=1\tL.CNY=1.00\txxh3=1\n", bad);
	refuses(OPEN ONE
	    "#total\trecords=1\tL.CNY=1.00\txxh3=" DIGEST_ONE X_ONE,
	    bad);
}

static void
names_of_later_versions(void)
{
	reads(OPEN ONE "#total\trecords=1\tL.CNY=1.00\tlater=x" X_ONE, ONE);
	refuses(OPEN ONE "#total\trecords=1\tL.CNY=1.00\tl.r=x" X_ONE,
	    "in:3: cannot read \"l.r=x\" in a #total line");
}

static void
only_some_digests(void)
{
	EXPECT(!stream_half_digested());
	reads("#recon record 1\n" ONE "#total\trecords=1\tL.CNY=1.00\n", ONE);
	EXPECT(!stream_half_digested());
	reads(OPEN TWO TOTAL_TWO "#recon record 1\n" ONE
				 "#total\trecords=1\tL.CNY=1.00\n",
	    TWO ONE);
	EXPECT_STR(stream_half_digested(), "in");
}

/* Is refused, or is what it was, the tail of a total apart. */
static void
every_bit(void)
{
	char text[] = WHOLE;
	size_t n = sizeof text - 1;
	struct buf got = { 0 };
	struct err e;

	for (size_t i = 0; i < 8 * n; i++)
		for (int slowly = 0; slowly < 2; slowly++) {
			int r;

			text[i / 8] ^= (char)(1 << i % 8);
			r = read_text((struct span){ text, n }, STREAM_RECORD,
			    slowly, &got, &e);
			EXPECT(
			    r == -1 || span_eq(buf_span(&got), SPAN(ONE TWO)));
			text[i / 8] ^= (char)(1 << i % 8);
		}
	buf_free(&got);
}

static void
put_records(struct stream_out *out, uint64_t from, uint64_t to)
{
	struct buf b = { 0 };

	for (uint64_t i = from; i < to; i++) {
		struct record r;
		struct err e;

		buf_clear(&b);
		buf_printf(&b, "k%ju\t%ju.00\tCNY\tL\t2022-11-01\tsrc=%0*ju",
		    (uintmax_t)i, (uintmax_t)(i % 100 + 1), (int)(i % 300),
		    (uintmax_t)i);
		EXPECT(record_parse(buf_span(&b), &r, &e) == 0);
		EXPECT(total_record(&out->total, &r, &e) == 0);
		stream_put(out, r.line);
	}
	buf_free(&b);
}

enum { MANY = 5000 }; /* lines, of several buffers */

static struct span
written(void)
{
	char *p = scratch_read("out");

	return p ? span_str(p) : (struct span){ 0 };
}

/* Two roads to one text: a whole stream, and parts of which some are longer
 * than a buffer holds. */
static void
parts_are_the_whole(void)
{
	static const uint64_t at[] = { 0, 10, 11, 3000, 3000, MANY - 1, MANY };
	struct stream_out out, part = { 0 };
	struct span a, b;
	struct buf got = { 0 };
	struct err e;

	stream_write_version(2);
	EXPECT(stream_create(&out, "out", STREAM_RECORD, false, &e) == 0);
	put_records(&out, 0, MANY);
	EXPECT(stream_finish(&out, &e) == 0);
	a = written();
	EXPECT(read_text(a, STREAM_RECORD, false, &got, &e) == 0);
	EXPECT(span_begins(a, SPAN(OPEN)));

	EXPECT(stream_create(&out, "out", STREAM_RECORD, false, &e) == 0);
	output_hold(&part.out);
	for (size_t i = 1; i < sizeof at / sizeof *at; i++) {
		stream_begin_part(&part, &out);
		put_records(&part, at[i - 1], at[i]);
		stream_end_part(&part);
		stream_put_part(&out, &part);
		EXPECT(total_merge(&out.total, &part.total, &e) == 0);
	}
	EXPECT(stream_finish(&out, &e) == 0);
	stream_abandon(&part);
	stream_write_version(STREAM_VERSION_USUAL);
	b = written();
	EXPECT(span_eq(a, b));
	free((char *)a.p);
	free((char *)b.p);
	buf_free(&got);
}

/* What is told first has to come. */
static void
other_lines_than_expected(void)
{
	uint64_t digest = line_digest(SPAN("k1\t1.00\tCNY\tL\t-"));
	struct stream_out out;
	struct err e;

	for (int wrong = 0; wrong < 2; wrong++) {
		EXPECT(
		    stream_create_as(&out, "out", STREAM_RECORD, 2, &e) == 0);
		out.total.records = 1;
		EXPECT(total_add(&out.total, 'L', SPAN("CNY"),
			   (struct amount){ 100, 2 }) == AMOUNT_OK);
		stream_expect(&out, digest);
		stream_tell(&out);
		stream_put(&out,
		    wrong ? SPAN("k2\t1.00\tCNY\tL\t-")
			  : SPAN("k1\t1.00\tCNY\tL\t-"));
		if (!wrong) {
			EXPECT(stream_finish(&out, &e) == 0);
			EXPECT(scratch_holds("out", OPEN TOTAL_ONE ONE));
			unlink("out");
			continue;
		}
		EXPECT(stream_finish(&out, &e) == -1);
		EXPECT(e.status == ST_BROKEN);
		EXPECT_STR(e.text, "the lines written are not the lines read");
		EXPECT(access("out", F_OK) == -1);
	}
}

static void
as_plain(void)
{
	struct stream_out out;
	struct err e;

	EXPECT(stream_create(&out, "out", STREAM_ANY, true, &e) == 0);
	stream_keep_digest(&out);
	stream_announce(&out, STREAM_ANY);
	stream_put(&out, SPAN("any line"));
	stream_expect(&out, line_digest(SPAN("any other")));
	EXPECT(stream_finish(&out, &e) == -1 && e.status == ST_BROKEN);
}

static void
kind_by_lines(void)
{
	static const struct {
		const char *text;
		enum stream_kind kind;
	} rows[] = {
		{ "", STREAM_ANY },
		{ "# nothing\n", STREAM_ANY },
		{ ONE TWO, STREAM_RECORD },
		{ "k\tleft\t1.00\t-\t1.00\tCNY\t-\n", STREAM_RESULT },
		{ ONE "k\tleft\t1.00\t-\t1.00\tCNY\t-\n", STREAM_ANY },
		{ "a\tb\n", STREAM_ANY },
	};
	const struct stream_rules rules = { .allow_empty = true };
	struct stream_in s;
	struct span line;
	struct err e;

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		scratch_write("in", rows[i].text, strlen(rows[i].text));
		EXPECT(stream_open(&s, "in", STREAM_ANY, &rules, &e) == 0);
		while (stream_line(&s, &line, &e) == 1)
			EXPECT(stream_count(&s, line, &e) == 0);
		EXPECT(stream_kind_by_lines(&s) == rows[i].kind);
		stream_close(&s);
	}
}

int
main(void)
{
	scratch_begin();
	test("a stream whose lines have the digest told is accepted",
	    whole_streams);
	test("lines that counts and sums do not tell apart are refused",
	    changed_lines);
	test("a #total of version 2 has one digest of 16 digits",
	    totals_without_a_digest);
	test("names of #total that are not known are skipped",
	    names_of_later_versions);
	test("where only some #total have a digest none is checked, and it is "
	     "known",
	    only_some_digests);
	test("whichever bit is flipped, the stream is refused or reads the "
	     "same",
	    every_bit);
	test("the digests of parts add up to that of the whole",
	    parts_are_the_whole);
	test("lines other than those that were expected break the stream",
	    other_lines_than_expected);
	test("without control lines, too", as_plain);
	test("lines say of which kind they are", kind_by_lines);
	scratch_end();
	return test_done();
}
