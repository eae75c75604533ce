#include "explain/layout/guess_cells.h"

enum { QUOTED_MAX = 1 << 16 }; /* bytes of a quoted cell that is believed */

static bool
is_end(char c)
{
	return c == '\n' || c == '\r';
}

/* Where the cell that begins with a quote at p ends: behind the closing quote.
 * NULL where none is found. */
static const char *
close_quote(const char *p, const char *end)
{
	if (end - p > QUOTED_MAX)
		end = p + QUOTED_MAX;
	while ((p = memchr(p, '"', (size_t)(end - p)))) {
		if (++p == end || *p != '"')
			return p;
		p++;
	}
	return NULL;
}

static bool
is_cut(const struct guess_cells *c, const char *p, const char *end)
{
	return *p == c->delimiter &&
	    (!c->marked || (p + 1 < end && p[1] == c->mark));
}

/* Where the cell at p ends. */
static const char *
cell_end(const struct guess_cells *c, const char *p, const char *end)
{
	const char *q = p;

	while (q < end && *q == ' ')
		q++;
	if (!c->mark && q < end && *q == '"') {
		q = close_quote(q + 1, end);
		if (q)
			p = q;
	}
	while (p < end && !is_end(*p) && !is_cut(c, p, end))
		p++;
	return p;
}

static void
take_cell(struct guess_cells *c, struct span cell)
{
	cell = span_trim(cell);
	if (c->marked && cell.len && cell.p[0] == c->mark)
		cell = (struct span){ cell.p + 1, cell.len - 1 };
	else if (!c->mark && cell.len > 1 && cell.p[0] == '"' &&
	    cell.p[cell.len - 1] == '"')
		cell = (struct span){ cell.p + 1, cell.len - 2 };
	cell = span_trim(cell);
	if (c->n < GUESS_CELLS_MAX)
		c->list[c->n++] = cell;
	c->filled += cell.len != 0;
}

/* Past the line end at p. */
static const char *
skip_end(const char *p, const char *end)
{
	if (p < end && *p == '\r' && p + 1 < end && p[1] == '\n')
		return p + 2;
	return p < end ? p + 1 : p;
}

bool
guess_cells_row(struct guess_cells *c, struct span *rest)
{
	const char *p = rest->p, *end = p + rest->len, *stop;

	if (rest->len == 0)
		return false;
	c->n = c->filled = 0;
	c->marked = c->mark && *p == c->mark;
	c->lines = 1;
	for (;; p = stop + 1) {
		stop = cell_end(c, p, end);
		take_cell(c, (struct span){ p, (size_t)(stop - p) });
		for (const char *q = p; q < stop; q++)
			c->lines += *q == '\n' || (*q == '\r' && q[1] != '\n');
		if (stop == end || is_end(*stop))
			break;
	}
	c->line = (struct span){ rest->p, (size_t)(stop - rest->p) };
	stop = skip_end(stop, end);
	*rest = (struct span){ stop, (size_t)(end - stop) };
	return true;
}

bool
guess_cells_line(struct span *rest, struct span *line)
{
	const char *p = rest->p, *end = p + rest->len;

	if (rest->len == 0)
		return false;
	while (p < end && !is_end(*p))
		p++;
	*line = (struct span){ rest->p, (size_t)(p - rest->p) };
	p = skip_end(p, end);
	*rest = (struct span){ p, (size_t)(end - p) };
	return true;
}

/* A letter and a digit or two: a name, as c1 is. */
static bool
is_numbered(struct span s)
{
	char c = s.len ? (char)(s.p[0] | 0x20) : 0;

	if (s.len < 2 || s.len > 3 || c < 'a' || c > 'z')
		return false;
	for (size_t i = 1; i < s.len; i++)
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
	return true;
}

bool
guess_cells_is_value(struct span s)
{
	size_t digits = 0, letters = 0;

	if (is_numbered(s))
		return false;

	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.p[i];

		digits += c >= '0' && c <= '9';
		letters += (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
		    c >= 0xe3; /* of Chinese and the like */
	}
	return digits && letters <= 3;
}
