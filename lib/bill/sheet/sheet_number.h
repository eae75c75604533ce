/*
 * sheet_number: numbers of a spreadsheet as text.
 *
 * A spreadsheet has 15 significant digits, and what it stores beyond them is
 * the tail of a binary fraction: 12.300000000000001 is 12.3. From 10^15 on
 * digits may be lost, so such a number is written with an exponent,
 * 2.02211130000000E+19, which nobody takes for an order number. Only
 * decimals, no binary fractions, are reckoned with.
 */
#ifndef SHEET_NUMBER_H
#define SHEET_NUMBER_H

#include "base/buf.h"
#include "base/err.h"

enum sheet_style_kind {
	SHEET_PLAIN,
	SHEET_ZEROS,     /* a number of so many digits, with zeros in front */
	SHEET_DATE,      /* a day, with its time where it has one */
	SHEET_DATE_TIME, /* a day and a time, midnight too */
	SHEET_TIME,      /* a time; a day and a time from one day on */
	SHEET_ELAPSED,   /* hours, more than 24 too */
};

/* What the number format of a cell means for its text. */
struct sheet_style {
	unsigned char kind;
	unsigned char zeros; /* SHEET_ZEROS */
};

/*
 * Adds the text of a number as it is stored, "44869.5" or "1.5E-3", to the
 * buffer. from_1904: days count from 1904-01-01; else from 1900, where there
 * was a 29 February. -1, told but for the place, where it is no number, or no
 * date although it is shown as one.
 */
int sheet_number(struct span stored, const struct sheet_style *, bool from_1904,
    struct buf *, struct err *);

#endif
