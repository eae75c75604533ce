/*
 * A sheet of a spreadsheet: its XML behind that of the styles and that of the
 * shared strings, lines "%%" between them. What comes out has to be separated
 * values without a fault, a line a row.
 */
#include "bill/csv/csv.h"
#include "bill/sheet/sheet_cells.h"
#include "fuzz.h"

static int
styles_of(struct sheet_cells *c, struct span s, struct err *e)
{
	struct input in;

	MUST(input_open(&in, fuzz_file(0, s), e) == 0);
	return sheet_styles_read(&c->styles, &in, e);
}

static int
strings_of(struct sheet_cells *c, struct span s, struct err *e)
{
	struct input in;

	MUST(input_open(&in, fuzz_file(0, s), e) == 0);
	return sheet_strings_read(&c->strings, &in, e);
}

/* Reads what was written: as many rows, none of them at odds with itself. */
static void
check(struct sheet_cells *c)
{
	struct dialect d = {
		.delimiter = SPAN(","), .quote = '"', .trim = true
	};
	struct input in;
	struct csv csv;
	struct row row;
	struct err e;
	uint64_t n = 0;
	enum row_outcome r;

	MUST(input_open(&in, fuzz_file(1, buf_span(&c->out)), &e) == 0);
	csv_open(&csv, &in, NULL, &d);
	csv.whole_rows = true;
	while ((r = csv_next(&csv, &row, &e)) != ROW_END) {
		MUST(r == ROW_OK);
		MUST(row.line == ++n);
		if (sheet_bad_rows_ask(&c->bad, row.line, &e))
			fuzz_told(&e);
	}
	csv_close(&csv);
	input_close(&in);
}

int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct span s = { (const char *)p, n };
	struct sheet_cells c = { .name = "fuzz" };
	struct sax sax = { 0 };
	struct err e;
	int r;

	c.from_1904 = fuzz_byte(&s) & 1;
	r = styles_of(&c, fuzz_part(&s), &e) ||
	    strings_of(&c, fuzz_part(&s), &e) ||
	    sax_open(&sax, "fuzz", &sheet_cells_calls, &c, &e) ||
	    sax_feed(&sax, s, true, &e);
	if (r)
		fuzz_told(&e);
	else
		check(&c);
	sax_close(&sax);
	sheet_cells_free(&c);
	return 0;
}
