#include "split.h"

#include <stdlib.h>

#include "mem.h"
#include "meter.h"
#include "stray.h"
#include "tsv.h"

enum { SPLIT_CAP = 1 << 18 };

void
split_open(struct split *s, struct input *in, struct decode *decode,
    const struct dialect *d)
{
	struct scan_set set;

	*s = (struct split){ .in = in, .decode = decode, .dialect = *d };
	if (decode)
		s->misfits = decode_misfits(decode);
	if (d->quote >= 0)
		s->quoted = quoted_open(d);
	s->cap = SPLIT_CAP;
	s->buf = mem_alloc(s->cap + ROW_SLACK);
	set.delimiter = (unsigned char)d->delimiter.p[0];
	set.quote = d->quote < 0 ? set.delimiter : (unsigned char)d->quote;
	hits_open(&s->hits, set);
	s->cells = mem_grow(NULL, &s->cells_cap, 64, sizeof *s->cells);
	buf_add(&s->marked, d->delimiter);
	buf_add(&s->marked, d->mark);
	s->line = 1;
}

/* Moves the unfinished row to the front and reads more behind it. */
static int
fill(struct split *s, struct err *e)
{
	size_t rest = s->end - s->pos;
	int64_t n;

	if (rest > s->cap / 2) {
		char *p = mem_alloc(2 * s->cap + ROW_SLACK);

		memcpy(p, s->buf + s->pos, rest);
		free(s->buf);
		s->buf = p;
		s->cap *= 2;
	} else if (s->pos) {
		memmove(s->buf, s->buf + s->pos, rest);
	}
	s->base += s->pos;
	s->pos = 0;
	s->end = rest;
	hits_from(&s->hits, s->pos);
	meter.rows += s->rows - s->metered;
	s->metered = s->rows;
	n = input_read(s->in, s->buf + rest, s->cap - rest, e);
	if (n < 0)
		return -1;
	s->ended = n == 0;
	s->end += (size_t)n;
	return 0;
}

/* The next byte that means something, from p on; NULL if there is none. */
static inline const char *
next_hit(struct split *s, const char *from)
{
	return hits_next(&s->hits, (struct span){ s->buf, s->end }, from);
}

static inline bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static inline void
add_cell(struct split *s, struct row *row, const char *p, const char *end)
{
	struct span cell = { p, (size_t)(end - p) };

	if (row->n == s->cells_cap)
		s->cells = mem_grow(s->cells, &s->cells_cap, row->n + 1,
		    sizeof *s->cells);
	if (s->dialect.trim && cell.len &&
	    (is_blank(*p) || is_blank(end[-1])))
		cell = span_trim(cell);
	s->cells[row->n++] = cell;
}

/* Lines that end within raw: LF, CR LF or a lone CR. */
static uint64_t
count_lines(struct span raw)
{
	uint64_t n = 0;

	if (span_line(raw) == raw.len)
		return 0;
	for (size_t i = 0; i < raw.len; i++)
		n += raw.p[i] == '\n' || (raw.p[i] == '\r' &&
		    (i + 1 == raw.len || raw.p[i + 1] != '\n'));
	return n;
}

/* What the walk over a row ended in. */
enum walk { WALK_ROW, WALK_MORE, WALK_STRAY, WALK_OPEN };

/*
 * The row at pos ends at end (its CR or LF, or the end of the data): moves
 * past it and its line end. WALK_MORE where a CR is the last byte known.
 */
static enum walk
end_row(struct split *s, struct row *row, const char *end, bool has_lines)
{
	const char *start = s->buf + s->pos, *stop = s->buf + s->end;
	const char *next = end;

	if (end < stop) {
		if (*end == '\r' && end + 1 == stop && !s->ended)
			return WALK_MORE;
		next += *end == '\r' && end + 1 < stop && end[1] == '\n'
		    ? 2 : 1;
	}
	row->raw = (struct span){ start, (size_t)(end - start) };
	row->line = s->last_line = s->line;
	s->last_pos = s->pos;
	s->pos = (size_t)(next - s->buf);
	s->line += end < stop;
	if (has_lines)
		s->line += count_lines(row->raw);
	return WALK_ROW;
}

/* Takes the cells of another module's, which may need escapes. */
static void
take_cells(struct row *row, struct span *cells, size_t n)
{
	row->cells = cells;
	row->n = n;
	row->odd = false;
	for (size_t i = 0; i < n && !row->odd; i++)
		row->odd = tsv_needs_escape(cells[i]);
}

/* Quotes that break the rules: the line alone, if that is declared to be
 * allowed and the line can be read. */
static enum walk
walk_stray(struct split *s, struct row *row, struct span rest, size_t used,
    enum walk why)
{
	struct span line = { rest.p, span_line(rest) };

	if (!s->dialect.stray || !stray_read(&s->strays, &s->dialect, line)) {
		row->odd = true;
		return end_row(s, row, rest.p + used, true) ? WALK_MORE : why;
	}
	if (end_row(s, row, line.p + line.len, false))
		return WALK_MORE;
	/* who looked for the end of a quoted cell may have looked beyond the
	 * end of the line */
	hits_back(&s->hits, s->pos);
	take_cells(row, s->strays.cells, s->strays.n);
	return WALK_ROW;
}

/* The slow road. */
static enum walk
walk_quoted(struct split *s, struct row *row)
{
	struct span rest = { s->buf + s->pos, s->end - s->pos };
	struct span *cells;
	size_t used, n;

	switch (quoted_read(s->quoted, rest, s->ended, &used)) {
	case QUOTED_MORE:
		return WALK_MORE;
	case QUOTED_STRAY:
		return walk_stray(s, row, rest, used, WALK_STRAY);
	case QUOTED_OPEN:
		return walk_stray(s, row, rest, used, WALK_OPEN);
	case QUOTED_ROW:
		break;
	}
	if (end_row(s, row, rest.p + used, true))
		return WALK_MORE;
	cells = quoted_cells(s->quoted, &n);
	take_cells(row, cells, n);
	return WALK_ROW;
}

/* A cell that opens with the quote at p: its closing quote, if that stands
 * right before a delimiter or the end of the row; else NULL. */
static const char *
closing_quote(struct split *s, const char *p, struct row *row,
    bool *has_lines)
{
	const char *stop = s->buf + s->end;
	const char *q = p + 1;

	while ((q = next_hit(s, q)) != NULL) {
		if ((unsigned char)*q == s->hits.set.quote)
			break;
		row->odd |= scan_is_odd(*q);
		*has_lines |= *q == '\n' || *q == '\r';
		q++;
	}
	if (!q || q + 1 == stop)
		return q && s->ended ? q : NULL;
	return (unsigned char)q[1] == s->hits.set.delimiter || q[1] == '\n' ||
	    q[1] == '\r' ? q : NULL;
}

/* Takes a cell in quotes and the separator behind it. False: slow road. */
static bool
take_quoted(struct split *s, struct row *row, const char *cell,
    bool *has_lines, const char **end)
{
	const char *q = closing_quote(s, cell, row, has_lines);

	if (!q)
		return false;
	if (row->n == s->cells_cap)
		s->cells = mem_grow(s->cells, &s->cells_cap, row->n + 1,
		    sizeof *s->cells);
	s->cells[row->n++] = (struct span){ cell + 1,
		(size_t)(q - cell) - 1 };
	*end = q + 1;
	return true;
}
/* Is there a separator at p, whose first byte fits? WALK_MORE if the data
 * ends too early to tell. */
static enum walk
is_separator(const struct split *s, struct span sep, const char *p,
    bool *yes)
{
	size_t left = (size_t)(s->buf + s->end - p);

	*yes = left >= sep.len && !memcmp(p, sep.p, sep.len);
	return left < sep.len && !s->ended ? WALK_MORE : WALK_ROW;
}

/* The fast road, from the first cell on. */
static enum walk
walk_cells(struct split *s, struct row *row, struct span sep,
    const char *cell)
{
	const char *p = cell, *stop = s->buf + s->end;
	const char delimiter = (char)s->hits.set.delimiter;
	bool has_lines = false, yes = true;

	while ((p = next_hit(s, p)) != NULL) {
		char c = *p;

		if (c == delimiter) {
			if (sep.len > 1 && is_separator(s, sep, p, &yes))
				return WALK_MORE;
			if (yes) {
				add_cell(s, row, cell, p);
				p = cell = p + sep.len;
				continue;
			}
			row->odd |= scan_is_odd(c);
		} else if (c == '\n' || c == '\r') {
			add_cell(s, row, cell, p);
			return end_row(s, row, p, has_lines);
		} else if ((unsigned char)c == s->hits.set.quote) {
			if (p != cell ||
			    !take_quoted(s, row, cell, &has_lines, &p))
				return walk_quoted(s, row);
			if (p == stop || *p == '\n' || *p == '\r')
				return end_row(s, row, p, has_lines);
			cell = p + 1;
		} else {
			row->odd = true;
		}
		p++;
	}
	if (!s->ended)
		return WALK_MORE;
	add_cell(s, row, cell, stop);
	return end_row(s, row, stop, has_lines);
}

static enum walk
walk(struct split *s, struct row *row)
{
	struct span rest = { s->buf + s->pos, s->end - s->pos };
	const struct dialect *d = &s->dialect;
	enum walk w;

	*row = (struct row){ .n = 0 };
	if (d->mark.len && rest.len < d->mark.len && !s->ended)
		return WALK_MORE;
	row->marked = d->mark.len && span_begins(rest, d->mark);
	w = row->marked
	    ? walk_cells(s, row, buf_span(&s->marked), rest.p + d->mark.len)
	    : walk_cells(s, row, d->delimiter, rest.p);
	if (!row->cells)
		row->cells = s->cells;
	return w;
}

/* The reasons why a row that was walked over cannot be used. */
static enum row_outcome
judge(struct split *s, enum walk w, struct row *row, struct err *e)
{
	struct misfit first;

	if (s->misfits && misfits_take(s->misfits, s->base + s->pos,
	    &first)) {
		misfit_why(&first, decode_encoding(s->decode), e);
	} else if (w == WALK_STRAY) {
		err_set(e, ST_DATA, "a quote where none may be: inside a cell "
		    "without quotes, or behind the end of a quoted one");
	} else if (w == WALK_OPEN) {
		err_set(e, ST_DATA, "a quoted cell that does not end");
	} else if (row->odd && memchr(row->raw.p, '\0', row->raw.len)) {
		err_set(e, ST_DATA, "has a NUL byte; is it UTF-16? "
		    "(--encoding)");
	} else {
		row->blank = row->n == 1 && row->cells[0].len == 0 &&
		    span_trim(row->raw).len == 0;
		return ROW_OK;
	}
	return ROW_BAD;
}

enum row_outcome
split_next(struct split *s, struct row *row, struct err *e)
{
	for (;;) {
		enum walk w;

		if (s->pos < s->end || s->ended) {
			if (s->pos == s->end)
				return ROW_END;
			w = walk(s, row);
			if (w != WALK_MORE) {
				s->rows++;
				return judge(s, w, row, e);
			}
		}
		if (fill(s, e))
			return ROW_ERROR;
	}
}

/* The end of the line at pos, NULL if it is not in the data. */
static const char *
line_end(const struct split *s)
{
	const char *p = s->buf + s->pos;
	size_t n = s->end - s->pos;
	const char *lf = memchr(p, '\n', n);
	const char *cr = memchr(p, '\r', lf ? (size_t)(lf - p) : n);

	if (cr)
		return cr;
	return lf || !s->ended ? lf : s->buf + s->end;
}

int
split_line(struct split *s, struct span *line, bool *bad, struct err *e)
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
	*bad = s->misfits && misfits_before(s->misfits,
	    s->base + s->pos + line->len);
	return 1;
}

int
split_skip(struct split *s, struct span line, struct err *e)
{
	struct row row = { .n = 0 };

	while (end_row(s, &row, line.p + line.len, false) == WALK_MORE) {
		if (fill(s, e))
			return -1;
		line.p = s->buf + s->pos;
	}
	s->rows++;
	return 0;
}

void
split_again(struct split *s)
{
	s->pos = s->last_pos;
	s->line = s->last_line;
	s->rows--;
	hits_from(&s->hits, s->pos);
}

struct span *
split_pad(struct split *s, const struct row *row, size_t n)
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
split_close(struct split *s)
{
	quoted_close(s->quoted);
	cellbuf_free(&s->strays);
	buf_free(&s->marked);
	free(s->buf);
	hits_close(&s->hits);
	free(s->cells);
	*s = (struct split){ 0 };
}
