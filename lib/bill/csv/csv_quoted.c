#include "bill/csv/csv_quoted.h"

#include <csv.h>
#include <stdlib.h>

#include "bill/rows/cells.h"
#include "base/mem.h"

enum { BLOCK = 1 << 12 }; /* bytes libcsv's cell grows by */

struct csv_quoted {
	struct csv_parser csv;
	struct dialect dialect;
	struct cells cells;
	bool done; /* libcsv has seen the end of the row */
};

static int
no_blank(unsigned char c)
{
	(void)c;
	return 0;
}

static void
start(struct csv_quoted *q)
{
	csv_init(&q->csv, CSV_STRICT | CSV_STRICT_FINI);
	csv_set_delim(&q->csv, (unsigned char)q->dialect.delimiter.p[0]);
	csv_set_quote(&q->csv, (unsigned char)q->dialect.quote);
	csv_set_blk_size(&q->csv, BLOCK);
	if (!q->dialect.trim)
		csv_set_space_func(&q->csv, no_blank);
}

struct csv_quoted *
csv_quoted_open(const struct dialect *d)
{
	struct csv_quoted *q = mem_zeroed(1, sizeof *q);

	q->dialect = *d;
	start(q);
	return q;
}

static void
on_cell(void *bytes, size_t len, void *arg)
{
	struct csv_quoted *q = arg;

	buf_add(&q->cells.text, (struct span){ bytes, len });
	cells_end(&q->cells);
}

static void
on_row(int c, void *arg)
{
	struct csv_quoted *q = arg;

	(void)c;
	q->done = true;
}

/* Begins anew: a row that failed leaves libcsv in the middle of it. */
static void
restart(struct csv_quoted *q)
{
	csv_free(&q->csv);
	start(q);
}

static enum csv_quoted_outcome
finish(struct csv_quoted *q)
{
	cells_finish(&q->cells);
	return CSV_QUOTED_ROW;
}

enum csv_quoted_outcome
csv_quoted_read(struct csv_quoted *q, struct span s, bool ended, size_t *used)
{
	size_t at = 0;

	q->done = false;
	cells_clear(&q->cells);
	while (at < s.len) {
		struct span line = { s.p + at, s.len - at };
		size_t n = span_line(line);
		bool whole = n < line.len;

		*used = at + n;
		if (!whole && !ended)
			break;
		n += whole; /* libcsv ends a row only at its line end */
		if (csv_parse(&q->csv, line.p, n, on_cell, on_row, q) != n) {
			restart(q);
			return CSV_QUOTED_STRAY;
		}
		if (q->done)
			return finish(q);
		at += n;
	}
	if (!ended) {
		restart(q);
		return CSV_QUOTED_MORE;
	}
	if (csv_fini(&q->csv, on_cell, on_row, q)) {
		restart(q);
		return CSV_QUOTED_OPEN;
	}
	return finish(q);
}

struct span *
csv_quoted_cells(struct csv_quoted *q, size_t *n)
{
	*n = q->cells.n;
	return q->cells.cells;
}

void
csv_quoted_close(struct csv_quoted *q)
{
	if (!q)
		return;
	csv_free(&q->csv);
	cells_free(&q->cells);
	free(q);
}
