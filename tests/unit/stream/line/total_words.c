/* total_words: part=, read= and read-xxh3= of #total lines. */
#include "stream/line/total_words.h"

#include <inttypes.h>

#include "test.h"

#define DIGEST "\tread-xxh3=00000000000000ff"

/* What several lines say, as text. */
static const char *
said(const char *const *lines, size_t n)
{
	static char text[400];
	struct total_words w = { 0 };
	struct buf b = { 0 };

	for (size_t i = 0; i < n; i++)
		total_words_take(&w, span_str(lines[i]));
	for (size_t i = 0; i < w.n; i++) {
		run_part_format(&b, &w.parts[i]);
		buf_byte(&b, ' ');
	}
	buf_printf(&b,
	    "unnamed %" PRIu64 ", sources %" PRIu64 ": %" PRIu64 " %" PRIx64
	    "%s",
	    w.unnamed, w.sources, w.read, w.digest, w.bad ? ", bad" : "");
	snprintf(text, sizeof text, "%.*s", (int)b.len, b.p);
	buf_free(&b);
	total_words_free(&w);
	return text;
}

static void
one_line(void)
{
	static const struct {
		const char *line, *says;
	} rows[] = {
		{ "#total\trecords=1", "unnamed 1, sources 0: 0 0" },
		{ "#total\tpart=1/2@r\trecords=1",
		    "1/2@r unnamed 0, sources 0: 0 0" },
		{ "#total\trecords=1\tpart=1/2\tpart=2/2\txxh3=0",
		    "1/2 2/2 unnamed 0, sources 0: 0 0" },
		{ "#total\trecords=1\tread=7" DIGEST,
		    "unnamed 1, sources 1: 7 ff" },
		{ "#total\trecords=1\tread=0" DIGEST "\tpart=9/9",
		    "9/9 unnamed 0, sources 1: 0 ff" },
		{ "#total\trecords=1\tread=7",
		    "unnamed 1, sources 0: 0 0, bad" },
		{ "#total\trecords=1" DIGEST,
		    "unnamed 1, sources 0: 0 0, bad" },
		{ "#total\tread=7\tread=7" DIGEST,
		    "unnamed 1, sources 0: 0 0, bad" },
		{ "#total\tread=-7" DIGEST, "unnamed 1, sources 0: 0 0, bad" },
		{ "#total\tread=7" DIGEST "0",
		    "unnamed 1, sources 0: 0 0, bad" },
		{ "#total\tread=7" DIGEST DIGEST,
		    "unnamed 1, sources 0: 0 0, bad" },
		{ "#total\tpart=1", "unnamed 1, sources 0: 0 0, bad" },
		{ "#total\tpart=", "unnamed 1, sources 0: 0 0, bad" },
		{ "#total\tparts=1/2\treads=7\tread-xxh=1",
		    "unnamed 1, sources 0: 0 0" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		EXPECT_STR(said(&rows[i].line, 1), rows[i].says);
}

static void
several_lines(void)
{
	static const char *const lines[] = { "#total\trecords=1\tpart=2/3",
		"#total\trecords=1\tread=5" DIGEST, "#total\trecords=0",
		"#total\tpart=1/3\tpart=3/3\tread=6"
		"\tread-xxh3=ffffffffffffff02" };

	EXPECT_STR(said(lines, 4), "2/3 1/3 3/3 unnamed 2, sources 2: 11 1");
}

static void
added(void)
{
	struct total_words a = { 0 }, b = { 0 };

	total_words_take(&a, SPAN("#total\tpart=1/3\tread=5" DIGEST));
	total_words_take(&a, SPAN("#total\tpart="));
	total_words_take(&b, SPAN("#total\tpart=2/3"));
	total_words_take(&b, SPAN("#total\tread=1" DIGEST));
	total_words_add_before(&b, &a);
	EXPECT(a.n == 1 && a.bad && a.sources == 1 && a.unnamed == 1);
	EXPECT(b.n == 2 && b.parts[0].k == 1 && b.parts[1].k == 2);
	EXPECT(b.bad && b.unnamed == 2 && b.sources == 2);
	EXPECT(b.read == 6 && b.digest == 0x1fe);
	total_words_free(&a);
	total_words_free(&b);
}

static void
written(void)
{
	struct buf b = { 0 };

	total_words_format_read(&b, 12, 0xabc);
	buf_byte(&b, '\0');
	EXPECT_STR(b.p, "\tread=12\tread-xxh3=0000000000000abc");
	buf_free(&b);
}

int
main(void)
{
	test("words of a line are read", one_line);
	test("those of several lines are added up", several_lines);
	test("those of lines before come first", added);
	test("what was read is written as it is read", written);
	return test_done();
}
