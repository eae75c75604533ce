/* Which lines are what: the part of guess_layout.h that looks for the header, the
 * rows and the trailer. */
#include "explain/guess_layout.h"

#include <stdlib.h>

/* Is the row the only thing on it that is drawn, - or = or the like? */
static bool
is_rule(struct span line)
{
	size_t n = 0;

	line = span_trim(line);
	while (n < line.len && strchr("-=_*", line.p[n]) && line.p[n])
		n++;
	return n >= 3 && n == line.len;
}

static bool
is_usual(const struct guess_layout *s)
{
	const struct guess_cells *c = &s->cuts;

	return c->n == s->cells && (!c->mark || c->marked) && c->filled;
}

static size_t
count_values(const struct guess_cells *c)
{
	size_t n = 0;

	for (size_t i = 0; i < c->n; i++)
		n += guess_cells_is_value(c->list[i]);
	return n;
}

/* Names are there for most columns, and hardly one is a number. */
static bool
looks_like_header(const struct guess_layout *s)
{
	const struct guess_cells *c = &s->cuts;

	if (c->filled < 1 || (s->cells > 1 && c->filled < 2) ||
	    (c->mark && c->marked))
		return false;
	return c->filled * 3 >= c->n * 2 && count_values(c) * 10 <= c->filled;
}

static void
take_header(struct guess_layout *s, uint64_t line)
{
	s->has_header = true;
	s->header_line = line;
	names_free(&s->header);
	for (size_t i = 0; i < s->cuts.n; i++)
		names_add(&s->header, s->cuts.list[i]);
}

/* "Total", "Total:", "合计" and their like as the first words on a row that
 * leaves some cells empty; "Total Wine" is a shop. */
static bool
is_total(const struct guess_cells *c)
{
	static const char *const words[] = { "合计", "总计", "小计", "总",
		"人民币合计", "total", "Total", "TOTAL", "Sum", "SUM", "Summe",
		"Totaal", "Totale", "Totals", "TOTALS" };
	struct span first = { .p = NULL };

	for (size_t i = 0; i < c->n && first.len == 0; i++)
		first = c->list[i];
	for (size_t w = 0; w < sizeof words / sizeof *words; w++) {
		struct span word = span_str(words[w]);

		if (c->filled < c->n && first.len && span_begins(first, word) &&
		    (first.len <= word.len + 1 ||
			(unsigned char)*word.p >= 0x80))
			return true;
	}
	return false;
}

/* A trailer has a word first. What begins with a figure may as well be a row
 * that was cut short. */
static bool
is_wordy(const struct guess_layout *s, struct span line)
{
	size_t n = 0;

	while (n < line.len &&
	    (line.p[n] == s->cuts.delimiter || strchr("\" \t", line.p[n])))
		n++;
	return n < line.len && (unsigned char)line.p[n] > ' ' &&
	    !strchr("0123456789+-.,", line.p[n]);
}

/* A line that is no row of the usual form. */
static void
take_other(struct guess_layout *s, uint64_t line, uint64_t *short_rows)
{
	struct span text = s->cuts.line;

	if (s->cuts.filled == 0)
		return;
	if (text.p[0] == '#')
		s->hashes = true;
	else if (is_rule(text))
		s->rules = true;
	else if (s->cuts.n > 1 && *short_rows && !is_total(&s->cuts))
		; /* rows of other lengths came before: one of them */
	else if (s->trailer_line == 0 && is_wordy(s, text)) {
		s->trailer_line = line;
		guess_cells_line(&text, &s->trailer);
	}
}

/* A row of the usual form: what came before it was no trailer. */
static void
take_row(struct guess_layout *s, uint64_t line, uint64_t *short_rows)
{
	if (s->rows++ == 0 && !s->has_header)
		s->header_line = line;
	*short_rows += s->trailer_line != 0;
	s->trailer_line = 0;
	s->last_row = line;
}

/* Up to the first row or the header, which is the nearest line before the
 * rows, or the first of their form, that looks like one. */
static uint64_t
find_header(struct guess_layout *s)
{
	struct span rest = buf_span(&s->text);
	uint64_t line = 1;

	for (; guess_cells_row(&s->cuts, &rest); line += s->cuts.lines) {
		struct guess_cells *c = &s->cuts;
		bool near = c->n + 2 >= s->cells && c->n <= s->cells + 2;

		if (c->line.len && c->line.p[0] == '#')
			continue;
		if (near && looks_like_header(s) &&
		    !(s->has_header && count_values(c))) {
			take_header(s, line);
			if (c->n == s->cells || c->mark)
				return line;
		} else if (is_usual(s) &&
		    (c->filled * 2 >= c->n ||
			count_values(c) * 2 > c->filled)) {
			return s->has_header ? s->header_line : line - 1;
		}
	}
	return s->has_header ? s->header_line : 0;
}

void
guess_layout_lines(struct guess_layout *s)
{
	struct span rest = buf_span(&s->text);
	uint64_t line = 1, from = find_header(s), short_rows = 0;

	s->rows = 0;
	for (; guess_cells_row(&s->cuts, &rest); line += s->cuts.lines) {
		if (line <= from) {
			s->hashes |=
			    s->cuts.line.len && s->cuts.line.p[0] == '#';
			continue;
		}
		if (is_usual(s) && !is_total(&s->cuts))
			take_row(s, line, &short_rows);
		else
			take_other(s, line, &short_rows);
	}
	if (s->rows == 0)
		s->trailer_line = 0;
}
