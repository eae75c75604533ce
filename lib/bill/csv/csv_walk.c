/* Walking over a row, by the fast road and by the slow one. */
#include "bill/csv/csv.h"

#include "base/mem.h"
#include "bill/csv/csv_stray.h"
#include "text/tsv.h"

/* The next hit from p on: a delimiter, a quote or a line end. NULL if there is
 * none. */
static inline const char *
next_hit(struct csv *s, const char *from)
{
	return scan_cursor_next(
	    &s->hits, (struct span){ s->buf, s->end }, from);
}

static inline bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static inline void
add_cell(struct csv *s, struct row *row, const char *p, const char *end)
{
	struct span cell = { p, (size_t)(end - p) };

	if (row->n == s->cells_cap)
		s->cells = mem_grow(
		    s->cells, &s->cells_cap, row->n + 1, sizeof *s->cells);
	if (s->dialect.trim && cell.len && (is_blank(*p) || is_blank(end[-1])))
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
		n += raw.p[i] == '\n' ||
		    (raw.p[i] == '\r' &&
			(i + 1 == raw.len || raw.p[i + 1] != '\n'));
	return n;
}

enum walk
csv_end_row(struct csv *s, struct row *row, const char *end, bool has_lines)
{
	const char *start = s->buf + s->pos, *stop = s->buf + s->end;
	const char *next = end;

	s->unended = end == stop;
	if (!s->unended) {
		if (*end == '\r' && end + 1 == stop && !s->ended)
			return WALK_MORE;
		next +=
		    *end == '\r' && end + 1 < stop && end[1] == '\n' ? 2 : 1;
		if (next[-1] == '\r' && s->lone++ == 0)
			s->lone_line = s->line;
	}
	row->raw = (struct span){ start, (size_t)(end - start) };
	row->line = s->last_line = s->line;
	s->last_pos = s->pos;
	s->pos = (size_t)(next - s->buf);
	s->line += end < stop;
	if (has_lines && !s->whole_rows)
		s->line += count_lines(row->raw);
	return WALK_ROW;
}

/* Takes cells that csv_quoted or csv_stray made; they may hold bytes that
 * tables escape. */
static void
take_cells(struct row *row, struct span *cells, size_t n)
{
	row->cells = cells;
	row->n = n;
	row->odd = false;
	for (size_t i = 0; i < n && !row->odd; i++)
		row->odd = tsv_needs_escape(cells[i]);
}

/*
 * A row whose quotes break the rules is its first line, bad or, where the
 * dialect allows that, read in another way: a quote that nothing closes, or
 * another row's, must not take the good lines behind it along.
 */
static enum walk
walk_stray(struct csv *s, struct row *row, struct span rest, enum walk why)
{
	struct span line = { rest.p, span_line(rest) };

	if (csv_end_row(s, row, line.p + line.len, false))
		return WALK_MORE;
	/* the search for the end of a quoted cell may have passed the end of
	 * the line */
	scan_cursor_back(&s->hits, s->pos);
	if (s->dialect.stray && csv_stray_read(&s->strays, &s->dialect, line)) {
		take_cells(row, s->strays.cells, s->strays.n);
		return WALK_ROW;
	}
	row->odd = true;
	row->n = 0;
	return why;
}

enum walk
csv_give_up(struct csv *s, struct row *row)
{
	struct span rest = { s->buf + s->pos, s->end - s->pos };
	enum walk w;

	if (span_line(rest) == rest.len)
		return WALK_MORE;
	w = walk_stray(s, row, rest, WALK_OPEN);
	s->rows += w != WALK_MORE;
	return w;
}

/* Reads the row with libcsv. */
static enum walk
walk_quoted(struct csv *s, struct row *row)
{
	struct span rest = { s->buf + s->pos, s->end - s->pos };
	struct span *cells;
	size_t used = 0, n;

	switch (csv_quoted_read(s->quoted, rest, s->ended, &used)) {
	case CSV_QUOTED_MORE:
		return WALK_MORE;
	case CSV_QUOTED_STRAY:
		return walk_stray(s, row, rest, WALK_STRAY);
	case CSV_QUOTED_OPEN:
		return walk_stray(s, row, rest, WALK_OPEN);
	case CSV_QUOTED_ROW:
		break;
	}
	if (csv_end_row(s, row, rest.p + used, true))
		return WALK_MORE;
	cells = csv_quoted_cells(s->quoted, &n);
	take_cells(row, cells, n);
	return WALK_ROW;
}

/* A cell that opens with the quote at p: its closing quote, if that stands
 * right before a delimiter or the end of the row; else NULL. */
static const char *
closing_quote(struct csv *s, const char *p, struct row *row, bool *has_lines)
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
		q[1] == '\r'
	    ? q
	    : NULL;
}

/* Takes a cell in quotes and the separator behind it. False where libcsv has to
 * read the row. */
static bool
take_quoted(struct csv *s, struct row *row, const char *cell, bool *has_lines,
    const char **end)
{
	const char *q = closing_quote(s, cell, row, has_lines);

	if (!q)
		return false;
	if (row->n == s->cells_cap)
		s->cells = mem_grow(
		    s->cells, &s->cells_cap, row->n + 1, sizeof *s->cells);
	s->cells[row->n++] = (struct span){ cell + 1, (size_t)(q - cell) - 1 };
	*end = q + 1;
	return true;
}

/* Is there a separator at p, whose first byte fits? WALK_MORE if the data
 * ends too early to tell. */
static enum walk
is_separator(const struct csv *s, struct span sep, const char *p, bool *yes)
{
	size_t left = (size_t)(s->buf + s->end - p);

	*yes = left >= sep.len && !memcmp(p, sep.p, sep.len);
	return left < sep.len && !s->ended ? WALK_MORE : WALK_ROW;
}

/* Reads the row cell by cell, without libcsv. */
static enum walk
walk_cells(struct csv *s, struct row *row, struct span sep, const char *cell)
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
			return csv_end_row(s, row, p, has_lines);
		} else if ((unsigned char)c == s->hits.set.quote) {
			if (p != cell ||
			    !take_quoted(s, row, cell, &has_lines, &p))
				return walk_quoted(s, row);
			if (p == stop || *p == '\n' || *p == '\r')
				return csv_end_row(s, row, p, has_lines);
			cell = p + 1;
		} else {
			row->odd = true;
		}
		p++;
	}
	if (!s->ended)
		return WALK_MORE;
	add_cell(s, row, cell, stop);
	return csv_end_row(s, row, stop, has_lines);
}

enum walk
csv_walk(struct csv *s, struct row *row)
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
