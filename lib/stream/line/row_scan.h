/*
 * row_scan: the rows of a table that lie whole in a buffer, their separators
 * found a stretch at a time.
 *
 * One look at a stretch finds the TABs and LFs of some dozen rows, and with
 * them every byte that a key escapes: where none stands between the
 * separators of a row, nobody has to look at its fields again for them. What
 * this road does not take - a comment, a row with another number of fields,
 * the last row of a buffer - is left to reading lines and splitting them.
 */
#ifndef ROW_SCAN_H
#define ROW_SCAN_H

#include "stream/line/row.h"
#include "text/scan.h"

/* Cleared with {0}, released with stretch_free. */
struct stretch {
	const char *base; /* borrowed: where the stretch begins */
	uint16_t *at;     /* owned: the hits, as offsets from base */
	size_t n, i;      /* hits; the first of the next row */
	size_t len;       /* bytes the next look will take in */
	bool ascii;       /* no byte of the stretch is above 0x7f */
};

/* What is known about a row besides its fields. */
struct stretch_row {
	size_t len; /* bytes, without the LF */
	bool clean; /* no field holds a byte below 0x20, a backslash, 0x7f or
	             * a "|" */
};

/* The part of stretch_next for rows that stretch_clean does not take, and for
 * the next stretch. */
bool stretch_other(struct stretch *, struct span ahead, struct span *fields,
    size_t n, struct stretch_row *);

/* True with the row at p, if the next n hits are its separators and nothing
 * else is a hit in it. */
static inline bool
stretch_clean(struct stretch *s, const char *p, struct span *fields, size_t n,
    struct stretch_row *row)
{
	const uint16_t *at, *last;
	const char *from = p, *end;

	if (n - 1 >= s->n - s->i || *p == '#') /* n may be 0 */
		return false;
	at = s->at + s->i;
	last = at + n - 1;
	for (;; at++, fields++) {
		end = s->base + *at;
		*fields = (struct span){ from, (size_t)(end - from) };
		if (at == last)
			break;
		if (*end != '\t')
			return false;
		from = end + 1;
	}
	if (*end != '\n')
		return false;
	s->i += n;
	*row = (struct stretch_row){ (size_t)(end - p), true };
	return true;
}

/*
 * The row of n fields that ahead begins with. True with all set; ROW_SLACK
 * bytes behind the LF can be read. After false, and nothing found, the next
 * row may begin anywhere; after true it begins behind the LF, in the same
 * buffer.
 */
static inline bool
stretch_next(struct stretch *s, struct span ahead, struct span *fields,
    size_t n, struct stretch_row *row)
{
	return stretch_clean(s, ahead.p, fields, n, row) ||
	    stretch_other(s, ahead, fields, n, row);
}

void stretch_free(struct stretch *);

#endif
