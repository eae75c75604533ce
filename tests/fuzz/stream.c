/*
 * A whole stream with its control lines. The first byte says what kind is
 * wanted and whether a total is. Read line by line, and by the functions that
 * take records by what they have in common with the record before, it is the
 * same lines and the same error.
 */
#include "stream/stream_in.h"

#include "fuzz.h"

enum asking { BY_LINE, COUNTED, SEVERAL };

static int
next(struct stream_in *s, enum asking how, struct lot *lot, struct err *e)
{
	struct span line;
	int r;

	if (how == SEVERAL)
		return stream_lot(s, lot, e);
	r = how == COUNTED ? stream_counted(s, &line, e)
			   : stream_line(s, &line, e);
	if (r != 1)
		return r;
	if (how == BY_LINE && stream_count(s, line, e))
		return -1;
	lot_begin(lot, line.p);
	lot_add(lot, line.len);
	return 1;
}

/* The lines, each with LF, and how it ended. */
static void
read_stream(struct buf *b, const char *name, enum stream_kind want,
    const struct stream_rules *rules, enum asking how)
{
	struct stream_in s;
	struct lot lot;
	struct err e;
	int r;

	if (stream_open(&s, name, want, rules, &e)) {
		buf_str(b, e.text);
		return;
	}
	while ((r = next(&s, how, &lot, &e)) == 1) {
		for (size_t i = 0; i < lot.n; i++) {
			buf_add(b, (struct span){ lot.p, lot.len[i] });
			buf_byte(b, '\n');
			lot.p += lot.len[i] + 1;
		}
	}
	if (r) {
		fuzz_told(&e);
		buf_str(b, e.text);
	} else {
		buf_printf(b, "%d records, kind %d\n", (int)s.read.records,
		    (int)s.kind);
		total_format(b, &s.read);
	}
	stream_close(&s);
}

int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct span text = { (const char *)p, n };
	unsigned choice = fuzz_byte(&text);
	struct stream_rules rules = {
		.require_total = choice & 4,
		.allow_empty = choice & 8,
		.keep_comments = choice & 16,
	};
	enum stream_kind want = (enum stream_kind)(choice & 3);
	const char *name = fuzz_file(0, text);
	struct buf expected = { 0 }, got = { 0 };

	read_stream(&expected, name, want, &rules, BY_LINE);
	for (enum asking how = COUNTED; how <= SEVERAL; how++) {
		buf_clear(&got);
		read_stream(&got, name, want, &rules, how);
		MUST(span_eq(buf_span(&expected), buf_span(&got)));
	}
	buf_free(&expected);
	buf_free(&got);
	return 0;
}
