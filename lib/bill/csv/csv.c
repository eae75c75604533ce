#include "bill/csv/csv.h"

#include <stdlib.h>

#include "base/mem.h"
#include "sys/meter.h"

enum {
	SPLIT_CAP = 1 << 18,
	CELLS = 512, /* of all rows handed out at once, at first */
	ALONE_MAX = 63,
};

/* Allocates room for cap bytes and ROW_SLACK on both sides; returns where they
 * begin. */
static char *
make_room(struct csv *s)
{
	s->room = mem_alloc(s->cap + 2 * ROW_SLACK);
	memset(s->room, 0, ROW_SLACK);
	return s->room + ROW_SLACK;
}

void
csv_open(struct csv *s, struct input *in, struct decode *decode,
    const struct dialect *d)
{
	struct scan_set set;

	*s = (struct csv){ .in = in, .decode = decode, .dialect = *d };
	if (s->dialect.row_max == 0)
		s->dialect.row_max = DIALECT_ROW_MAX;
	if (decode)
		s->misfits = decode_misfits(decode);
	if (d->quote >= 0)
		s->quoted = csv_quoted_open(d);
	s->cap = SPLIT_CAP;
	s->buf = make_room(s);
	set.delimiter = (unsigned char)d->delimiter.p[0];
	set.quote = d->quote < 0 ? set.delimiter : (unsigned char)d->quote;
	scan_cursor_open(&s->hits, set);
	s->cells = mem_grow(NULL, &s->cells_cap, CELLS, sizeof *s->cells);
	buf_add(&s->marked, d->delimiter);
	buf_add(&s->marked, d->mark);
	csv_plain_open(s, buf_span(&s->marked));
	s->line = 1;
}

/* Moves the unfinished row to the front and reads more behind it. */
static int
fill(struct csv *s, struct err *e)
{
	size_t rest = s->end - s->pos;
	int64_t n;

	if (rest > s->dialect.row_max) {
		err_set(e, ST_DATA,
		    "a row of more than %zu bytes (--row-max takes it)",
		    s->dialect.row_max);
		return err_at(e, s->in->name, s->line);
	}
	if (rest > s->cap / 2) {
		char *old = s->room, *from = s->buf + s->pos;

		s->cap *= 2;
		s->buf = make_room(s);
		memcpy(s->buf, from, rest);
		free(old);
	} else if (s->pos) {
		memmove(s->buf, s->buf + s->pos, rest);
	}
	s->base += s->pos;
	s->pos = 0;
	s->end = rest;
	scan_cursor_from(&s->hits, s->pos);
	meter.rows += s->rows - s->metered;
	s->metered = s->rows;
	n = input_read(s->in, s->buf + rest, s->cap - rest, e);
	if (n < 0)
		return -1;
	s->ended = n == 0;
	s->end += (size_t)n;
	memset(s->buf + s->end, 0, ROW_SLACK);
	s->plain.quotes = false;
	return 0;
}

/* True if bytes before offset end of buf did not decode. */
static inline bool
misfit_before(const struct csv *s, size_t end)
{
	return s->misfits && decode_errors_before(s->misfits, s->base + end);
}

/* The reasons why a row that was walked over cannot be used. */
static enum row_outcome
judge(struct csv *s, enum walk w, struct row *row, struct err *e)
{
	struct decode_error first;

	if (s->misfits &&
	    decode_errors_take(s->misfits, s->base + s->pos, &first)) {
		decode_error_why(&first, decode_encoding(s->decode), e);
	} else if (w == WALK_STRAY) {
		err_set(e, ST_DATA,
		    "a quote where none may be: inside a cell "
		    "without quotes, or behind the end of a quoted one");
	} else if (w == WALK_OPEN) {
		err_set(e, ST_DATA, "a quoted cell that does not end");
	} else if (row->odd && memchr(row->raw.p, '\0', row->raw.len)) {
		err_set(e, ST_DATA,
		    "has a NUL byte; is it UTF-16? "
		    "(--encoding)");
	} else {
		row->blank = row->n == 1 && row->cells[0].len == 0 &&
		    span_trim(row->raw).len == 0;
		return ROW_OK;
	}
	return ROW_BAD;
}

enum row_outcome
csv_next(struct csv *s, struct row *row, struct err *e)
{
	for (;;) {
		enum walk w;

		if (s->pos < s->end || s->ended) {
			if (s->pos == s->end)
				return ROW_END;
			w = WALK_ROW;
			if (!csv_plain(s, row, 1, 0)) {
				w = csv_walk(s, row);
				s->rows += w != WALK_MORE;
			} else if (!misfit_before(s, s->pos)) {
				return ROW_OK;
			}
			if (w == WALK_MORE && !s->ended &&
			    s->end - s->pos > s->dialect.row_max)
				w = csv_give_up(s, row);
			if (w != WALK_MORE)
				return judge(s, w, row, e);
		}
		if (fill(s, e))
			return ROW_ERROR;
	}
}

size_t
csv_rows(struct csv *s, size_t n, struct row **rows)
{
	struct plain *f = &s->plain;
	size_t got;

	*rows = s->some;
	if (f->alone) {
		f->alone--;
		return 0;
	}
	if (s->pos == s->end || misfit_before(s, s->end))
		return 0;
	got = csv_plain(s, s->some, CSV_ROWS, n);
	/* after a call that found no row because of its number of cells, the
	 * next 1, 3, 7, ... ALONE_MAX calls leave each row to csv_next */
	if (got == 0 && f->other)
		f->alone = f->others =
		    f->others < ALONE_MAX ? 2 * f->others + 1 : ALONE_MAX;
	else if (got >= CSV_ROWS / 4)
		f->others = 0;
	return got;
}

/* The end of the row at pos, of which every quote opens or closes a cell, or is
 * doubled within one. */
static const char *
whole_row_end(const struct csv *s)
{
	const char *end = s->buf + s->end;
	bool quoted = false;

	for (const char *p = s->buf + s->pos; p < end; p++) {
		quoted ^= *p == s->dialect.quote;
		if (*p == '\n' && !quoted)
			return p;
	}
	return s->ended ? end : NULL;
}

/* The end of the line at pos, NULL if it is not in the data. */
static const char *
line_end(const struct csv *s)
{
	const char *p = s->buf + s->pos;
	size_t n = s->end - s->pos;
	const char *lf, *cr;

	if (s->whole_rows)
		return whole_row_end(s);
	lf = memchr(p, '\n', n);
	cr = memchr(p, '\r', lf ? (size_t)(lf - p) : n);
	if (cr)
		return cr;
	return lf || !s->ended ? lf : s->buf + s->end;
}

int
csv_line(struct csv *s, struct span *line, bool *bad, struct err *e)
{
	const char *end;

	while (s->pos == s->end || !(end = line_end(s))) {
		if (s->ended)
			return 0;
		if (fill(s, e))
			return -1;
	}
	line->p = s->buf + s->pos;
	line->len = (size_t)(end - line->p);
	*bad = s->misfits &&
	    decode_errors_before(s->misfits, s->base + s->pos + line->len);
	return 1;
}

int
csv_skip_mark(struct csv *s, struct err *e)
{
	const struct span mark = SPAN("\xef\xbb\xbf");
	struct span line;
	bool bad;
	int r = csv_line(s, &line, &bad, e);

	if (r == 1 && span_begins(line, mark)) {
		s->pos += mark.len;
		scan_cursor_from(&s->hits, s->pos);
	}
	return r < 0 ? -1 : 0;
}

int
csv_skip(struct csv *s, struct span line, struct err *e)
{
	struct row row = { .n = 0 };

	while (csv_end_row(s, &row, line.p + line.len, false) == WALK_MORE) {
		if (fill(s, e))
			return -1;
		line.p = s->buf + s->pos;
	}
	s->rows++;
	return 0;
}

uint64_t
csv_lines(const struct csv *s)
{
	return s->line - 1 + s->unended;
}

bool
csv_mixed_ends(const struct csv *s)
{
	return s->lone && s->lone < s->rows - s->unended;
}

void
csv_again(struct csv *s)
{
	s->unended = false;
	if (s->pos > s->last_pos && s->buf[s->pos - 1] == '\r')
		s->lone--;
	s->pos = s->last_pos;
	s->line = s->last_line;
	s->rows--;
	scan_cursor_from(&s->hits, s->pos);
	if (s->misfits)
		decode_errors_back(s->misfits, s->base + s->pos);
}

struct span *
csv_pad(struct csv *s, const struct row *row, size_t n)
{
	struct span *old = row->cells;
	bool own = old == s->cells;

	s->cells = mem_grow(s->cells, &s->cells_cap, n, sizeof *s->cells);
	if (!own)
		memcpy(s->cells, old, row->n * sizeof *old);
	for (size_t i = row->n; i < n; i++)
		s->cells[i] = (struct span){ row->raw.p, 0 };
	return s->cells;
}

void
csv_close(struct csv *s)
{
	csv_quoted_close(s->quoted);
	cells_free(&s->strays);
	buf_free(&s->marked);
	free(s->room);
	scan_cursor_close(&s->hits);
	free(s->cells);
	*s = (struct csv){ 0 };
}
