/*
 * Text of an encoding, which the first byte chooses: arriving whole and in
 * pieces it is the same UTF-8, with the same places that did not decode.
 */
#include "io/encoding/decode.h"

#include "fuzz.h"
#include "pieces.h"
#include "text/utf8.h"

static const char *const encodings[] = { "UTF-8", "auto", "GB18030", "UTF-16",
	"UTF-16LE", "Shift_JIS", "ISO-8859-1", "ISO-2022-JP" };

static void
decode(struct buf *b, struct span text, const char *encoding, size_t most)
{
	struct decode_errors *bad;
	struct input in;
	struct decode *d;
	struct err e;
	int64_t n;

	pieces_open(&in, text, most, most);
	d = decode_cover(&in, encoding, true, &e);
	MUST(d);
	while ((n = input_read(&in, buf_room(b, 1024), 1024, &e)) > 0)
		b->len += (size_t)n;
	if (n < 0) {
		fuzz_told(&e);
		buf_str(b, e.text);
	}
	bad = decode_misfits(d);
	for (size_t i = 0; i < bad->n; i++)
		buf_printf(b, "\n%ju %ju %zu %d", (uintmax_t)bad->list[i].at,
		    (uintmax_t)bad->list[i].offset, bad->list[i].n,
		    bad->list[i].cut);
	input_close(&in);
}

int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct span s = { (const char *)p, n };
	const char *encoding = encodings[fuzz_byte(&s) % 8];
	size_t most = 1 + fuzz_byte(&s);
	struct buf whole = { 0 }, pieces = { 0 };

	decode(&whole, s, encoding, 1 << 20);
	decode(&pieces, s, encoding, most);
	MUST(span_eq(buf_span(&whole), buf_span(&pieces)));
	buf_free(&whole);
	buf_free(&pieces);
	return 0;
}
