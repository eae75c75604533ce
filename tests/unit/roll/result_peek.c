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

enum { MANY = 20000 };

/* Lines in order, those of a KEY few or many, some of which a batch does not
 * take; keys has the KEY of each, and more. */
static void
many_lines(struct buf *b, unsigned *keys, uint64_t *seed)
{
	unsigned key = 10000, left = 0;

	for (unsigned i = 0; i < MANY; i++) {
		uint64_t r = scratch_random(seed);

		if (left == 0) {
			key++;
			left = r % 50 ? 1 + (unsigned)(r >> 8) % 3
				      : (unsigned)(r >> 8) % 700 + 1;
		}
		left--;
		keys[i] = key;
		if (r >> 20 & 63)
			buf_printf(b, "%u\tleft\t%u.00\t-\t%u.00\tCNY\t-\n",
			    key, 10000 + i, 10000 + i);
		else
			buf_printf(b,
			    "%u\tleft\t%u.0000000000000\t-\t%u\tCNY\t-\n", key,
			    10000 + i, 10000 + i);
		if ((r >> 30 & 255) == 0)
			buf_str(b, "# a comment\n");
	}
	keys[MANY] = 0;
}

static void
knows_it_among_many_lines(void)
{
	static unsigned keys[MANY + 1];
	static struct result_peek a;
	struct buf text = { 0 };
	uint64_t seed = 3;

	for (int round = 0; round < 20; round++) {
		size_t i = 0, wrong = 0;
		char want[16];

		buf_clear(&text);
		many_lines(&text, keys, &seed);
		buf_byte(&text, '\0');
		open_text(text.p);
		EXPECT(result_peek_begin(&a, &in, &e) == 0);
		for (; a.has && i < MANY; i++) {
			snprintf(want, sizeof want, "%u", keys[i]);
			wrong += !span_eq(a.r.key, span_str(want)) ||
			    a.is_last != (keys[i] != keys[i + 1]) ||
			    a.r.left.minor % (10000 + (int)i);
			EXPECT(result_peek_step(&a, &e) == 0);
		}
		EXPECT(i == MANY && !a.has && wrong == 0);
		EXPECT(in.read.records == MANY);
		stream_close(&in);
	}
	buf_free(&text);
}

int
main(void)
{
	scratch_begin();
	test("knows the last line of a key", knows_the_last_line_of_a_key);
	test("knows it among lines of many batches", knows_it_among_many_lines);
	test("no stream and an empty one have no line",
	    no_stream_and_an_empty_one_have_no_line);
	test("disorder is an error before the line is handed out",
	    disorder_is_an_error_before_the_line_is_handed_out);
	test("totals that differ are an error before the last line is used",
	    totals_that_differ_are_an_error_with_the_last_line);
	scratch_end();
	return test_done();
}
