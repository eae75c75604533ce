#include <stdlib.h>

#include "test.h"
#include "text/tsv.h"

static void
fields(void)
{
	struct span rest = SPAN("a\t\tb\t"), f = { 0 };

	EXPECT(tsv_next(&rest, &f) && span_eq(f, SPAN("a")));
	EXPECT(tsv_next(&rest, &f) && f.len == 0);
	EXPECT(tsv_next(&rest, &f) && span_eq(f, SPAN("b")));
	EXPECT(tsv_next(&rest, &f) && f.len == 0);
	EXPECT(!tsv_next(&rest, &f));
	rest = SPAN("");
	EXPECT(tsv_next(&rest, &f) && f.len == 0);
	EXPECT(!tsv_next(&rest, &f));
}

static void
absent(void)
{
	EXPECT(tsv_is_none(SPAN("-")) && !tsv_is_none(SPAN("--")));
	EXPECT(!tsv_is_none(SPAN("")) && tsv_is_empty(SPAN("")));
	EXPECT(tsv_is_empty(SPAN("-")) && !tsv_is_empty(SPAN(" ")));
}

static void
escaped_is(struct span raw, const char *want)
{
	struct buf b = { 0 }, back = { 0 };

	tsv_escape(&b, raw);
	EXPECT(span_eq(buf_span(&b), span_str(want)));
	EXPECT(tsv_unescape(&back, buf_span(&b)));
	EXPECT(span_eq(buf_span(&back), raw));
	EXPECT(!tsv_has_control(buf_span(&b)));
	buf_free(&b);
	buf_free(&back);
}

static void
escapes(void)
{
	escaped_is(SPAN("a b"), "a b");
	escaped_is(SPAN(""), "");
	escaped_is(SPAN("\t\n\r\\"), "\\t\\n\\r\\\\");
	escaped_is(SPAN("\0\x01\x1f\x7f"), "\\x00\\x01\\x1f\\x7f");
	escaped_is(SPAN("订单\x80\xff"), "订单\x80\xff");
	escaped_is(SPAN("12345678\n12345678"), "12345678\\n12345678");
}

static void
other_escapes(void)
{
	static const char *const bad[] = { "\\", "\\q", "\\x", "\\x4", "\\x4g",
		"\\N", "a\\", "\\X41", "\\\\\\" };
	struct buf b = { 0 };

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		buf_clear(&b);
		EXPECT(!tsv_unescape(&b, span_str(bad[i])));
	}
	buf_clear(&b);
	EXPECT(tsv_unescape(&b, SPAN("\\x41\\x4A\\x4a")));
	EXPECT(span_eq(buf_span(&b), SPAN("AJJ")));
	buf_free(&b);
}

/* Each byte at each place of a word, where eight are looked at at once. */
static void
every_place(void)
{
	for (int c = 0; c < 256; c++) {
		for (size_t n = 1; n <= 20; n++) {
			for (size_t at = 0; at < n; at++) {
				char text[20];
				struct span s = { text, n };

				memset(text, 'a', sizeof text);
				text[at] = (char)c;
				EXPECT(tsv_has_control(s) == (c < 0x20));
				EXPECT(tsv_needs_escape(s) ==
				    (c < 0x20 || c == '\\' || c == 0x7f));
			}
		}
	}
}

static void
random_bytes(void)
{
	unsigned seed = 11;
	struct buf b = { 0 }, back = { 0 };

	for (int i = 0; i < 20000; i++) {
		char text[24];
		struct span raw = { text, (size_t)(rand_r(&seed) % 25) };

		for (size_t k = 0; k < raw.len; k++)
			text[k] = (char)(rand_r(&seed) % 3
				? "\\tnrx09af\x7f"[rand_r(&seed) % 10]
				: rand_r(&seed) % 256);
		buf_clear(&b);
		buf_clear(&back);
		tsv_escape(&b, raw);
		EXPECT(tsv_unescape(&back, buf_span(&b)));
		EXPECT(span_eq(buf_span(&back), raw));
	}
	buf_free(&b);
	buf_free(&back);
}

int
main(void)
{
	test("fields are what TABs part, the empty one at the end too", fields);
	test("a lone - is no value", absent);
	test(
	    "control bytes and backslashes are escaped and come back", escapes);
	test("sequences that are not ours are refused", other_escapes);
	test("a byte is found wherever it stands", every_place);
	test("any bytes come back as they were", random_bytes);
	return test_done();
}
