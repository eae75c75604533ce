#include "io/encoding/decode.h"

#include <stdlib.h>

#include "base/buf.h"
#include "pieces.h"
#include "test.h"

/* Reads text through a decoder; notes the bad places behind it. */
static int
get(struct buf *b, struct span text, const char *encoding, bool note,
    size_t most, size_t cap, struct err *e)
{
	struct input in;
	struct decode *d;
	struct decode_errors *m;
	int64_t n = 0;

	buf_clear(b);
	pieces_open(&in, text, most, most + cap);
	d = decode_cover(&in, encoding, note, e);
	if (!d) {
		input_close(&in);
		return -1;
	}
	while ((n = input_read(&in, buf_room(b, cap), cap, e)) > 0)
		b->len += (size_t)n;
	m = decode_misfits(d);
	for (size_t i = 0; n == 0 && i < m->n; i++)
		buf_printf(b, " {%d@%d,%d}", (int)m->list[i].cut,
		    (int)m->list[i].at, (int)m->list[i].offset);
	buf_byte(b, '\0');
	input_close(&in);
	return (int)n;
}

static void
expect(const char *encoding, struct span text, const char *want)
{
	struct buf b = { 0 };
	struct err e;

	for (size_t most = 1; most < 9; most++) {
		EXPECT(get(&b, text, encoding, true, most, 64 + most, &e) == 0);
		EXPECT_STR(b.p, want);
	}
	EXPECT(get(&b, text, encoding, true, 1000, 1 << 16, &e) == 0);
	EXPECT_STR(b.p, want);
	buf_free(&b);
}

static void
expect_error(const char *encoding, struct span text, const char *want)
{
	struct buf b = { 0 };
	struct err e = { .status = ST_OK };

	EXPECT(get(&b, text, encoding, false, 3, 100, &e) == -1);
	EXPECT_STR(e.text, want);
	buf_free(&b);
}

static void
test_good(void)
{
	expect("UTF-8",
	    SPAN("a\xe4\xb8\xad"
		 "b"),
	    "a中b");
	expect("utf8",
	    SPAN("\xef\xbb\xbf"
		 "a"),
	    "a");
	expect("utf8", SPAN("\xef\xbb\xbf"), "");
	expect("utf8", SPAN("\xef\xbb\xbf\xef\xbb\xbf"), "\xef\xbb\xbf");
	expect(
	    "GB18030", SPAN("a\xd6\xd0,\x81\x30\x81\x30\n"), "a中,\xc2\x80\n");
	expect("windows-1252", SPAN("\x80 \xe9"), "€ é");
	expect("ISO-8859-1", SPAN("\xa9"), "©");
	expect("UTF-16",
	    SPAN("\xff\xfe"
		 "a\0\x2d\x4e"),
	    "a中");
	expect("UTF-16", SPAN("\xfe\xff\0a\x4e\x2d"), "a中");
	expect("UTF-16", SPAN("a\0\x2d\x4e"), "a中");
	expect("UTF-16", SPAN("\0a\x4e\x2d"), "a中");
	expect("UTF-16LE",
	    SPAN("\xff\xfe"
		 "a\0"),
	    "a");
	expect("UTF-16", SPAN(""), "");
	expect("auto", SPAN(""), "");
}

static void
test_auto(void)
{
	expect("auto", SPAN("plain"), "plain");
	expect("auto", SPAN("a\xd6\xd0\xce\xc4"), "a中文");
	expect(
	    "auto", SPAN("a\xe4\xb8\xad\xe6\x96\x87\xe4\xb8\xad"), "a中文中");
	expect("auto",
	    SPAN("\xff\xfe"
		 "a\0"),
	    "a");
	expect("auto", SPAN("\xef\xbb\xbf\xe4\xb8\xad"), "中");
	/* UTF-8 that came to harm is told where it did */
	expect("auto", SPAN("\xe4\xb8\xad\xc3\xbc\xff"), "中ü\xff {0@5,5}");
}

static void
test_bad(void)
{
	expect("UTF-8",
	    SPAN("ab\xff"
		 "c"),
	    "ab\xff"
	    "c {0@2,2}");
	expect("UTF-8",
	    SPAN("\xef\xbb\xbf"
		 "a\xe4\xb8"),
	    "a\xe4\xb8 {1@1,4}");
	expect("GB18030", SPAN("a\xff\n\xd6\xd0"), "a\xef\xbf\xbd\n中 {0@1,1}");
	expect("GB18030", SPAN("a\xd6 ,"), "a\xef\xbf\xbd , {0@1,1}");
	expect("GB18030", SPAN("a\xd6"), "a\xef\xbf\xbd {1@1,1}");
	expect("UTF-16LE",
	    SPAN("a\0\0\xd8"
		 "b\0"),
	    "a\xef\xbf\xbd"
	    "b {0@1,2}");
	expect("UTF-16LE", SPAN("a\0b"), "a\xef\xbf\xbd {1@1,2}");
	expect("windows-1252", SPAN("a\x81"), "a\xef\xbf\xbd {0@1,1}");
}

static void
test_errors(void)
{
	expect_error("UTF-8", SPAN("ab\xff"),
	    "pieces: the byte ff at offset 2 is not UTF-8: say --encoding, "
	    "which --explain may find");
	expect_error("GB18030", SPAN("ab\xd6"),
	    "pieces: the byte d6 at "
	    "offset 2 ends inside a character of GB18030");
	expect_error("no-such", SPAN(""),
	    "unknown encoding \"no-such\" (iconv -l lists them)");
	expect_error("GBK//IGNORE", SPAN(""),
	    "unknown encoding \"GBK//IGNORE\" (iconv -l lists them)");
	expect_error("GB18030",
	    SPAN("\xef\xbb\xbf"
		 "a"),
	    "pieces: begins "
	    "with the byte order mark of UTF-8, and is to be GB18030: was it "
	    "saved by another program? (--encoding)");
	expect_error("auto",
	    SPAN("M\xfcller, Stra\xdf"
		 "e, \xc4rger"),
	    "pieces: is neither UTF-8 nor clearly Chinese in GB18030: say "
	    "--encoding (WINDOWS-1252 is likely; see also --explain)");
	expect_error("UTF-16", SPAN("\x4e\x2d"),
	    "pieces: is UTF-16 without "
	    "a byte order mark; say UTF-16LE or UTF-16BE");
}

/* Whatever the pieces and the bytes: nothing is lost but what is told. */
static void
test_random(void)
{
	struct buf text = { 0 }, a = { 0 }, b = { 0 };
	struct err e;
	uint64_t seed = 5;
	static const char *const encodings[] = { "UTF-8", "GB18030", "UTF-16LE",
		"auto", "SHIFT_JIS", "BIG5-HKSCS", "UTF-7" };
	bool good = true;

	for (int round = 0; round < 4000 && good; round++) {
		const char *enc = encodings[round % 7];
		size_t n = scratch_random(&seed) % 300;
		int high = round % 3;

		e.status = ST_OK;
		buf_clear(&text);
		for (size_t i = 0; i < n; i++) {
			char c = (char)scratch_random(&seed);

			buf_byte(&text, high == 0 || i % 5 ? c & 0x7f : c);
		}
		/* "auto" refuses what it does not know, at once */
		good = get(&a, buf_span(&text), enc, true, 1000, 1 << 12, &e) ==
			get(&b, buf_span(&text), enc, true, 7, 64, &e) &&
		    (e.status || span_eq(buf_span(&a), buf_span(&b)));
		if (!good)
			printf("# round %d %s\n", round, enc);
	}
	EXPECT(good);
	buf_free(&text);
	buf_free(&a);
	buf_free(&b);
}

int
main(void)
{
	test("text in many encodings becomes UTF-8", test_good);
	test("auto tells UTF-8, GB18030 and UTF-16 apart", test_auto);
	test("bad bytes are noted with both places", test_bad);
	test("bad bytes and unknown encodings are errors", test_errors);
	test("the size of the pieces changes nothing", test_random);
	return test_done();
}
