#include "quoted.h"

#include <csv.h>
#include <stdlib.h>

#include "buf.h"
#include "mem.h"

enum { BLOCK = 1 << 12 }; /* bytes libcsv's cell grows by */

struct quoted {
	struct csv_parser csv;
	struct dialect dialect;
	struct buf text;    /* the cells, each with ROW_SLACK behind it */
	struct span *cells; /* owned; p is set at the end, as text moves */
	size_t n, cap;
	bool done;          /* libcsv has seen the end of the row */
};

static int
no_blank(unsigned char c)
{
	(void)c;
	return 0;
}

enum { STRICT = CSV_STRICT | CSV_STRICT_FINI };

static unsigned char
options(const struct quoted *q)
{
	return q->dialect.stray ? 0 : STRICT;
}

static void
start(struct quoted *q)
{
	csv_init(&q->csv, options(q));
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

	q->cells = mem_grow(q->cells, &q->cap, q->n + 1, sizeof *q->cells);
	q->cells[q->n++] = (struct span){ NULL, len };
	buf_add(&q->text, (struct span){ bytes, len });
	buf_room(&q->text, ROW_SLACK);
	q->text.len += ROW_SLACK;
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

static size_t
line_len(struct span s)
{
	size_t i = 0;

	while (i < s.len && s.p[i] != '\n' && s.p[i] != '\r')
		i++;
	return i;
}

static enum quoted_outcome
finish(struct quoted *q)
{
	const char *p = q->text.p;

	for (size_t i = 0; i < q->n; i++) {
		q->cells[i].p = p;
		p += q->cells[i].len + ROW_SLACK;
	}
	return QUOTED_ROW;
}

enum quoted_outcome
quoted_read(struct quoted *q, struct span s, bool ended, size_t *used)
{
	size_t at = 0;

	q->done = false;
	q->n = 0;
	buf_clear(&q->text);
	while (at < s.len) {
		struct span line = { s.p + at, s.len - at };
		size_t n = line_len(line);
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
	/* strict always: an end within quotes is one whatever quotes may do */
	csv_set_opts(&q->csv, STRICT);
	if (csv_fini(&q->csv, on_cell, on_row, q)) {
		restart(q);
		return QUOTED_OPEN;
	}
	csv_set_opts(&q->csv, options(q));
	return finish(q);
}

struct span *
quoted_cells(struct quoted *q, size_t *n)
{
	*n = q->n;
	return q->cells;
}

void
quoted_close(struct quoted *q)
{
	if (!q)
		return;
	csv_free(&q->csv);
	buf_free(&q->text);
	free(q->cells);
	free(q);
}
