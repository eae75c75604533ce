/*
 * Separated values: whatever is read by the fast functions, several rows at
 * once or row by row, is read the same by the slow ones. The first byte
 * chooses the dialect, the second how many bytes arrive at once.
 */
#include "bill/csv/csv.h"

#include "fuzz.h"
#include "pieces.h"

static const struct dialect dialects[] = {
	{ { ",", 1 }, { "", 0 }, '"', true, false, 0 },
	{ { ",", 1 }, { "", 0 }, '"', false, false, 0 },
	{ { ";", 1 }, { "", 0 }, '\'', true, true, 0 },
	{ { "\t", 1 }, { "", 0 }, '"', true, false, 0 },
	{ { " ", 1 }, { "", 0 }, '"', true, true, 0 },
	{ { "|", 1 }, { "", 0 }, -1, true, false, 0 },
	{ { ",", 1 }, { "`", 1 }, '"', true, false, 0 },
	{ { "||", 2 }, { "", 0 }, -1, true, false, 0 },
	{ { ",;", 2 }, { "`", 1 }, -1, true, false, 0 },
};

/* How rows are asked for. */
enum asking { SLOW, SINGLY, SEVERAL };

static void
note(struct buf *b, enum row_outcome r, const struct row *row)
{
	buf_printf(b, "%d@%d:", (int)r, (int)row->line);
	buf_add(b, row->raw);
	for (size_t i = 0; r == ROW_OK && i < row->n; i++) {
		buf_str(b, "\x1f[");
		buf_add(b, row->cells[i]);
		buf_byte(b, ']');
	}
	buf_byte(b, '\x1e');
}

static void
read_rows(struct buf *b, struct span text, const struct dialect *d, size_t most,
    enum asking how)
{
	struct input in;
	struct csv s;
	struct row row, *rows;
	struct err e;
	enum row_outcome r = ROW_OK;

	pieces_open(&in, text, most, most);
	csv_open(&s, &in, decode_cover(&in, "UTF-8", true, &e), d);
	if (how == SLOW)
		s.plain.sep_len = 0;
	while (r > ROW_END) {
		size_t n = how == SEVERAL ? csv_rows(&s, 3, &rows) : 0;

		for (size_t i = 0; i < n; i++)
			note(b, ROW_OK, &rows[i]);
		if (n)
			continue;
		r = csv_next(&s, &row, &e);
		if (r > ROW_END)
			note(b, r, &row);
		if (r == ROW_BAD)
			fuzz_told(&e);
	}
	MUST(r == ROW_END);
	csv_close(&s);
	input_close(&in);
}

int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct span s = { (const char *)p, n };
	const struct dialect *d =
	    &dialects[fuzz_byte(&s) % (sizeof dialects / sizeof *dialects)];
	size_t most = 1 + fuzz_byte(&s) * 16;
	struct buf want = { 0 }, got = { 0 };

	read_rows(&want, s, d, 1 << 20, SLOW);
	for (enum asking how = SLOW; how <= SEVERAL; how++) {
		buf_clear(&got);
		read_rows(&got, s, d, most, how);
		MUST(span_eq(buf_span(&want), buf_span(&got)));
	}
	buf_free(&want);
	buf_free(&got);
	return 0;
}
