/*
 * The fastest road, over the rows that most files have and no other: cells
 * that are bare, or stand whole within quotes, and nothing in them that needs
 * a second look. Any other row is left to the roads of csv_walk.c, which
 * give the same answer for all.
 */
#include "bill/csv/csv.h"

enum { REST_MAX = 63 };

/* The word of four bytes around a separator at p: the last byte of the cell
 * before it, its one or two bytes, the first byte of the cell behind it. */
static inline uint32_t
load(const char *p)
{
	uint32_t w;

	memcpy(&w, p, sizeof w);
	return w;
}

void
csv_plain_open(struct csv *s, struct span sep)
{
	char want[] = "    ", own[4] = { 0 }, ones[4] = { 1 };
	struct plain *f = &s->plain;

	/* a longer separator does not fit the four bytes; and the second byte
	 * of one must not be a hit itself */
	if (sep.len > 2 || (sep.len == 2 && scan_finds(&s->hits.set, sep.p[1])))
		return;
	for (size_t i = 1; i <= sep.len; i++) {
		want[i] = sep.p[i - 1];
		own[i] = (char)0xff;
	}
	ones[1 + sep.len] = 1;
	f->want = load(want);
	f->own = load(own);
	f->under = load(ones) - 1;
	f->trim = s->dialect.trim ? load(ones) << 7 : 0;
	f->sep_len = (uint32_t)sep.len;
	f->delimiter = *sep.p;
	f->mark = s->dialect.mark.len ? *s->dialect.mark.p : '\0';
	f->quote = s->quoted && sep.len == 1 ? s->dialect.quote : -1;
}

/* The closing quote of a cell that opens with a quote at the hit before *at;
 * moves *at over it and the next hit. NULL where the cell does not end, or
 * holds a doubled quote. */
static inline const char *
closing_quote(const struct plain *f, struct scan_cursor_at *at, bool *odd)
{
	const char *q, *next;

	if (!scan_cursor_step(at, &q))
		return NULL;
	while (*q == f->delimiter) {
		*odd |= scan_is_odd(*q);
		if (!scan_cursor_step(at, &q))
			return NULL;
	}
	/* which byte the next hit is, the caller finds out by looking behind
	 * the quote */
	return (unsigned char)*q == f->quote && scan_cursor_step(at, &next)
	    ? q
	    : NULL;
}

/*
 * The cells of a row, the first at cell, its end the hit p; all are bare but
 * where quotes are looked for. Returns the end of the row, NULL if it is not
 * plain; a bit of *blanks is 0 where a cell has a blank at an end.
 */
static inline const char *__attribute__((always_inline))
take_cells(const struct plain *f, struct scan_cursor_at *at, struct row *row,
    struct span *full, const char *cell, const char *p, uint32_t *blanks,
    bool quotes)
{
	struct span *to = row->cells;

	for (; to < full; to++) {
		uint32_t w;

		if (quotes && (unsigned char)*p == f->quote && p == cell) {
			p = closing_quote(f, at, &row->odd);
			if (!p)
				return NULL;
			cell++;
			*to = (struct span){ cell, (size_t)(p++ - cell) };
		} else {
			*to = (struct span){ cell, (size_t)(p - cell) };
		}
		w = load(p - 1) ^ f->want;
		*blanks &= w | (f->under - w);
		if (w & f->own) {
			row->n = (size_t)(to - row->cells) + 1;
			return p;
		}
		cell = p + f->sep_len;
		if (!scan_cursor_step(at, &p))
			break;
	}
	return NULL;
}

/* Where the next row begins, behind the line end at end; NULL if that is none,
 * a lone CR, or the data ends too early to tell. */
static inline const char *
behind_row(const char *end, const char *stop)
{
	const char *next = end + 1;

	if (*end == '\n')
		return next;
	if (*end != '\r' || next == stop || *next != '\n')
		return NULL;
	return next + 1;
}

/* Cells that stand within quotes keep their blanks. */
static void
trim(const struct row *row, int quote)
{
	for (size_t i = 0; i < row->n; i++) {
		struct span *cell = &row->cells[i];

		if ((unsigned char)cell->p[-1] != quote)
			*cell = span_trim(*cell);
	}
}

/* The row at start, its line known, its cells up to full; returns what is
 * behind it, NULL if it is not plain. */
static inline const char *__attribute__((always_inline))
take_row(const struct plain *f, struct scan_cursor_at *at, struct row *row,
    struct span *full, const char *start, const char *stop, bool quotes)
{
	const char *cell = start, *p, *next;
	uint32_t blanks;

	row->odd = row->blank = false;
	row->marked = f->mark;
	if (row->marked && *cell++ != f->mark)
		return NULL;
	blanks = *cell == ' ' ? ~f->trim : ~UINT32_C(0);
	do /* the LF of a CR LF that ended the row before */
		if (!scan_cursor_step(at, &p))
			return NULL;
	while (p < cell);
	p = take_cells(f, at, row, full, cell, p, &blanks, quotes);
	if (!p || !(next = behind_row(p, stop)))
		return NULL;
	row->raw = (struct span){ start, (size_t)(p - start) };
	blanks = ~blanks & f->trim;
	/* is nothing, or blanks, a blank row? */
	if (row->n == 1 && (blanks || row->cells->len == 0))
		return NULL;
	if (blanks)
		trim(row, f->quote);
	return next;
}

/* Moves past n rows, behind which start is. */
static inline size_t
move(struct csv *s, const struct row *rows, size_t n, const char *start)
{
	if (n == 0)
		return 0;
	scan_cursor_back(&s->hits, (size_t)(start - s->buf));
	s->last_pos = (size_t)(rows[n - 1].raw.p - s->buf);
	s->last_line = rows[n - 1].line;
	s->pos = (size_t)(start - s->buf);
	s->line += n;
	s->rows += n;
	return n;
}

/*
 * What take_row does for a row of want cells where these are bare, none has a
 * blank at an end and the separator is this one byte: then there is no mark.
 * NULL for any other.
 */
static inline const char *__attribute__((always_inline))
take_simple(char separator, struct scan_cursor_at *at, struct row *row,
    size_t want, const char *start, const char *stop)
{
	struct span *to = row->cells, *const last = to + want - 1;
	const char *cell = start, *p, *next;

	do
		if (!scan_cursor_step(at, &p))
			return NULL;
	while (p < cell);
	if (*cell == ' ')
		return NULL;
	for (; to < last; to++) {
		if (*p != separator || p[-1] == ' ' || p[1] == ' ')
			return NULL;
		*to = (struct span){ cell, (size_t)(p - cell) };
		cell = p + 1;
		if (!scan_cursor_step(at, &p))
			return NULL;
	}
	if (p[-1] == ' ' || !(next = behind_row(p, stop)))
		return NULL;
	*to = (struct span){ cell, (size_t)(p - cell) };
	row->raw = (struct span){ start, (size_t)(p - start) };
	row->n = want;
	row->odd = row->blank = row->marked = false;
	return next;
}

/* take_simple for at most max rows, up to the first it does not take. */
static size_t __attribute__((noinline))
take_simple_rows(struct csv *s, struct row *rows, size_t max, size_t want)
{
	const char *stop = s->buf + s->end, *start = s->buf + s->pos;
	struct scan_cursor_at at = scan_cursor_place(&s->hits, s->buf);
	const char separator = s->plain.delimiter;
	struct row *row = rows, *full;
	struct span *cells = s->cells;
	uint64_t line = s->line;

	/* a row of one cell may be a blank one */
	if (s->plain.sep_len != 1 || want < 2)
		return 0;
	if (max > s->cells_cap / want)
		max = s->cells_cap / want;
	for (full = rows + max; row < full; row++, cells += want) {
		const char *next;

		row->cells = cells;
		row->line = line++;
		next = take_simple(separator, &at, row, want, start, stop);
		if (!next)
			break;
		start = next;
	}
	return move(s, rows, (size_t)(row - rows), start);
}

/* At most max rows, of want cells unless that is 0; how many. */
static inline size_t __attribute__((always_inline))
take_rows(struct csv *s, struct row *rows, size_t max, size_t want, bool quotes)
{
	const struct plain f = s->plain;
	const char *stop = s->buf + s->end, *start = s->buf + s->pos;
	struct scan_cursor_at at = scan_cursor_place(&s->hits, s->buf);
	struct span *cells = s->cells, *const full = cells + s->cells_cap;
	size_t n;

	for (n = 0; n < max && (size_t)(full - cells) >= want; n++) {
		struct row *row = &rows[n];
		const char *next;

		row->cells = cells;
		row->line = s->line + n;
		next = take_row(&f, &at, row, full, start, stop, quotes);
		if (!next)
			break;
		if (want && row->n != want) {
			s->plain.other = true;
			break;
		}
		cells += row->n;
		start = next;
	}
	return move(s, rows, n, start);
}

static size_t __attribute__((noinline))
take_bare(struct csv *s, struct row *rows, size_t max, size_t want)
{
	return take_rows(s, rows, max, want, false);
}

static size_t __attribute__((noinline))
take_quoted(struct csv *s, struct row *rows, size_t max, size_t want)
{
	return take_rows(s, rows, max, want, true);
}

size_t
csv_plain(struct csv *s, struct row *rows, size_t max, size_t want)
{
	struct plain *f = &s->plain;
	size_t n = 0;

	if (f->sep_len == 0)
		return 0;
	if (f->rest) {
		f->rest--;
		return 0;
	}
	f->other = false;
	if (!f->quotes && want)
		n = take_simple_rows(s, rows, max, want);
	if (n == 0 && !f->quotes)
		n = take_bare(s, rows, max, want);
	if (n == 0 && !f->other && f->quote >= 0) {
		n = take_quoted(s, rows, max, want);
		f->quotes = n || f->other;
	}
	/* where many rows are not plain, fewer and fewer are tried */
	if (n || f->other)
		f->misses = 0;
	else
		f->rest = f->misses =
		    f->misses < REST_MAX ? 2 * f->misses + 1 : REST_MAX;
	return n;
}
