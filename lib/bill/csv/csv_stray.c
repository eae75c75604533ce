#include "bill/csv/csv_stray.h"

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* True if, blanks aside, a delimiter or the end of the line follows at p. */
static bool
ends(const char *p, const char *end, const struct dialect *d)
{
	char delimiter = d->delimiter.p[0];

	while (d->trim && p < end && is_blank(*p) && *p != delimiter)
		p++;
	return p == end || *p == delimiter;
}

/* The rest of a quoted cell; where it ends, NULL if it does not. */
static const char *
take_quoted(
    struct cells *c, const char *p, const char *end, const struct dialect *d)
{
	char quote = (char)d->quote;

	for (; p < end; p++) {
		if (*p == quote && ends(p + 1, end, d))
			break;
		buf_byte(&c->text, *p);
		if (*p == quote && p + 1 < end && p[1] == quote &&
		    !ends(p + 2, end, d))
			p++; /* a doubled one */
	}
	if (p == end)
		return NULL;
	while (++p < end && *p != d->delimiter.p[0])
		;
	return p;
}

static const char *
take_bare(
    struct cells *c, const char *p, const char *end, const struct dialect *d)
{
	struct span cell = { p, 0 };

	while (p < end && *p != d->delimiter.p[0])
		p++;
	cell.len = (size_t)(p - cell.p);
	buf_add(&c->text, d->trim ? span_trim(cell) : cell);
	return p;
}

bool
csv_stray_read(struct cells *c, const struct dialect *d, struct span line)
{
	const char *p = line.p, *end = line.p + line.len;

	cells_clear(c);
	for (;; p++) {
		const char *q = p;

		while (d->trim && q < end && is_blank(*q) &&
		    *q != d->delimiter.p[0])
			q++;
		if (q < end && *q == (char)d->quote)
			p = take_quoted(c, q + 1, end, d);
		else
			p = take_bare(c, p, end, d);
		if (!p)
			return false;
		cells_end(c);
		if (p == end)
			break;
	}
	cells_finish(c);
	return true;
}
