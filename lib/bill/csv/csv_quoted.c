#include "bill/csv/csv_quoted.h"

#include <csv.h>
#include <stdlib.h>

#include "bill/rows/cells.h"
#include "base/mem.h"

enum { BLOCK = 1 << 12 }; /* bytes libcsv's cell grows by */

struct quoted {
	struct csv_parser csv;
	struct dialect dialect;
	struct cellbuf cells;
	bool done; /* libcsv has seen the end of the row */
};

static int
no_blank(unsigned char c)
{
	(void)c;
	return 0;
}

static void
start(struct quoted *q)
{
	csv_init(&q->csv, CSV_STRICT | CSV_STRICT_FINI);
	csv_set_delim(&q->csv, (unsigned char)q->dialect.delimiter.p[0]);
	csv_set_quote(&q->csv, (unsigned char)q->dialect.quote);
	csv_set_blk_size(&q->csv, BLOCK);
	if (!q->dialect.trim)
		csv_set_space_func(&q->csv, no_blank);
}

struct quoted *
quoted_open(const struct dialect *d)
{
	struct quoted *q = mem_zeroed(1, sizeof *q);

	q->dialect = *d;
	start(q);
	return q;
}

static void
on_cell(void *bytes, size_t len, void *arg)
{
	struct quoted *q = arg;

	buf_add(&q->cells.text, (struct span){ bytes, len });
	cellbuf_end(&q->cells);
}

static void
on_row(int c, void *arg)
{
	struct quoted *q = arg;

	(void)c;
	q->done = true;
}

/* A row that failed leaves libcsv in the middle of it. */
static void
restart(struct quoted *q)
{
	csv_free(&q->csv);
	start(q);
}

static enum quoted_outcome
finish(struct quoted *q)
{
	cellbuf_finish(&q->cells);
	return QUOTED_ROW;
}

enum quoted_outcome
quoted_read(struct quoted *q, struct span s, bool ended, size_t *used)
{
	size_t at = 0;

	q->done = false;
	cellbuf_clear(&q->cells);
	while (at < s.len) {
		struct span line = { s.p + at, s.len - at };
		size_t n = span_line(line);
		bool whole = n < line.len;

		*used = at + n;
		if (!whole && !ended)
			break;
		n += whole; /* the line's end, for libcsv to see */
		if (csv_parse(&q->csv, line.p, n, on_cell, on_row, q) != n) {
			restart(q);
			return QUOTED_STRAY;
		}
		if (q->done)
			return finish(q);
		at += n;
	}
	if (!ended) {
		restart(q);
		return QUOTED_MORE;
	}
	if (csv_fini(&q->csv, on_cell, on_row, q)) {
		restart(q);
		return QUOTED_OPEN;
	}
	return finish(q);
}

struct span *
quoted_cells(struct quoted *q, size_t *n)
{
	*n = q->cells.n;
	return q->cells.cells;
}

void
quoted_close(struct quoted *q)
{
	if (!q)
		return;
	csv_free(&q->csv);
	cellbuf_free(&q->cells);
	free(q);
}
