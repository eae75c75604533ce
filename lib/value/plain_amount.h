/*
 * plain_amount: the fast road for cells that tell an amount in digits alone, with
 * exactly as many decimals as the streams write: 12.30 for CNY, 12 for JPY,
 * or 1230 where amounts are in minor units.
 *
 * Two words of eight bytes are read, without a loop. money_plain and
 * money_parse are the slow twins: what plain_amount_read takes, they read the same.
 * A minus may stand before the digits.
 */
#ifndef PLAIN_AMOUNT_H
#define PLAIN_AMOUNT_H

#include "value/numeral.h"

enum {
	PLAIN_AMOUNT_MAX =
	    15, /* bytes of the digits and their point, at most */
	PLAIN_AMOUNT_ROOM = 17, /* bytes plain_amount_put may write */
};

/* What such cells look like; point and masks are about the last eight bytes
 * of a cell. */
struct plain_amount {
	size_t least;      /* bytes of the shortest; more than PLAIN_AMOUNT_MAX
	                          * where none is read */
	uint64_t point_at; /* mask of where the point has to be, */
	uint64_t point;    /* and what stands there */
	uint64_t before, behind; /* masks of the digits on its two sides */
	unsigned shift;          /* bits by which those before it move up */
	uint64_t unit;           /* what a digit further before counts */
	bool padded;             /* zeros may stand first */
};

void plain_amount_set(
    struct plain_amount *, const struct numeral_form *, int scale);

/* What was read in a cell. */
struct plain_amount_cell {
	struct span digits; /* with the point; lives as the cell does */
	int64_t minor;      /* their value, without the sign */
	bool negative;      /* a minus stood before them; minor is not 0 */
};

/* Digits, of which as many bytes can be read as make EIGHT. */
static inline bool
plain_amount_digits(const struct plain_amount *c, struct span s, int64_t *minor)
{
	uint64_t zeros = EIGHT_ONES * '0', first = 0, last;

	if (s.len < c->least || s.len > PLAIN_AMOUNT_MAX ||
	    (*s.p == '0' && s.len > c->least && !c->padded))
		return false;
	if (s.len <= EIGHT) {
		last = (eight_load(s.p) ^ zeros) << (EIGHT - s.len) * 8;
	} else {
		first = (eight_load(s.p) ^ zeros) << (2 * EIGHT - s.len) * 8;
		last = eight_load(s.p + s.len - EIGHT) ^ zeros;
	}
	if ((last & c->point_at) != c->point)
		return false;
	last = (last & c->before) << c->shift | (last & c->behind);
	if (((last + EIGHT_ONES * 0x76) | last | (first + EIGHT_ONES * 0x76) |
		first) &
	    EIGHT_TOPS)
		return false;
	*minor = (int64_t)amount_eight_digits(last);
	if (first)
		*minor += (int64_t)(amount_eight_digits(first) * c->unit);
	return true;
}

/*
 * Reads a cell behind which EIGHT bytes can be read, whatever they are. False
 * for any other than is described above, good or bad.
 */
static inline bool
plain_amount_read(
    const struct plain_amount *c, struct span s, struct plain_amount_cell *cell)
{
	cell->negative = *s.p == '-';
	cell->digits =
	    (struct span){ s.p + cell->negative, s.len - cell->negative };
	return plain_amount_digits(c, cell->digits, &cell->minor) &&
	    (!cell->negative || cell->minor);
}

/*
 * Writes the cell to text, of which PLAIN_AMOUNT_ROOM bytes may be written and as
 * many read in the cell; returns the length.
 */
static inline size_t
plain_amount_put(const struct plain_amount_cell *cell, char *text)
{
	*text = '-';
	memcpy(text + cell->negative, cell->digits.p, PLAIN_AMOUNT_ROOM - 1);
	return cell->digits.len + cell->negative;
}

#endif
