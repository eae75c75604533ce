/* Which lines are what: the part of guess_layout.h that looks for the header, the
 * rows and the trailer. */
#include "explain/layout/guess_layout.h"

#include <stdlib.h>

#include "base/mem.h"
#include "explain/layout/usual_rows.h"
#include "explain/words/name_hints.h"

/* Lines before the first row that may be the header: the nearest few. */
enum { NEAREST = 3 };
struct near_line {
	struct span text;
	uint64_t line;
};

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

/* Names are there for most columns, and hardly one is a number. */
static bool
looks_like_header(const struct guess_layout *s)
{
	const struct guess_cells *c = &s->cuts;

	if (c->filled < 1 || (s->cells > 1 && c->filled < 2) ||
	    (c->mark && c->marked))
		return false;
	return c->filled * 3 >= c->n * 2 &&
	    usual_rows_values(c) * 10 <= c->filled;
}

static void
take_header(struct guess_layout *s, uint64_t line)
{
	s->has_header = true;
	s->header_line = line;
	s->header_text = s->cuts.line;
	names_free(&s->header);
	for (size_t i = 0; i < s->cuts.n; i++)
		names_add(&s->header, s->cuts.list[i]);
}

/* "Total", "Total:", "合计" and their like alone in the first cell that has
 * something; "Total Wine" is a shop. */
static bool
is_total(const struct guess_cells *c)
{
	for (size_t i = 0; i < c->n; i++)
		if (c->list[i].len)
			return name_hint_total(c->list[i]);
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
		s->trailer_is_total = is_total(&s->cuts);
		guess_cells_line(&text, &s->trailer);
	}
}

/* A row of the usual form: what came before it was no trailer, but perhaps a
 * total of a part, or the end of a table of which another follows. */
static void
take_row(struct guess_layout *s, uint64_t line, uint64_t *short_rows)
{
	if (s->rows++ == 0 && !s->has_header)
		s->header_line = line;
	s->last_row = line;
	if (s->again || s->trailer_line == 0)
		return;
	if (s->trailer_is_total)
		s->subtotal = s->trailer;
	else
		++*short_rows;
	s->trailer_line = 0;
}

/* Puts a line before those that were near so far. */
static void
keep_near(struct near_line near[NEAREST], struct span text, uint64_t line)
{
	memmove(near + 1, near, (NEAREST - 1) * sizeof *near);
	near[0] = (struct near_line){ text, line };
}

/* Cuts a line that was kept; true if it may be the header. */
static bool
may_be_header(struct guess_layout *s, const struct near_line *l)
{
	struct span rest = l->text;
	const struct guess_cells *c = &s->cuts;

	return l->line && guess_cells_row(&s->cuts, &rest) &&
	    c->n + 2 >= s->cells && c->n <= s->cells + 2 &&
	    looks_like_header(s);
}

/* A line of names without most of them, units or what stands above them. */
static bool
is_half_header(struct guess_layout *s, const struct near_line *l)
{
	struct span rest = l->text;
	const struct guess_cells *c = &s->cuts;

	return l->line && guess_cells_row(&s->cuts, &rest) &&
	    c->n == s->cells && c->filled && !usual_rows_values(c) &&
	    !c->marked;
}

/* Of the lines before the first row the nearest that can be the header; a line
 * between the two that goes on with it is passed over. */
static void
choose_header(struct guess_layout *s, const struct near_line near[NEAREST])
{
	if (may_be_header(s, &near[0])) {
		take_header(s, near[0].line);
		return;
	}
	if (!is_half_header(s, &near[0]))
		return;
	guess_cells_line(&(struct span){ near[0].text.p, near[0].text.len },
	    &s->second_header);
	if (may_be_header(s, &near[1]) && s->cuts.n == s->cells)
		take_header(s, near[1].line);
	else
		s->second_header = (struct span){ .p = NULL };
}

/* Up to the first row; the header is looked for in the lines before it. */
static uint64_t
find_header(struct guess_layout *s, const struct usual_rows *u)
{
	struct span rest = buf_span(&s->text);
	struct near_line near[NEAREST] = { { .line = 0 } };
	uint64_t line = 1, first = 0;
	bool odd;

	while (rest.len && !first) {
		const char *from = rest.p;
		struct guess_cells *c = &s->cuts;

		guess_cells_row(c, &rest);
		if (usual_rows_is(s) && usual_rows_is_data(s, u, &odd))
			first = line;
		else if (c->filled && c->line.p[0] != '#' && !is_rule(c->line))
			keep_near(near,
			    (struct span){ from, (size_t)(rest.p - from) },
			    line);
		line += c->lines;
	}
	if (first)
		choose_header(s, near);
	return first ? first : line;
}

/* The same where no column has values: the nearest line before the rows, or
 * the first of their form, that looks like one. */
static uint64_t
find_header_of_text(struct guess_layout *s)
{
	struct span rest = buf_span(&s->text);
	uint64_t line = 1;

	for (; guess_cells_row(&s->cuts, &rest); line += s->cuts.lines) {
		struct guess_cells *c = &s->cuts;
		bool near = c->n + 2 >= s->cells && c->n <= s->cells + 2;

		if (c->line.len && c->line.p[0] == '#')
			continue;
		if (near && looks_like_header(s) &&
		    !(s->has_header && usual_rows_values(c))) {
			take_header(s, line);
			if (c->n == s->cells || c->mark)
				return line + 1;
		} else if (usual_rows_is(s) &&
		    (c->filled * 2 >= c->n ||
			usual_rows_values(c) * 2 > c->filled)) {
			return s->has_header ? s->header_line + 1 : line;
		}
	}
	return s->has_header ? s->header_line + 1 : 1;
}

/* Does the line have the header again, as on a new page? */
static bool
is_again(const struct guess_layout *s)
{
	return s->has_header && s->rows &&
	    span_eq(s->cuts.line, s->header_text);
}

void
guess_layout_lines(struct guess_layout *s)
{
	struct usual_rows *u = mem_zeroed(1, sizeof *u);
	struct span rest = buf_span(&s->text);
	uint64_t line = 1, from, short_rows = 0;
	bool odd;

	usual_rows_find(u, s);
	from = u->values ? find_header(s, u) : find_header_of_text(s);
	s->rows = 0;
	for (; guess_cells_row(&s->cuts, &rest); line += s->cuts.lines) {
		if (line < from) {
			s->hashes |=
			    s->cuts.line.len && s->cuts.line.p[0] == '#';
			continue;
		}
		odd = false;
		if (is_again(s))
			s->again = true;
		else if (usual_rows_is(s) && !is_total(&s->cuts) &&
		    (usual_rows_is_data(s, u, &odd) || !odd))
			take_row(s, line, &short_rows);
		else
			take_other(s, line, &short_rows);
	}
	if (s->rows == 0)
		s->trailer_line = 0;
	free(u);
}
