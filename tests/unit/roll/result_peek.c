#include "roll/result_peek.h"

#include "scratch.h"
#include "test.h"

#define LINE(key) key "\tleft\t1\t-\t1\tCNY\t-\n"

static struct stream_in in;
static struct err e;

static void
open_text(const char *text)
{
	static const struct stream_rules rules;

	scratch_write("in", text, strlen(text));
	EXPECT(stream_open(&in, "in", STREAM_RESULT, &rules, &e) == 0);
}

static void
knows_the_last_line_of_a_key(void)
{
	static struct result_peek a;
	static const struct {
		const char *key;
		bool last;
	} want[] = { { "a", false }, { "a", true }, { "ab", true },
		{ "b", false }, { "b", false }, { "b", true } };

	open_text(LINE("a") LINE("a") LINE("ab") LINE("b") LINE("b") LINE("b"));
	EXPECT(result_peek_begin(&a, &in, &e) == 0);
	for (size_t i = 0; i < 6; i++) {
		EXPECT(a.has);
		EXPECT(span_eq(a.r.key, span_str(want[i].key)));
		EXPECT(a.is_last == want[i].last);
		EXPECT(result_peek_step(&a, &e) == 0);
	}
	EXPECT(!a.has && in.read.records == 6);
	stream_close(&in);
}

static void
no_stream_and_an_empty_one_have_no_line(void)
{
	static struct result_peek a;

	EXPECT(result_peek_begin(&a, NULL, &e) == 0 && !a.has);
	open_text("#recon result 1\n#total\trecords=0\n");
	EXPECT(result_peek_begin(&a, &in, &e) == 0 && !a.has);
	stream_close(&in);
}

static void
disorder_is_an_error_before_the_line_is_handed_out(void)
{
	static struct result_peek a;

	open_text(LINE("a") LINE("c") LINE("b"));
	EXPECT(result_peek_begin(&a, &in, &e) == 0);
	EXPECT(result_peek_step(&a, &e) == -1);
	EXPECT(
	    e.status == ST_DATA && !strncmp(e.text, "in:3: not in order", 18));
	stream_close(&in);
}

static void
totals_that_differ_are_an_error_with_the_last_line(void)
{
	static struct result_peek a;

	open_text("#recon result 1\n" LINE("a") "#total\trecords=2\tL.CNY=2\n");
	EXPECT(result_peek_begin(&a, &in, &e) == -1);
	EXPECT_STR(e.text, "in: #total says 2 records, read 1");
	stream_close(&in);
}

int
main(void)
{
	scratch_begin();
	test("knows the last line of a key", knows_the_last_line_of_a_key);
	test("no stream and an empty one have no line",
	    no_stream_and_an_empty_one_have_no_line);
	test("disorder is an error before the line is handed out",
	    disorder_is_an_error_before_the_line_is_handed_out);
	test("totals that differ are an error before the last line is used",
	    totals_that_differ_are_an_error_with_the_last_line);
	scratch_end();
	return test_done();
}
